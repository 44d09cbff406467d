import { refreshAnalysis } from './analysis/refreshAnalysis.js';
import { deriveKey } from './disclosure/cryptography.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { closeAll, openFoundation, type Closing, type Foundation } from './foundation.js';
import type { Configuration } from './config.js';
import { tokyoToday } from './policy/lifeStage.js';

/** A new snapshot for statistics, of today in Tokyo; gives its id. */
export async function takeSnapshot({ sources, governance, secret }: Foundation, now: Date): Promise<string> {
  const { snapshot } = await refreshAnalysis({
    clubPool: sources.club.pool,
    governancePool: governance.pool,
    pseudonymKey: deriveKey(secret, 'analysis'),
    today: tokyoToday(now),
  });
  return snapshot;
}

/** The embedded default has its first statistics at once; on real servers `noren analysis refresh` takes every snapshot. */
export async function takeFirstSnapshot(foundation: Foundation, now: Date): Promise<void> {
  const { rowCount } = await foundation.governance.pool.query(
    `select 1 from analysis_snapshots where status = 'CURRENT'`,
  );
  if (rowCount === 0) await takeSnapshot(foundation, now);
}

/** For the command line: opens what is needed, takes a snapshot, closes everything. */
export async function refreshOnce(config: Configuration, say: (message: string) => void): Promise<string> {
  const closing: Closing = [];
  try {
    return await takeSnapshot(await openFoundation(config, { embedded: joinEmbedded, say, closing }), new Date());
  } finally {
    await closeAll(closing);
  }
}
