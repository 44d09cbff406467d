import type { GraphQLResolveInfo } from 'graphql';
import { NorenError } from '../../errors.js';
import type { OrderTerm, SelectRequest } from '../../sources/compileSelect.js';
import type { SourceTable } from '../../sources/sourceTable.js';
import type { RequestContext } from '../context.js';
import { rootNode } from '../rows/rootNode.js';
import { Page } from './page.js';

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly where?: object | undefined;
  readonly orderBy?: readonly string[] | undefined;
}

export interface PageSource {
  readonly table: SourceTable;
  readonly where: NonNullable<SelectRequest['where']>;
  readonly order: readonly OrderTerm[];
}

export const LARGEST_PAGE = 1_000;
const CURSOR_SECONDS = 86_400;

/**
 * One page of a root list, or null where the plan opens nothing of it (the reason is in the report).
 * @throws NorenError BAD_INPUT for a size out of range, BAD_CURSOR for any cursor that was not issued for this question.
 */
export async function readPage(
  context: RequestContext,
  info: GraphQLResolveInfo,
  source: PageSource,
  page: PageArguments,
): Promise<Page | null> {
  const node = rootNode(context, info);
  if (node === null) return null;
  if (page.first < 1 || page.first > LARGEST_PAGE) {
    throw new NorenError('BAD_INPUT', `Query.${info.fieldName}(first:) takes 1 to ${LARGEST_PAGE}.`);
  }
  const { table } = source;
  const order: OrderTerm[] = [...source.order, ...ownOrder(table.key, context.rows.orderSeed)];
  const fingerprint = fingerprintOf(context, info, page);
  const now = Math.floor(context.environment.now().getTime() / 1000);
  const after = typeof page.after === 'string' ? context.cursors.open(page.after, fingerprint, now) : undefined;
  if (after === null) throw new NorenError('BAD_CURSOR', 'The cursor does not belong to this question, or is too old.');
  const rows = await context.rows.select(node, table, {
    where: source.where,
    order,
    limit: page.first + 1,
    handOut: page.first,
    ...(after === undefined ? {} : { after }),
  });
  const more = { before: after !== undefined, after: rows.length > page.first };
  return new Page(rows.slice(0, page.first), more, (tuple) =>
    context.cursors.seal(tuple, fingerprint, now + CURSOR_SECONDS),
  );
}

/** The order of rows without a sort, and among equals: of this recipient alone, never that of a raw key. */
export function ownOrder(key: string, seed: string): readonly OrderTerm[] {
  return [
    { expression: `hashint8extended(${key}, '${seed}'::int8)`, direction: 'ASC', type: 'int8' },
    { expression: key, direction: 'ASC', type: 'int4' },
  ];
}

/** A cursor counts only for the question, caller and policy that it was issued for. */
function fingerprintOf(context: RequestContext, info: GraphQLResolveInfo, page: PageArguments): string {
  const { policy } = context;
  const question = [info.fieldName, page.where ?? null, page.orderBy ?? []];
  return JSON.stringify([
    policy.hash,
    context.recipient,
    context.caller.subjectId,
    [context.purpose, context.subPurpose],
    question,
  ]);
}
