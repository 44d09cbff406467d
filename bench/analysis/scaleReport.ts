import { loadavg } from 'node:os';
import pg from 'pg';
import { localSecret } from '../../src/embedded/keys/localSecret.js';
import { loadPolicyCalendar } from '../../src/policy/policyCalendar.js';
import { tokyoToday } from '../../src/policy/lifeStage.js';
import { makeStatisticModel } from '../../src/statistics/model/makeStatisticModel.js';
import { analysisKey } from '../../src/takeSnapshot.js';
import { peakMemoryMb } from '../harness/memory.js';
import { startGateway } from '../harness/world.js';
import { openPool, openScale, throwAway, type Scale, type SeededScale } from './openScale.js';
import { overHttp } from './overHttp.js';
import { questionCosts } from './questionCosts.js';
import { refreshCosts } from './refreshCosts.js';
import { tuneUngoverned } from './tuneUngoverned.js';

/**
 * Fresh and stored releases against the ungoverned question, beside and below HTTP, and what a refresh costs; one run over one cluster of
 * this size, thrown away at the end.
 */
export async function scaleReport(scale: Scale, rounds: number): Promise<string> {
  const now = new Date();
  const today = tokyoToday(now);
  const seeded = await openScale(scale, today);
  try {
    const loadBefore = loadText();
    const refreshes = await refreshCosts(seeded);
    const loadBetween = loadText();
    await seeded.release();
    const questions = await askGateway(seeded, { rounds, today, now });
    const title = `### ${scale.families} families, ${scale.purchases} purchases`;
    return [
      title,
      `Load before ${loadBefore}, after the refreshes ${loadBetween}, at the end ${loadText()}.`,
      refreshes,
      questions,
      '',
    ].join('\n\n');
  } finally {
    await seeded.release();
    throwAway(seeded);
  }
}

const loadText = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');

interface Asking {
  readonly rounds: number;
  readonly today: string;
  readonly now: Date;
}

async function askGateway(
  { folder, settings, connections }: SeededScale,
  { rounds, today, now }: Asking,
): Promise<string> {
  const model = makeStatisticModel(loadPolicyCalendar(settings['NOREN_POLICY'] ?? '').policyAt(now).statistics, today);
  const gateway = await startGateway(settings);
  const tokens = gateway.ready['tokens'] as Readonly<Record<string, string>>;
  const http = overHttp({ gateway, token: (identity) => tokens[identity] ?? '' }, model);
  const [club, coop] = [openPool(connections.club), openPool(connections.coop)];
  // As the gateway's own: no more memory for a statement than PostgreSQL gives by default.
  const governance = new pg.Pool({ ...connections.governance, max: 4 });
  governance.on('error', () => undefined); // the cluster ends with its gateway
  try {
    await tuneUngoverned({ club, coop }, today);
    const pseudonymKey = analysisKey(localSecret(folder));
    const costs = await questionCosts({ coop, governance, pseudonymKey, model, http }, rounds);
    return `${costs}\n\nPeak memory of the gateway: ${peakMemoryMb(gateway.pid).toFixed(0)} MB.`;
  } finally {
    await Promise.all([club, coop, governance].map((pool) => pool.end()));
    await gateway.stop();
  }
}
