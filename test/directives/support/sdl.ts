import { buildASTSchema, type GraphQLSchema, parse, type GraphQLFieldResolver } from 'graphql';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { labelSchema } from '../../../directives/labelSchema.js';

/** A schema from SDL in which the governance directives are defined. Uses are not validated here: that is the proof's work. */
export function schemaOf(sdl: string): GraphQLSchema {
  return labelSchema(buildASTSchema(parse(sdl), { assumeValid: true }));
}

/** With resolvers by coordinate. */
export function withResolvers(
  schema: GraphQLSchema,
  resolvers: Readonly<Record<string, GraphQLFieldResolver<unknown, unknown>>>,
): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config, fieldName, typeName) => {
      const resolve = resolvers[`${typeName}.${fieldName}`];
      return resolve ? { ...config, resolve } : undefined;
    },
  });
}
