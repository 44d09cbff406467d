import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../inTransaction.js';
import type { SubjectReference } from '../policy/consentRecord.js';

/** One transaction on the governance database; changes of one person's data come one after the other. */
export async function withSubject<T>(
  pool: Pool,
  { kind, reference }: SubjectReference,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7301402))', [`${kind} ${reference}`]);
    return work(client);
  });
}
