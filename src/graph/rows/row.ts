import type { GovernedRow } from '../../../directives/governedRow.js';
import { PLAN } from '../../../directives/governedRow.js';
import type { RowNode } from '../plan/rowNode.js';

/** A row of a source on its way to the answer. Columns that begin with "$" are the gateway's own. */
export interface Row extends GovernedRow {
  readonly [PLAN]: RowNode;
  readonly $key: number | string;
  /** Integer id in its source. */
  readonly $id: number;
  /** The row that this one is about the same subject as; absent: it is its own. */
  readonly $origin?: Row;
}

/** The row at the head of a chain of rows about one subject. */
export function originOf(row: GovernedRow): GovernedRow {
  return (row['$origin'] as GovernedRow | undefined) ?? row;
}

export function subjectKindOf(row: GovernedRow): string {
  return (row[PLAN] as RowNode | undefined)?.rowPlan.subject ?? '';
}

/** The place below a row where the field being resolved has its rows. */
export function nodeBelow(row: Row, responseKey: string | number): RowNode | undefined {
  return row[PLAN].children.get(String(responseKey));
}
