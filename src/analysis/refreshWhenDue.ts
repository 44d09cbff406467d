import type { Pool } from 'pg';
import { latestDue, type RefreshCalendar } from './refreshCalendar.js';

export interface DueRefresh {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly calendar: RefreshCalendar;
  readonly now: Date;
  readonly take: () => Promise<unknown>;
}

/** Of whoever takes the snapshots of the calendar, one gateway at a time; other than the lock of a refresh itself. */
const SCHEDULE_LOCK = 7_301_402;

/** Takes the snapshot of the calendar that is still missing, unless another gateway is at it. Nothing is made up for twice. */
export async function refreshWhenDue({
  pool,
  calendar,
  now,
  take,
}: DueRefresh): Promise<'TAKEN' | 'NOT_DUE' | 'ELSEWHERE'> {
  const due = latestDue(calendar, now);
  if (await isTakenSince(pool, due)) return 'NOT_DUE';
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [SCHEDULE_LOCK]);
    if (rows[0]?.mine !== true) return 'ELSEWHERE';
    // The other gateway may have just finished.
    if (await isTakenSince(pool, due)) return 'NOT_DUE';
    await take();
    return 'TAKEN';
  } finally {
    client.release(true);
  }
}

async function isTakenSince(pool: Pool, due: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM analysis_snapshots WHERE status = 'CURRENT' AND taken_at >= $1`,
    [due],
  );
  return rowCount === 1;
}
