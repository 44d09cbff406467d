import { sqlOf, type RowFacts, type Sql } from '../../sources/sourceTable.js';
import type { Parameters } from '../../sources/sql.js';

export type Condition = (parameters: Parameters, facts: RowFacts) => string;

/** Conditions of the filters that were given; `undefined` and null ask for nothing. */
export function given(...conditions: readonly (Condition | null)[]): readonly Condition[] {
  return conditions.filter((condition) => condition !== null);
}

export function isOneOf(column: Sql, values: readonly string[] | null | undefined): Condition | null {
  if (values === null || values === undefined) return null;
  const possible = values.filter((value) => !holdsNul(value));
  return (parameters, facts) => `${sqlOf(column, parameters, facts)} = ANY(${parameters.add(possible, 'text[]')})`;
}

export function equals(expression: string, value: unknown, type: string): Condition | null {
  if (value === null || value === undefined) return null;
  if (holdsNul(value)) return nobody;
  return (parameters) => `${expression} = ${parameters.add(value, type)}`;
}

export function startsWith(expression: string, prefix: string | null | undefined): Condition | null {
  if (prefix === null || prefix === undefined) return null;
  if (holdsNul(prefix)) return nobody;
  return (parameters) => `starts_with(${expression}, ${parameters.add(prefix, 'text')})`;
}

/** No text of PostgreSQL has this character, and a parameter that does would look like a failure of the source. */
function holdsNul(value: unknown): boolean {
  return typeof value === 'string' && value.includes('\u0000');
}

const nobody: Condition = () => 'FALSE';
