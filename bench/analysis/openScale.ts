import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadDemoData } from '../../src/embedded/data/loadDemoData.js';
import { connectionsOf, recreateDatabases } from '../../src/embedded/embeddedDatabases.js';
import { startPostgres } from '../../src/embedded/postgres/startPostgres.js';
import { openGovernance } from '../../src/registry/governanceDatabase.js';

export interface Scale {
  readonly families: number;
  readonly purchases: number;
}

/** A cluster of its own with the demo's data in this size, thrown away at the end. */
export async function openScale({ families, purchases }: Scale, today: string) {
  const folder = mkdtempSync(join(tmpdir(), 'noren-scale-'));
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  await recreateDatabases(postgres);
  const connections = connectionsOf(postgres);
  await loadDemoData({ families, members: 2 * families, purchases, today, sources: connections });
  const governance = openGovernance(connections.governance);
  await governance.migrate();
  const pool = (name: keyof typeof connections) => new pg.Pool({ ...connections[name], max: 4 });
  const sources = { club: pool('club'), coop: pool('coop'), broadcaster: pool('broadcaster') };
  return {
    folder,
    sources,
    governancePool: governance.pool,
    async close() {
      await Promise.all([...Object.values(sources).map(async (each) => each.end()), governance.close()]);
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * What an ungoverned analyst would have at best: one database, the month and the category as numbers on each purchase, and of each
 * member whether it is a guardian's, where the family lives and how old its eldest child is. Made once, not measured.
 */
export async function tuneUngoverned(
  { club, coop }: Awaited<ReturnType<typeof openScale>>['sources'],
  today: string,
): Promise<void> {
  const { rows } = await club.query<{ code: string; family: number; place: string; age: number }>(
    `SELECT g.member_code AS code, g.family_id AS family, g.municipality_code AS place, c.age
     FROM guardians g JOIN (SELECT family_id, (extract(year FROM age($1::date, min(birth_date))) / 3)::int AS age FROM children
       WHERE left_on IS NULL AND deceased_on IS NULL GROUP BY 1) c USING (family_id)
     WHERE g.member_code IS NOT NULL AND g.left_on IS NULL AND g.deceased_on IS NULL`,
    [today],
  );
  await coop.query('CREATE TABLE tuned_members (member_id int primary key, family int, place smallint, age smallint)');
  await coop.query(
    `INSERT INTO tuned_members SELECT m.id, min(t.family), min(t.place::int), min(t.age) FROM members m
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
    FROM purchases p JOIN products g ON g.id = p.product_id JOIN tuned_members USING (member_id)
    WHERE purchased_on < date_trunc('month', $1::date)`.replace('$1', `'${today}'`),
  );
  await coop.query('VACUUM ANALYZE tuned_purchases');
  await coop.query('VACUUM ANALYZE tuned_members');
}
