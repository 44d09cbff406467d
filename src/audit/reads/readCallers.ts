import type { Pool } from 'pg';

interface Found {
  readonly index: number;
  readonly person: string | null;
}

/** Whose entries these are, by index, as the keyed hash of who asked; null of a data subject's and the gateway's own. Those that are not there are missing. */
export async function readCallers(pool: Pool, indices: readonly number[]): Promise<ReadonlyMap<number, string | null>> {
  const { rows } = await pool.query<Found>({
    name: 'callers of entries',
    text: `select index::float8 as index, entry::jsonb #>> '{caller,person}' as person from audit_entries where index = any ($1::bigint[])`,
    values: [indices],
  });
  return new Map(rows.map(({ index, person }) => [index, person]));
}
