import type { Pool } from 'pg';

/**
 * Guardians with a member code in the families of these guardians, themselves included; also those who left or died, whose purchases an
 * older snapshot may hold. One statement for all of them, and for none.
 */
export async function familyBuyers(pool: Pool, guardians: readonly number[]): Promise<readonly number[]> {
  const { rows } = await pool.query<{ id: number }>(
    `SELECT g.id FROM guardians g WHERE g.member_code IS NOT NULL
       AND g.family_id IN (SELECT own.family_id FROM guardians own WHERE own.id = ANY($1::int4[]))`,
    [guardians],
  );
  return rows.map(({ id }) => id);
}
