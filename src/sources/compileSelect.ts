import type { DisclosureForm } from '../policy/vocabulary.js';
import { compileAnyGuard, compileAtom, compileGuard } from './compileGuard.js';
import type { CellPlan, CellRung, RowPlan } from './rowPlan.js';
import { isUnconditional } from './rowPlan.js';
import type { RowFacts, SourceTable } from './sourceTable.js';
import { sqlOf } from './sourceTable.js';
import type { Statement } from './sql.js';
import { Parameters } from './sql.js';

/** One sort term. `expression` must not be null for any row. */
export interface OrderTerm {
  readonly expression: string;
  readonly direction: 'ASC' | 'DESC';
  /** PostgreSQL type of the expression, for the cursor's value. */
  readonly type: string;
}

export interface SelectRequest {
  readonly table: SourceTable;
  readonly plan: RowPlan;
  readonly facts: RowFacts;
  /** Further conditions (filters), joined by AND. */
  readonly where?: readonly ((parameters: Parameters, facts: RowFacts) => string)[];
  readonly order?: readonly OrderTerm[];
  /** Values of the order terms at the row after which to begin. */
  readonly after?: readonly unknown[];
  readonly limit?: number;
  /** Batch: only rows whose `column` is among `values`; `perValue` limits the rows of each. */
  readonly batch?: {
    readonly column: string;
    readonly type: string;
    readonly values: readonly (number | string)[];
    readonly perValue?: number;
  };
}

/**
 * The column plan as SQL. A field without a rung is not mentioned; a cell that depends on the row is a CASE, with the form that
 * came out beside it as "form:<field>". Internal columns begin with "$" and never leave the gateway.
 */
export function compileSelect(request: SelectRequest): Statement {
  const { table, plan, facts, batch } = request;
  const parameters = new Parameters();
  const columns = compileColumns(request, parameters);
  const conditions = [
    compileAnyGuard(plan.visible, table, parameters, facts),
    ...(request.where ?? []).map((condition) => condition(parameters, facts)),
  ].filter((text) => text !== 'TRUE');
  if (request.after !== undefined) conditions.push(compileAfter(request.order ?? [], request.after, parameters));
  const where = () => (conditions.length === 0 ? '' : ` WHERE ${conditions.map((text) => `(${text})`).join(' AND ')}`);
  const order = compileOrder(request.order ?? []);
  if (batch?.perValue !== undefined) {
    conditions.push(`${batch.column} = k.value`);
    const values = parameters.add(batch.values, `${batch.type}[]`);
    const inner = `SELECT ${columns} FROM ${table.from}${where()}${order} LIMIT ${parameters.add(batch.perValue, 'int4')}`;
    return {
      text: `SELECT r.* FROM unnest(${values}) k(value) CROSS JOIN LATERAL (${inner}) r`,
      values: parameters.values,
    };
  }
  if (batch !== undefined) conditions.push(`${batch.column} = ANY(${parameters.add(batch.values, `${batch.type}[]`)})`);
  const limit = request.limit === undefined ? '' : ` LIMIT ${parameters.add(request.limit, 'int4')}`;
  return { text: `SELECT ${columns} FROM ${table.from}${where()}${order}${limit}`, values: parameters.values };
}

function compileColumns({ table, plan, facts, order = [] }: SelectRequest, parameters: Parameters): string {
  const columns = [`${table.key} AS "$key"`, `${table.id ?? table.key} AS "$id"`];
  for (const field of plan.open) {
    const sql = table.open[field];
    if (sql !== undefined) columns.push(`${sqlOf(sql, parameters, facts)} AS "${field}"`);
  }
  for (const [field, cell] of plan.cells) columns.push(...compileCell(field, cell, table, parameters, facts));
  for (const link of plan.links) columns.push(`${table.links[link] ?? 'NULL'} AS "$${link}"`);
  for (const atom of plan.flags) columns.push(`${compileAtom(atom, table, parameters, facts)} AS "$${atom}"`);
  order.forEach((term, index) => columns.push(`${term.expression} AS "$order${index}"`));
  return columns.join(', ');
}

function compileCell(
  field: string,
  cell: CellPlan,
  table: SourceTable,
  parameters: Parameters,
  facts: RowFacts,
): string[] {
  const value = (form: DisclosureForm): string | null => {
    const sql = table.personal[field]?.[form];
    return sql === undefined ? null : sqlOf(sql, parameters, facts);
  };
  const [first] = cell.rungs;
  if (first === undefined) return [];
  if (isUnconditional(first.guard)) {
    const sql = value(first.form);
    return sql === null ? [] : [`${sql} AS "${field}"`];
  }
  const guarded = cell.rungs.map((rung) => [rung, compileGuard(rung.guard, table, parameters, facts)] as const);
  const columns = [`${compileCase(guarded, (rung) => `'${rung.form}'`)} AS "form:${field}"`];
  const readable = guarded.filter(([rung]) => table.personal[field]?.[rung.form] !== undefined);
  if (readable.length > 0) columns.push(`${compileCase(guarded, (rung) => value(rung.form) ?? 'NULL')} AS "${field}"`);
  return columns;
}

function compileCase(guarded: readonly (readonly [CellRung, string])[], result: (rung: CellRung) => string): string {
  return `CASE ${guarded.map(([rung, condition]) => `WHEN ${condition} THEN ${result(rung)}`).join(' ')} END`;
}

function compileOrder(order: readonly OrderTerm[]): string {
  return order.length === 0
    ? ''
    : ` ORDER BY ${order.map((term) => `${term.expression} ${term.direction}`).join(', ')}`;
}

/** Rows behind the cursor, for terms of mixed direction: (a > x) OR (a = x AND b < y) OR ... */
function compileAfter(order: readonly OrderTerm[], after: readonly unknown[], parameters: Parameters): string {
  const placeholders = order.map((term, index) => parameters.add(after[index], term.type));
  const alternatives = order.map((term, index) => {
    const equal = order.slice(0, index).map((before, position) => `${before.expression} = ${placeholders[position]}`);
    return [...equal, `${term.expression} ${term.direction === 'ASC' ? '>' : '<'} ${placeholders[index]}`].join(
      ' AND ',
    );
  });
  return alternatives.map((text) => `(${text})`).join(' OR ');
}
