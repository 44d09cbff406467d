import { getNamedType, isAbstractType, isObjectType, type GraphQLNamedType, type GraphQLSchema } from 'graphql';
import { useOf } from '../directiveUses.js';
import type { SubjectKind } from '../../src/policy/vocabulary.js';
import {
  fieldsOf,
  inputElements,
  leadsToObjects,
  outputFields,
  type InputElement,
  type OutputField,
} from '../elements.js';
import type { FieldLabel, InputLabel, SchemaLabels } from '../schemaLabels.js';
import type { Violation } from './violation.js';

/** What every rule of the proof reads. */
export interface SchemaFacts {
  readonly schema: GraphQLSchema;
  readonly labels: SchemaLabels;
  readonly fields: readonly OutputField[];
  readonly inputs: readonly InputElement[];
}

export type SchemaRule = (facts: SchemaFacts) => readonly Violation[];

export function schemaFacts(schema: GraphQLSchema, labels: SchemaLabels): SchemaFacts {
  return { schema, labels, fields: outputFields(schema), inputs: inputElements(schema) };
}

export function labelOf({ labels }: SchemaFacts, { type, field }: OutputField): FieldLabel {
  const label = labels.fields[type.name]?.[field.name];
  if (!label) throw new RangeError(`${type.name}.${field.name} is not in the labels.`);
  return label;
}

export function inputLabelOf({ labels }: SchemaFacts, coordinate: string): InputLabel {
  return labels.inputs[coordinate] ?? { kind: 'UNLABELLED', coordinate };
}

export function isRootType({ schema }: SchemaFacts, type: GraphQLNamedType): boolean {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].some((root) => root === type);
}

/** A field of connections, edges and the like: without a label of its own, on a @public type that is about nobody. Subjects pass through it. */
export function isScaffold(facts: SchemaFacts, output: OutputField): boolean {
  const { type, field } = output;
  const isOpen = labelOf(facts, output).kind === 'PUBLIC' && !useOf(facts.schema, field, 'public');
  return isOpen && leadsToObjects(field) && !facts.labels.subjects[type.name] && !isRootType(facts, type);
}

/** The object types whose rows a field of this type hands out: its own type, and those behind scaffolding. */
export function rowTypesBehind(facts: SchemaFacts, start: GraphQLNamedType): ReadonlySet<string> {
  const seen = new Set<string>();
  const rows = new Set<string>();
  const visit = (type: GraphQLNamedType): void => {
    if (seen.has(type.name)) return;
    seen.add(type.name);
    if (isAbstractType(type)) facts.schema.getPossibleTypes(type).forEach(visit);
    if (!isObjectType(type)) return;
    rows.add(type.name);
    const inner = fieldsOf(type).filter((output) => isScaffold(facts, output));
    inner.forEach(({ field }) => visit(getNamedType(field.type)));
  };
  visit(start);
  return rows;
}

/** The subjects whose rows a field of this type hands out, as the types themselves say. */
export function kindsBehind(facts: SchemaFacts, type: GraphQLNamedType): ReadonlySet<SubjectKind> {
  const kinds = [...rowTypesBehind(facts, type)].map((name) => facts.labels.subjects[name]);
  return new Set(kinds.filter((kind) => kind !== undefined));
}

export function hasPersonalFields({ labels }: SchemaFacts, typeName: string): boolean {
  return Object.values(labels.fields[typeName] ?? {}).some(({ kind }) => kind === 'PERSONAL');
}
