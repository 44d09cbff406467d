import { statSync } from 'node:fs';
import { AuditLog } from './audit/auditLog.js';
import { CheckpointKeeper } from './audit/checkpoint/checkpointKeeper.js';
import { newestSigned } from './audit/checkpoint/newestSigned.js';
import { recordChanges } from './audit/recordChanges.js';
import { closeAll, openFoundation, type Closing, type Foundation } from './foundation.js';
import type { Configuration } from './config.js';
import { deriveKey } from './disclosure/cryptography.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { NorenError } from './errors.js';
import type { Forgotten } from './ledger/budgetState.js';
import { fileWitness } from './ledger/fileWitness.js';
import { reconcileBudget } from './ledger/reconcileBudget.js';
import type { SpendWitness } from './ledger/spendWitness.js';
import { linesWitness } from './ledger/spentLines.js';
import { formatNanoRho } from './statistics/accounting/rho.js';

/** What a reconciliation did, in words. */
export interface Reconciled {
  readonly wasClosed: boolean;
  /** Scope, account, rho in the database, rho witnessed. */
  readonly restored: readonly (readonly string[])[];
}

/**
 * For the command line: brings the ledger up to what this machine's witness, the second place, and those of other gateways saw. `places`: files of
 * witnesses, and folders of checkpoints.
 * @throws NorenError AUDIT_UNAVAILABLE: the audit log does not continue what was signed, so that nothing may be put on record
 */
export async function reconcileOnce(
  config: Configuration,
  places: readonly string[],
  say: (message: string) => void,
): Promise<Reconciled> {
  const closing: Closing = [];
  try {
    const foundation = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const { governance, witness, checkpoints } = foundation;
    const { reconciled } = recordChanges(await continuedLog(foundation), () => new Date());
    const seen = [checkpoints.folder, ...places].map(async (place) => witnessAt(place, checkpoints));
    const witnesses = [witness, ...(await Promise.all(seen))];
    const { restored, wasClosed } = await reconcileBudget(governance.pool, witnesses, reconciled);
    return { wasClosed, restored: restored.map(inWords) };
  } finally {
    await closeAll(closing);
  }
}

async function continuedLog({ governance: { pool }, checkpoints, secret }: Foundation): Promise<AuditLog> {
  const log = new AuditLog({ key: deriveKey(secret, 'audit') });
  const breach = await new CheckpointKeeper({ log, pool, ...checkpoints, now: () => new Date() }).check();
  if (breach === null) return log;
  throw new NorenError(
    'AUDIT_UNAVAILABLE',
    `The audit log is closed, so that nothing can be put on record, and the accounts stay closed: ${breach}.`,
  );
}

async function witnessAt(place: string, { key }: Foundation['checkpoints']): Promise<Pick<SpendWitness, 'spent'>> {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() === false) return fileWitness(place);
  return linesWitness((await newestSigned(place, key)).flatMap(({ lines }) => lines));
}

function inWords({ key, ledgerNano, witnessNano }: Forgotten): readonly string[] {
  const account = [key.recipient, key.purpose, key.period, key.source].filter((part) => part !== '').join(' ');
  return [key.scope, account, formatNanoRho(ledgerNano), formatNanoRho(witnessNano)];
}
