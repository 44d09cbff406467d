import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { projectRoot } from '../../src/projectRoot.js';

const schema = buildSchema(readFileSync(join(projectRoot, 'schema', 'schema.graphql'), 'utf8'));

export type Root = 'Query' | 'Mutation';
export type RootField = GraphQLField<unknown, unknown>;

export function rootFields(root: Root): readonly RootField[] {
  return Object.values(schema[root === 'Query' ? 'getQueryType' : 'getMutationType']()?.getFields() ?? {});
}

/** The least that the schema takes; nothing that is on record answers to it. */
function leastOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter((each) => isNonNullType(each.type));
    return `{ ${needed.map((each) => `${each.name}: ${leastOf(each.type)}`).join(', ')} }`;
  }
  return { Int: '1', Float: '1', Boolean: 'false', LocalDate: '"2026-01-01"' }[type.name] ?? '"nobody"';
}

export function callOf({ name, args, type }: RootField): string {
  const needed = args.filter((each) => isNonNullType(each.type));
  const list = needed.map((each) => `${each.name}: ${leastOf(each.type)}`).join(', ');
  return `${name}${list === '' ? '' : `(${list})`}${isObjectType(getNamedType(type)) ? ' { __typename }' : ''}`;
}
