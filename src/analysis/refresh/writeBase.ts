import type { ClientBase } from 'pg';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import { FOR_EVER, tablesOf } from '../storeNames.js';
import { createFacts, insertFacts } from './boundFacts.js';
import { createCube, insertCube } from './buildCube.js';
import { grainsOf, type TopicGrain } from './grains.js';
import { STAGED } from './stage.js';

export interface BaseWork {
  readonly governance: ClientBase;
  readonly model: StatisticModel;
  readonly base: number;
  readonly number: number;
}

const ENDED = `WHERE until < ${FOR_EVER}`;

/** Who is counted, and under which keyed names a change finds them. */
export async function createPeople({ governance, base, number }: BaseWork): Promise<void> {
  const { families, subjects } = tablesOf(base);
  await governance.query(`DROP TABLE IF EXISTS ${families}, ${subjects}`);
  await governance.query(
    `CREATE TABLE ${families} (family int not null, since int not null, until int not null, family_pseudonym bytea not null, digest bytea not null)`,
  );
  await governance.query(
    `CREATE TABLE ${subjects} (subject_pseudonym bytea not null, since int not null, until int not null, family int not null, consents boolean not null)`,
  );
  await insertPeople({ governance, base, number });
  await governance.query(`CREATE INDEX ON ${families} (family)`);
  await governance.query(`CREATE INDEX ON ${subjects} (subject_pseudonym)`);
  await governance.query(`CREATE INDEX ON ${subjects} (family)`);
  for (const table of [families, subjects]) await finish(governance, table);
}

export async function insertPeople({ governance, base, number }: Omit<BaseWork, 'model'>): Promise<void> {
  const { families, subjects } = tablesOf(base);
  await governance.query(
    `INSERT INTO ${families} SELECT family, $1, ${FOR_EVER}, family_pseudonym, digest FROM ${STAGED.families} ORDER BY family`,
    [number],
  );
  await governance.query(
    `INSERT INTO ${subjects} SELECT subject_pseudonym, $1, ${FOR_EVER}, family, consents FROM ${STAGED.subjects} ORDER BY subject_pseudonym`,
    [number],
  );
}

/** The facts of one grain. The index is made when the rows are there. */
export async function createGrain(
  { governance, base, number, model }: BaseWork,
  { topic, grain }: TopicGrain,
): Promise<void> {
  const table = tablesOf(base).facts(topic.name, grain.by);
  await governance.query(`DROP TABLE IF EXISTS ${table}`);
  await governance.query(createFacts(table, grain));
  await governance.query(insertFacts(table, topic, grain, model), [number]);
  await governance.query(`CREATE INDEX ON ${table} (family)`);
  await finish(governance, table);
}

export async function createBaseCube({ governance, base, number, model }: BaseWork): Promise<void> {
  const tables = tablesOf(base);
  await governance.query(`DROP TABLE IF EXISTS ${tables.cube}`);
  await governance.query(createCube(tables.cube));
  for (const part of grainsOf(model)) await addToCube({ governance, base, number, model }, part);
  await governance.query(`CREATE INDEX ON ${tables.cube} (grain, rollup)`);
  await governance.query(`ANALYZE ${tables.cube}`);
}

export async function addToCube({ governance, base, number }: BaseWork, { topic, grain }: TopicGrain): Promise<void> {
  const tables = tablesOf(base);
  const facts = tables.facts(topic.name, grain.by);
  for (const statement of insertCube({ cube: tables.cube, facts, topic, grain, generation: number }))
    await governance.query(statement);
}

/** Rows that have ended are few and are looked for at each refresh. */
async function finish(governance: ClientBase, table: string): Promise<void> {
  await governance.query(`CREATE INDEX ON ${table} (until) ${ENDED}`);
  await governance.query(`ANALYZE ${table}`);
}
