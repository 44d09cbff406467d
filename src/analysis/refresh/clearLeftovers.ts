import type { ClientBase, Pool } from 'pg';
import { tokyoToday } from '../../policy/lifeStage.js';
import { dropUnused } from './dropUnused.js';
import { STAGED } from './stage.js';

/** Of whoever refreshes, one at a time. */
export const REFRESH_LOCK = 7_301_401;

const OF_ANOTHER_DAY = 'FROM analysis_refreshes WHERE taken_on <> $1';

/**
 * Under the lock of refreshes: what a full refresh left that broke off on another day. No refresh goes on with it, and its rows are exact and not bounded
 * yet.
 */
export async function clearLeftovers(governance: ClientBase, today: string): Promise<void> {
  await governance.query('BEGIN');
  const { rowCount } = await governance.query(`DELETE ${OF_ANOTHER_DAY}`, [today]);
  if (rowCount === 1) await governance.query(`DROP TABLE IF EXISTS ${Object.values(STAGED).join(', ')}`);
  await governance.query('COMMIT');
  if (rowCount === 1) await dropUnused(governance);
}

/** The same where no refresh is due, unless one is under way: that one clears it. */
export async function clearWhenLeft(pool: Pool, now: Date): Promise<'CLEARED' | 'NOTHING' | 'ELSEWHERE'> {
  const today = tokyoToday(now);
  if ((await pool.query(`SELECT 1 ${OF_ANOTHER_DAY}`, [today])).rowCount === 0) return 'NOTHING';
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [REFRESH_LOCK]);
    if (rows[0]?.mine !== true) return 'ELSEWHERE';
    await clearLeftovers(client, today);
    return 'CLEARED';
  } finally {
    // Gives up the lock, and rolls back what was not committed.
    client.release(true);
  }
}
