import type { GraphQLResolveInfo } from 'graphql';

/** Response keys from the root to this field. */
export function pathOf(info: Pick<GraphQLResolveInfo, 'path'>): string {
  const keys: (string | number)[] = [];
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path !== undefined; path = path.prev)
    keys.unshift(path.key);
  return keys.join('.');
}
