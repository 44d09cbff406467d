import type { GraphQLSchema } from 'graphql';

/** No resolver is wrapped. */
export function applyGovernance(schema: GraphQLSchema): GraphQLSchema {
  return schema;
}
