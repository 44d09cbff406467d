import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { verifyExport } from '../../src/audit/export/verifyExport.js';
import type { openLog } from '../audit/openLog.js';

type OpenedLog = Pick<Awaited<ReturnType<typeof openLog>>, 'keeper' | 'pool'>;

/** Dense, in one order, every hash and proof right, and as many entries as the head says. @returns how many */
export async function expectWholeLog({ keeper, pool }: OpenedLog, atLeast: number): Promise<number> {
  await keeper.sign();
  const { text } = await keeper.verifierKey();
  const verdict = await verifyExport(exportAudit(pool, text), { key: text });
  expect(verdict.problem).toBeNull();
  expect(verdict.entries).toBeGreaterThanOrEqual(atLeast);
  return verdict.entries;
}
