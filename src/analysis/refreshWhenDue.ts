import type { Pool } from 'pg';
import { latestDue, type RefreshCalendar } from './refreshCalendar.js';
import { onSchedule } from './scheduleLock.js';

export interface DueRefresh {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly calendar: RefreshCalendar;
  readonly now: Date;
  readonly take: () => Promise<unknown>;
}

/** Takes the snapshot of the calendar that is still missing, unless another gateway is at it. Nothing is made up for twice. */
export async function refreshWhenDue({
  pool,
  calendar,
  now,
  take,
}: DueRefresh): Promise<'TAKEN' | 'NOT_DUE' | 'ELSEWHERE'> {
  const due = latestDue(calendar, now);
  if (await isTakenSince(pool, due)) return 'NOT_DUE';
  return onSchedule(pool, async () => {
    // The other gateway may have just finished.
    if (await isTakenSince(pool, due)) return 'NOT_DUE';
    await take();
    return 'TAKEN';
  });
}

async function isTakenSince(pool: Pool, due: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM analysis_snapshots WHERE status = 'CURRENT' AND taken_at >= $1`,
    [due],
  );
  return rowCount === 1;
}
