import type { Pool } from 'pg';
import { ageBandSql } from '../../disclosure/ageBand.js';
import { todayParameter } from '../../sources/personColumns.js';
import { NOBODYS_FACTS } from '../../sources/nobodysFacts.js';
import { sqlOf, type RowFacts, type SourceTable } from '../../sources/sourceTable.js';
import { Parameters } from '../../sources/sql.js';

/** One of whom rows are shown, by what singles out. */
export interface ClassPerson {
  readonly key: number;
  readonly family: number;
  readonly band: string;
  readonly place: string;
  readonly sex: string;
  readonly opted: boolean;
  /** Has a code of the co-op, so that the family's segment may be made of this one's purchases. */
  readonly buys: boolean;
  /** False: some recipients see no row of this person, who therefore makes nobody's class larger. */
  readonly counts: boolean;
}

export interface ReadOptions {
  readonly clubPool: Pool;
  /** Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** Keys of those with a flag, or dead by the desk's record. */
  readonly flagged: ReadonlySet<number>;
}

/** The living who take part today. Whether they opted in is what the rows themselves are judged by. */
export async function readClassPeople(
  { clubPool, today, flagged }: ReadOptions,
  table: SourceTable,
  alias: string,
): Promise<readonly ClassPerson[]> {
  const parameters = new Parameters();
  const facts: RowFacts = { ...NOBODYS_FACTS, today };
  const optIn = sqlOf(table.conditions.OPT_IN ?? 'FALSE', parameters, facts);
  const current = sqlOf(table.conditions.CURRENT ?? 'FALSE', parameters, facts);
  const { memberCode } = table.links;
  const buys = memberCode === undefined ? 'FALSE' : `${sqlOf(memberCode, parameters, facts)} IS NOT NULL`;
  const text = `
    SELECT ${table.key} AS key, ${alias}.family_id AS family,
           coalesce(${ageBandSql(`${alias}.birth_date`, todayParameter(parameters, facts))}, '') AS band,
           coalesce(${alias}.municipality_code, '') AS place, coalesce(${alias}.sex, '') AS sex, (${optIn}) AS opted, (${buys}) AS buys
    FROM ${sqlOf(table.from, parameters, facts)} WHERE (${current}) AND ${table.living ?? 'FALSE'}`;
  const rows = await readPatiently(clubPool, text, parameters.values);
  return rows.map((row) => ({ ...row, counts: !flagged.has(row.key) }));
}

/** A scan over everybody takes longer than a request may. */
async function readPatiently(
  pool: Pool,
  text: string,
  values: readonly unknown[],
): Promise<readonly Omit<ClassPerson, 'counts'>[]> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN READ ONLY; SET LOCAL statement_timeout = 0');
    return (await client.query<Omit<ClassPerson, 'counts'>>(text, [...values])).rows;
  } finally {
    // Closed, not given back: that ends the transaction whatever became of it.
    client.release(true);
  }
}
