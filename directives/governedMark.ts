import type { GraphQLFieldResolver } from 'graphql';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** Not exported, so that only `markGoverned` can set it. */
const GOVERNED = Symbol('noren.governed');

/** Remembers on a wrapped resolver for which coordinate it was made: one borrowed from another field doesn't count. */
export function markGoverned(resolve: Resolver, coordinate: string): Resolver {
  return Object.assign(resolve, { [GOVERNED]: coordinate });
}

export function isGovernedAs(resolve: unknown, coordinate: string): boolean {
  return typeof resolve === 'function' && GOVERNED in resolve && resolve[GOVERNED] === coordinate;
}
