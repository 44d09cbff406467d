import type { Pool, PoolClient } from 'pg';
import type { SubjectReference } from '../policy/consentRecord.js';

/** One transaction on the governance database; changes of one person's data come one after the other. */
export async function withSubject<T>(
  pool: Pool,
  { kind, reference }: SubjectReference,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7301402))', [`${kind} ${reference}`]);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // Ends the transaction too, in whatever state the connection is.
    client.release(true);
    throw error;
  }
}
