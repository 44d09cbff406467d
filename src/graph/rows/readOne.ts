import type { GraphQLResolveInfo } from 'graphql';
import type { GlobalIdType } from '../../disclosure/globalId.js';
import type { SourceTable } from '../../sources/sourceTable.js';
import type { RequestContext } from '../context.js';
import { rootNode } from './rootNode.js';
import type { Row } from './row.js';

interface OneRow {
  readonly table: SourceTable;
  readonly type: GlobalIdType;
  /** As the caller gave it. */
  readonly id: string;
}

/**
 * The row with that id; null alike for an id that is not authentic, a row that does not exist and one that the caller may not
 * see. A statement runs in each case, so that time does not tell them apart either.
 */
export async function readOne(
  context: RequestContext,
  info: GraphQLResolveInfo,
  { table, type, id }: OneRow,
): Promise<Row | null> {
  const node = rootNode(context, info);
  if (node === null) return null;
  const key = context.globalIds.decode(type, id) ?? -1;
  const rows = await context.rows.select(node, table, {
    where: [(parameters) => `${table.key} = ${parameters.add(key, 'int4')}`],
    limit: 1,
  });
  return rows[0] ?? null;
}
