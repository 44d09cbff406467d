import type { Pool } from 'pg';

/** Of whoever does what the calendar wants, one gateway at a time; other than the lock of a refresh itself. */
const SCHEDULE_LOCK = 7_301_402;

/** Does it unless another gateway is at it. */
export async function onSchedule<T>(pool: Pool, work: () => Promise<T>): Promise<T | 'ELSEWHERE'> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [SCHEDULE_LOCK]);
    return rows[0]?.mine === true ? await work() : 'ELSEWHERE';
  } finally {
    // A closed connection gives up the lock as well, but some time after this returns.
    await client.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    client.release(true);
  }
}
