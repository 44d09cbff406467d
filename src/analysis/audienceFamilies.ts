import type { Pool } from 'pg';
import { createPseudonyms } from './pseudonyms.js';
import { livingSnapshot } from './snapshotRow.js';
import { tablesOf } from './storeNames.js';
import { takenBack } from './takenBack.js';

/** Families that guardians belong to, as far as a snapshot has them and nobody of them was stopped or erased since; exact, to be noised. */
export function createAudienceFamilies(pool: Pool, key: Buffer) {
  const pseudonyms = createPseudonyms(key);
  return async (snapshotId: string, guardians: readonly number[]): Promise<bigint> => {
    const { base, number } = await livingSnapshot(pool, snapshotId);
    const { subjects } = tablesOf(base);
    const names = guardians.map((reference) => pseudonyms.subject({ kind: 'GUARDIAN', reference }));
    const { rows } = await pool.query<{ families: string }>(
      `SELECT count(DISTINCT s.family)::text AS families FROM unnest($1::text[]) AS asked (name)
       JOIN ${subjects} AS s ON s.subject_pseudonym = decode(asked.name, 'hex') AND s.since <= $2 AND s.until > $2
       WHERE NOT ${takenBack({ subjects, family: 's.family', snapshot: '$2' })}`,
      [names, number],
    );
    return BigInt(rows[0]?.families ?? 0);
  };
}
