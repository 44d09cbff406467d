import { compileAnyGuard, compileAtom, compileGuard, type GuardScope } from './compileGuard.js';
import type { CellPlan, CellRung, RowPlan } from './rowPlan.js';
import { isUnconditional } from './rowPlan.js';
import { SharedConditions } from './sharedConditions.js';
import type { RowFacts, SourceTable, Sql } from './sourceTable.js';
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
  const parameters = new Parameters();
  const { order = [], limit, batch } = request;
  const paged = batch === undefined && order.length > 0 && limit !== undefined;
  return {
    text: paged ? compilePage(request, order, limit, parameters) : compilePlain(request, parameters),
    values: parameters.values,
  };
}

/**
 * Which rows are on the page is settled on keys alone, and then only these rows' cells are made: sorting whole rows would make the
 * cells of every row of the table first. The key is unique among the rows of a table that is read by pages.
 */
function compilePage(
  request: SelectRequest,
  order: readonly OrderTerm[],
  limit: number,
  parameters: Parameters,
): string {
  const { table } = request;
  const shared = new SharedConditions('page');
  const sorted = order.map((term, index) => ({ ...term, expression: `page."$order${index}"` }));
  const columns = compileColumns(request, sorted, { ...scopeOf(request, parameters), shared });
  const terms = order.map((term, index) => `${term.expression} AS "$order${index}"`);
  const inner = [`${table.key} AS "$page"`, ...terms, ...shared.columns].join(', ');
  const where = whereOf(compileConditions(request, parameters));
  const from = sqlOf(table.from, parameters, request.facts);
  const page = `SELECT ${inner} FROM ${from}${where}${compileOrder(order)} LIMIT ${parameters.add(limit, 'int4')}`;
  return `SELECT ${columns} FROM (${page}) page JOIN ${from} ON ${table.key} = page."$page"${compileOrder(sorted)}`;
}

function compilePlain(request: SelectRequest, parameters: Parameters): string {
  const { table, batch, order = [] } = request;
  const shared = new SharedConditions('shared');
  const columns = compileColumns(request, order, { ...scopeOf(request, parameters), shared });
  // OFFSET 0 keeps the planner from copying each condition back to wherever it is read.
  const conditions =
    shared.columns.length === 0 ? '' : ` CROSS JOIN LATERAL (SELECT ${shared.columns.join(', ')} OFFSET 0) shared`;
  const select = `SELECT ${columns} FROM ${sqlOf(table.from, parameters, request.facts)}${conditions}`;
  const where = compileConditions(request, parameters);
  const limited = (rows: number | undefined): string =>
    rows === undefined ? '' : ` LIMIT ${parameters.add(rows, 'int4')}`;
  if (batch === undefined) return `${select}${whereOf(where)}${compileOrder(order)}${limited(request.limit)}`;
  const values = parameters.add(batch.values, `${batch.type}[]`);
  if (batch.perValue === undefined) {
    return `${select}${whereOf([...where, `${batch.column} = ANY(${values})`])}${compileOrder(order)}${limited(request.limit)}`;
  }
  const inner = `${select}${whereOf([...where, `${batch.column} = k.value`])}${compileOrder(order)}${limited(batch.perValue)}`;
  return `SELECT r.* FROM unnest(${values}) k(value) CROSS JOIN LATERAL (${inner}) r`;
}

function scopeOf({ table, facts }: SelectRequest, parameters: Parameters): GuardScope {
  return { table, parameters, facts };
}

function compileConditions(request: SelectRequest, parameters: Parameters): readonly string[] {
  const { plan, facts, order = [], after } = request;
  const conditions = [
    compileAnyGuard(plan.visible, scopeOf(request, parameters)),
    ...(request.where ?? []).map((condition) => condition(parameters, facts)),
    ...(after === undefined ? [] : [compileAfter(order, after, parameters)]),
  ];
  return conditions.filter((text) => text !== 'TRUE');
}

function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.map((text) => `(${text})`).join(' AND ')}`;
}

function compileColumns({ plan }: SelectRequest, order: readonly OrderTerm[], scope: GuardScope): string {
  const { table, parameters, facts } = scope;
  const columns = [`${table.key} AS "$key"`, `${table.id ?? table.key} AS "$id"`];
  for (const field of plan.open) {
    const sql = table.open[field];
    if (sql !== undefined) columns.push(`${sqlOf(sql, parameters, facts)} AS "${field}"`);
  }
  for (const [field, cell] of plan.cells) columns.push(...compileCell(field, cell, scope));
  for (const link of plan.links) columns.push(`${table.links[link] ?? 'NULL'} AS "$${link}"`);
  for (const atom of plan.flags) columns.push(`${compileAtom(atom, scope)} AS "$${atom}"`);
  if (plan.stage && table.lifeStage !== null) {
    columns.push(`${sqlOf(table.lifeStage, parameters, facts)} AS "$lifeStage"`);
  }
  order.forEach((term, index) => columns.push(`${term.expression} AS "$order${index}"`));
  return columns.join(', ');
}

function compileCell(field: string, cell: CellPlan, scope: GuardScope): string[] {
  const { table, parameters, facts } = scope;
  const columnOf = ({ form, classed }: CellRung): Sql | undefined =>
    classed === true ? table.classed?.[field] : table.personal[field]?.[form];
  const value = (rung: CellRung): string | null => {
    const sql = columnOf(rung);
    return sql === undefined ? null : sqlOf(sql, parameters, facts);
  };
  const [first] = cell.rungs;
  if (first === undefined) return [];
  if (isUnconditional(first.guard)) {
    const sql = value(first);
    return sql === null ? [] : [`${sql} AS "${field}"`];
  }
  const guarded = cell.rungs.map((rung) => [rung, compileGuard(rung.guard, scope)] as const);
  const columns = [`${compileCase(guarded, (rung) => `'${rung.form}'`)} AS "form:${field}"`];
  const readable = guarded.filter(([rung]) => columnOf(rung) !== undefined);
  if (readable.length > 0) columns.push(`${compileCase(guarded, (rung) => value(rung) ?? 'NULL')} AS "${field}"`);
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
