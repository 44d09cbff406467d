import type { Pool } from 'pg';
import { ageBandSql } from '../../disclosure/ageBand.js';
import { rollUp, type ClassMember } from '../../disclosure/rollUp.js';
import { childTable } from '../../sources/club/childTable.js';
import { guardianTable } from '../../sources/club/guardianTable.js';
import { sqlOf, type RowFacts, type SourceTable } from '../../sources/sourceTable.js';
import { Parameters } from '../../sources/sql.js';
import { todayParameter } from '../../sources/personColumns.js';
import { combinationOf, rowClassLevels, WITHHELD } from './rowClassHierarchy.js';
import { CLASS_SCOPES, type ClassScope } from './rowClasses.js';

export interface FillOptions {
  readonly clubPool: Pool;
  readonly governancePool: Pool;
  /** Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** Thresholds that recipients have, each once. */
  readonly ks: readonly number[];
  readonly placeK: number;
}

const KINDS = [
  ['GUARDIAN', guardianTable, 'g'],
  ['CHILD_PARTICIPANT', childTable, 'c'],
] as const;

interface Person {
  readonly family: number;
  readonly band: string;
  readonly place: string;
  readonly sex: string;
  readonly opted: boolean;
}

/** Counts who shares which quasi-identifiers today, and replaces the classes by which de-identified rows are shown; all or nothing. */
export async function fillRowClasses(options: FillOptions): Promise<void> {
  const rows: (readonly unknown[])[] = [];
  for (const [kind, table, alias] of KINDS) {
    const people = await readPeople(options, table, alias);
    for (const scope of CLASS_SCOPES) rows.push(...classRows(kind, scope, people, options));
  }
  const column = (index: number) => rows.map((row) => row[index]);
  await options.governancePool.query(
    `INSERT INTO analysis_row_classes (subject_kind, scope, with_sex, k, taken_on, classes)
     SELECT kind, scope, with_sex, k, $6::date, classes
     FROM unnest($1::text[], $2::text[], $3::boolean[], $4::int[], $5::jsonb[]) AS made (kind, scope, with_sex, k, classes)
     ON CONFLICT (subject_kind, scope, with_sex, k)
     DO UPDATE SET taken_on = excluded.taken_on, classes = excluded.classes`,
    [...[0, 1, 2, 3, 4].map(column), options.today],
  );
}

function classRows(kind: string, scope: ClassScope, people: readonly Person[], { ks, placeK }: FillOptions) {
  const inScope = people.filter(({ opted }) => scope === 'PARTICIPATING' || opted === (scope === 'OPTED_IN'));
  return [true, false].flatMap((withSex) => {
    const members = inScope.map(({ family, band, place, sex }): ClassMember => {
      return { family, combination: combinationOf(band, place, withSex ? sex : '') };
    });
    return ks.map((k) => {
      const classes = rollUp(members, { levels: rowClassLevels({ k, placeK }), withheld: WITHHELD, k });
      return [kind, scope, withSex, k, JSON.stringify(Object.fromEntries(classes))] as const;
    });
  });
}

/** The living who take part today. Whether they opted in is what the rows themselves are judged by. */
async function readPeople(
  { clubPool, today }: FillOptions,
  table: SourceTable,
  alias: string,
): Promise<readonly Person[]> {
  const parameters = new Parameters();
  const facts: RowFacts = { ...NOBODYS, today };
  const optIn = sqlOf(table.conditions.OPT_IN ?? 'FALSE', parameters, facts);
  const current = sqlOf(table.conditions.CURRENT ?? 'FALSE', parameters, facts);
  const text = `
    SELECT ${alias}.family_id AS family, coalesce(${ageBandSql(`${alias}.birth_date`, todayParameter(parameters, facts))}, '') AS band,
           coalesce(${alias}.municipality_code, '') AS place, coalesce(${alias}.sex, '') AS sex, (${optIn}) AS opted
    FROM ${table.from} WHERE (${current}) AND ${table.living ?? 'FALSE'}`;
  const { rows } = await clubPool.query<Person>(text, parameters.values);
  return rows;
}

/** Facts of no caller: only the day counts here. */
const NOBODYS: RowFacts = {
  today: '',
  selfKey: null,
  selfGuardian: null,
  ownClasses: [],
  keepPhoneDigits: 2,
  flagged: new Map(),
  holders: new Map(),
  rowClasses: null,
  stages: null,
};
