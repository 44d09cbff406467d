import { getNamedType, isEnumType, isInputObjectType, type GraphQLNamedType } from 'graphql';
import { inputLabelOf, type SchemaRule } from './schemaFacts.js';

/** A default value is an input that the document doesn't show: it may not filter or sort by anything personal (A19). */
export const defaultsArePublic: SchemaRule = (facts) =>
  facts.inputs.flatMap(({ coordinate, element }) => {
    if (!('type' in element) || element.defaultValue === undefined || element.defaultValue === null) return [];
    const touched = [coordinate, ...coordinatesIn(getNamedType(element.type), element.defaultValue)];
    const personal = touched.find((used) => inputLabelOf(facts, used).kind === 'PERSONAL');
    return personal ? [{ coordinate, fault: `has a default value that uses ${personal}, which is @personal` }] : [];
  });

function coordinatesIn(type: GraphQLNamedType, value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => coordinatesIn(type, item));
  if (isEnumType(type)) {
    const named = type.getValues().filter((candidate) => candidate.value === value);
    return named.map(({ name }) => `${type.name}.${name}`);
  }
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return [];
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return given.flatMap(([name, inner]) => {
    const field = type.getFields()[name];
    return field ? [`${type.name}.${name}`, ...coordinatesIn(getNamedType(field.type), inner)] : [];
  });
}
