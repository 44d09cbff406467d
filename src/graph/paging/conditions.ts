import type { RowFacts } from '../../sources/sourceTable.js';
import type { Parameters } from '../../sources/sql.js';

export type Condition = (parameters: Parameters, facts: RowFacts) => string;

/** Conditions of the filters that were given; `undefined` and null ask for nothing. */
export function given(...conditions: readonly (Condition | null)[]): readonly Condition[] {
  return conditions.filter((condition) => condition !== null);
}

export function isOneOf(
  expression: string,
  values: readonly unknown[] | null | undefined,
  type: string,
): Condition | null {
  if (values === null || values === undefined) return null;
  return (parameters) => `${expression} = ANY(${parameters.add(values, `${type}[]`)})`;
}

export function equals(expression: string, value: unknown, type: string): Condition | null {
  if (value === null || value === undefined) return null;
  return (parameters) => `${expression} = ${parameters.add(value, type)}`;
}

export function startsWith(expression: string, prefix: string | null | undefined): Condition | null {
  if (prefix === null || prefix === undefined) return null;
  return (parameters) => `starts_with(${expression}, ${parameters.add(prefix, 'text')})`;
}
