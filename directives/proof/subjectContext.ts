import { getNamedType, isAbstractType, isObjectType, type GraphQLNamedType } from 'graphql';
import type { OutputField } from '../elements.js';
import { isRootType, isScaffold, labelOf, type SchemaFacts } from './schemaFacts.js';

/**
 * Whether rows of this type always have a known subject: the type names its kind, or every field that leads to it brings one. A type that
 * only leads back to itself adds nothing (greatest fixed point), and one that nothing leads to can't be asked for.
 */
export function hasSubjectContext(
  facts: SchemaFacts,
  type: GraphQLNamedType,
  assumed: ReadonlySet<string> = new Set(),
): boolean {
  if (assumed.has(type.name) || facts.labels.subjects[type.name]) return true;
  if (isRootType(facts, type)) return false;
  const assuming = new Set([...assumed, type.name]);
  if (isAbstractType(type)) {
    return facts.schema.getPossibleTypes(type).every((member) => hasSubjectContext(facts, member, assuming));
  }
  return waysTo(facts, type).every((way) => bringsSubject(facts, way, assuming));
}

function bringsSubject(facts: SchemaFacts, way: OutputField, assumed: ReadonlySet<string>): boolean {
  const { subject } = labelOf(facts, way);
  if (subject?.kind) return true;
  if (subject?.inherits || (!subject && isScaffold(facts, way))) return hasSubjectContext(facts, way.type, assumed);
  return false;
}

/** Fields of this type, or of an interface or union that it belongs to. */
function waysTo(facts: SchemaFacts, type: GraphQLNamedType): readonly OutputField[] {
  return facts.fields.filter(({ field }) => {
    const target = getNamedType(field.type);
    return target === type || (isAbstractType(target) && isObjectType(type) && facts.schema.isSubType(target, type));
  });
}
