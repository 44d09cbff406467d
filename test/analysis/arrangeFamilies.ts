import type { Pool } from 'pg';
import { domainsOf } from '../../src/analysis/domains.js';
import { createFacts } from '../../src/analysis/refresh/boundFacts.js';
import { createCube, insertCube } from '../../src/analysis/refresh/buildCube.js';
import { FOR_EVER, tablesOf } from '../../src/analysis/storeNames.js';
import { testModel } from './testModel.js';

const BASE = 1;
const tables = tablesOf(BASE);
const facts = tables.facts('FAMILIES', []);
const topic = testModel().topics.FAMILIES;
const grain = { by: [], clamp: {}, cells: null };

/** One snapshot with the facts of families alone, still without any. */
export async function arrangeStore(pool: Pool, snapshot: string): Promise<void> {
  await pool.query(createFacts(facts, grain));
  await pool.query(createCube(tables.cube));
  await pool.query(
    `CREATE TABLE ${tables.subjects} (subject_pseudonym bytea, since int, until int, family int, consents boolean)`,
  );
  const model = testModel();
  await pool.query(
    `INSERT INTO analysis_snapshots (id, number, base, taken_on, sequence, taken_at, status, bounds_hash, domains, reference_digest, families_changed)
     VALUES ($1, 1, ${BASE}, '2026-11-22', 1, '2026-11-22T01:00:00Z', 'CURRENT', $2, $3, '', 0)`,
    [snapshot, model.boundsHash, JSON.stringify(domainsOf(model))],
  );
}

/** Replaces the families; row order follows the array. */
export async function arrangeFamilies(
  pool: Pool,
  families: readonly { readonly place: string; readonly band: string }[],
): Promise<void> {
  const { MUNICIPALITY, AGE_BAND } = domainsOf(testModel());
  await pool.query(`TRUNCATE ${facts}, ${tables.cube}`);
  await pool.query(
    `INSERT INTO ${facts} (family, since, until, municipality, region, age_band, purchase_segment, consenting)
     SELECT position, 1, ${FOR_EVER}, place, 0, band, 0, false
     FROM unnest($1::smallint[], $2::smallint[]) WITH ORDINALITY AS family (place, band, position)`,
    [families.map(({ place }) => MUNICIPALITY.indexOf(place)), families.map(({ band }) => AGE_BAND.indexOf(band))],
  );
  for (const statement of insertCube({ cube: tables.cube, facts, topic, grain, generation: 1 }))
    await pool.query(statement);
}
