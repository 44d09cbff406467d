import { ageBandSql } from '../disclosure/ageBand.js';
import { todayParameter } from './personColumns.js';
import type { RowFacts, Sql } from './sourceTable.js';
import type { Parameters } from './sql.js';

/** Where the shown band, place and sex stand in a class. */
const POSITION = { ageBand: 0, municipality: 1, sex: 2 } as const;
export type QuasiIdentifier = keyof typeof POSITION;

/** Quasi-identifiers of a person of the Club as the class of the row; a combination that was not counted is withheld. */
export function classedColumns(alias: string): Readonly<Record<QuasiIdentifier, Sql>> {
  return {
    ageBand: classed(alias, 'ageBand'),
    municipality: classed(alias, 'municipality'),
    sex: classed(alias, 'sex'),
  };
}

function classed(alias: string, field: QuasiIdentifier): Sql {
  return (parameters, facts) => {
    const classes = parameters.named('rowClasses', () => facts.rowClasses?.json ?? '{}', 'jsonb');
    return `(${classes} #>> ARRAY[${combinationSql(alias, parameters, facts)}, '${POSITION[field]}'])`;
  };
}

/** What the classes are known by: band, municipality code and sex, or no sex where the recipient sees none. */
export function combinationSql(alias: string, parameters: Parameters, facts: RowFacts): string {
  const band = ageBandSql(`${alias}.birth_date`, todayParameter(parameters, facts));
  const sex = facts.rowClasses?.withSex === true ? `coalesce(${alias}.sex, '')` : `''`;
  return `coalesce(${band}, '') || '|' || coalesce(${alias}.municipality_code, '') || '|' || ${sex}`;
}
