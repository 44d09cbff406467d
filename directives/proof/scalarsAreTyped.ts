import { getNamedType, isScalarType, type GraphQLType } from 'graphql';
import type { SchemaRule } from './schemaFacts.js';

const UNTYPED = /json|^(any|object|map|record|unknown|mixed|raw)$/i;

/** A scalar that can hold a whole row, or name any column, has no label that fits (A21). */
export const scalarsAreTyped: SchemaRule = ({ fields, inputs }) => {
  const typed = [
    ...fields.map(({ coordinate, field }) => ({ coordinate, type: field.type as GraphQLType })),
    ...inputs.flatMap(({ coordinate, element }) =>
      'type' in element ? [{ coordinate, type: element.type as GraphQLType }] : [],
    ),
  ];
  return typed
    .map(({ coordinate, type }) => ({ coordinate, scalar: getNamedType(type) }))
    .filter(({ scalar }) => isScalarType(scalar) && UNTYPED.test(scalar.name))
    .map(({ coordinate, scalar }) => ({
      coordinate,
      fault: `is of the untyped scalar ${scalar.name}, which can hold anything`,
    }));
};
