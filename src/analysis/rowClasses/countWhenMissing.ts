import type { Pool } from 'pg';
import { onSchedule } from '../scheduleLock.js';

export interface MissingCount {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly count: () => Promise<unknown>;
}

/** Whether the classes of rows were never counted on the current snapshot: it broke off before that, or is at it. */
export async function areClassesMissing(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM analysis_snapshots AS current WHERE status = 'CURRENT'
       AND NOT EXISTS (SELECT FROM analysis_segment_classes WHERE snapshot = current.number)`,
  );
  return rowCount === 1;
}

/** Counts what a refresh left uncounted, unless another gateway is at it. Until then segments are withheld. */
export async function countWhenMissing({ pool, count }: MissingCount): Promise<'COUNTED' | 'THERE' | 'ELSEWHERE'> {
  if (!(await areClassesMissing(pool))) return 'THERE';
  return onSchedule(pool, async () => {
    // The other gateway may have just finished.
    if (!(await areClassesMissing(pool))) return 'THERE';
    await count();
    return 'COUNTED';
  });
}
