import type { ClientBase } from 'pg';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import { FOR_EVER, tablesOf } from '../storeNames.js';
import { grainsOf } from './grains.js';

const TABLES = `SELECT relname AS name, substring(relname FROM '^analysis_(?:families|subjects|cube|facts)_([0-9]+)')::int AS base
  FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid) AND relname ~ '^analysis_(families|subjects|cube|facts)_[0-9]+'`;

/** Bases that no living snapshot stands on go; one that a question is still reading is left to the next refresh. */
export async function dropUnused(governance: ClientBase): Promise<void> {
  const { rows } = await governance.query<{ name: string }>(
    `SELECT name FROM (${TABLES}) AS tables WHERE base NOT IN (
       SELECT base FROM analysis_snapshots WHERE status <> 'DROPPED' UNION ALL SELECT base FROM analysis_refreshes)`,
  );
  await governance.query(`SET lock_timeout = '2s'`);
  for (const { name } of rows) await governance.query(`DROP TABLE ${name}`).catch(leftWhenInUse);
  await governance.query('RESET lock_timeout');
}

/** lock_not_available */
function leftWhenInUse(error: unknown): void {
  if ((error as { code?: unknown }).code !== '55P03') throw error;
}

/** Rows that only dropped snapshots had; `oldest`: number of the oldest living snapshot. */
export async function deleteEnded(
  governance: ClientBase,
  { base, oldest, model }: { readonly base: number; readonly oldest: number; readonly model: StatisticModel },
): Promise<void> {
  const tables = tablesOf(base);
  const facts = grainsOf(model).map(({ topic, grain }) => tables.facts(topic.name, grain.by));
  for (const table of [...facts, tables.families, tables.subjects]) {
    await governance.query(`DELETE FROM ${table} WHERE until < ${FOR_EVER} AND until <= $1`, [oldest]);
  }
}
