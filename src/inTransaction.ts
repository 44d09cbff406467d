import type { Pool, PoolClient } from 'pg';

/**
 * Runs the work in one READ COMMITTED transaction; rolls back when it throws. (REPEATABLE READ would let a conditional UPDATE work
 * on an old balance.) A connection that broke is thrown away, not returned to the pool, which hears of it (`openPool`).
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: Error) => void (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}
