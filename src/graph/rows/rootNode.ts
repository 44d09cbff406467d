import type { GraphQLResolveInfo } from 'graphql';
import type { RequestContext } from '../context.js';
import type { RowNode } from '../plan/rowNode.js';

/** The place of the rows that the field being resolved leads to; null where the plan opens none. */
export function rootNode(context: RequestContext, info: GraphQLResolveInfo): RowNode | null {
  const node = context.plan(info).roots.get(patternOf(info.path));
  return node?.opened === true ? node : null;
}

function patternOf({ prev, key }: GraphQLResolveInfo['path']): string {
  const above = prev === undefined ? '' : patternOf(prev);
  return [above, typeof key === 'number' ? '' : key].filter((part) => part !== '').join('.');
}
