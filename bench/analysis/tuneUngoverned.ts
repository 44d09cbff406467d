import type { Pool } from 'pg';

/**
 * What the co-op's tables lack for these questions, copied beside them: whose family a member is of, where it lives and how old its eldest
 * child is. Then what an ungoverned analyst would have at best: the month and the category as small numbers on each purchase of a family,
 * nothing else. Made once, not measured.
 */
export async function tuneUngoverned({ club, coop }: { readonly club: Pool; readonly coop: Pool }, today: string) {
  const { rows } = await club.query<{ code: string; family: number; place: string; age: number }>(
    `SELECT g.member_code AS code, g.family_id AS family, g.municipality_code AS place, c.age
     FROM guardians g JOIN (SELECT family_id, (extract(year FROM age($1::date, min(birth_date))) / 3)::int AS age FROM children
       WHERE left_on IS NULL AND deceased_on IS NULL GROUP BY 1) c USING (family_id)
     WHERE g.member_code IS NOT NULL AND g.left_on IS NULL AND g.deceased_on IS NULL`,
    [today],
  );
  await coop.query('CREATE TABLE family_members (member_id int primary key, family int, place smallint, age smallint)');
  await coop.query(
    `INSERT INTO family_members SELECT m.id, min(t.family), min(t.place::int), min(t.age) FROM members m
     JOIN unnest($1::text[], $2::int[], $3::text[], $4::int[]) AS t (code, family, place, age) ON t.code = m.member_code GROUP BY 1`,
    [
      rows.map(({ code }) => code),
      rows.map(({ family }) => family),
      rows.map(({ place }) => place),
      rows.map(({ age }) => age),
    ],
  );
  await coop.query(
    `CREATE TABLE tuned_purchases AS SELECT p.member_id, g.category_id::smallint AS category,
       (extract(year FROM purchased_on) * 12 + extract(month FROM purchased_on))::smallint AS month, p.amount
     FROM purchases p JOIN products g ON g.id = p.product_id JOIN family_members USING (member_id)
     WHERE purchased_on < date_trunc('month', date '${today}')`,
  );
  for (const table of ['tuned_purchases', 'family_members', 'purchases']) await coop.query(`VACUUM ANALYZE ${table}`);
}
