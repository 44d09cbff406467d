import type { Pool } from 'pg';
import { reconcile, type ErasureList } from './erasureList.js';
import type { EraserPort } from './retentionPorts.js';

export interface Replayed {
  /** Persons whom a restored governance database had forgotten to be erased. */
  readonly forgotten: number;
  /** Rows that a restored source had brought back, by table. */
  readonly rows: Readonly<Record<string, number>>;
}

/** After a backup was restored: whoever is erased stays so, in the governance database first, then in the sources. Safe at any time. */
export async function replayListed(pool: Pool, list: ErasureList, eraser: EraserPort): Promise<Replayed> {
  const forgotten = await reconcile(pool, list);
  for (const subject of forgotten) await eraser.erase(subject);
  return { forgotten: forgotten.length, rows: await eraser.replay() };
}
