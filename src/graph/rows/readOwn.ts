import type { GraphQLResolveInfo } from 'graphql';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { SourceTable } from '../../sources/sourceTable.js';
import type { RequestContext } from '../context.js';
import { rootNode } from './rootNode.js';
import type { Row } from './row.js';

/** The caller's own row in this table, as planned; null for whoever is no subject of this kind. */
export async function readOwn(
  context: RequestContext,
  info: GraphQLResolveInfo,
  { table, kind }: { readonly table: SourceTable; readonly kind: SubjectKind },
): Promise<Row | null> {
  const node = rootNode(context, info);
  const { subject } = context.caller;
  if (node === null || subject?.kind !== kind) return null;
  const rows = await context.rows.select(node, table, {
    where: [(parameters) => `${table.key} = ${parameters.add(subject.reference, 'int4')}`],
    limit: 1,
  });
  return rows[0] ?? null;
}
