import type { GraphQLSchema } from 'graphql';
import { NorenError } from '../src/errors.js';
import { formRank, type DisclosureForm, type SubjectKind } from '../src/policy/vocabulary.js';
import { isPagingInput } from './pagingInput.js';
import { useOf, type UsedArguments } from './directiveUses.js';
import {
  fieldsOf,
  inputElements,
  leadsToObjects,
  outputTypes,
  type InputElement,
  type OutputField,
} from './elements.js';
import type { FieldLabel, InputLabel, PersonalFieldLabel, SchemaLabels } from './schemaLabels.js';

/**
 * All labels of the schema, in one frozen index; compute it once, after `labelSchema`.
 * @throws NorenError BAD_SCHEMA when a directive's arguments can't be read.
 */
export function readLabels(schema: GraphQLSchema): SchemaLabels {
  return Object.freeze({
    fields: record(
      outputTypes(schema).map((type) => [type.name, record(fieldsOf(type).map((field) => fieldEntry(schema, field)))]),
    ),
    subjects: record(subjectEntries(schema)),
    inputs: record(inputElements(schema).map((input) => [input.coordinate, inputLabel(schema, input)])),
  });
}

/** No prototype: a type or field named `constructor` finds nothing but its own label. */
function record<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries)));
}

function subjectEntries(schema: GraphQLSchema): readonly (readonly [string, SubjectKind])[] {
  return outputTypes(schema).flatMap((type) => {
    const kind = at(type.name, () => useOf(schema, type, 'subject'))?.kind;
    return kind ? [[type.name, kind] as const] : [];
  });
}

function fieldEntry(schema: GraphQLSchema, output: OutputField): readonly [string, FieldLabel] {
  return [output.field.name, at(output.coordinate, () => Object.freeze(fieldLabel(schema, output)))];
}

function fieldLabel(schema: GraphQLSchema, { coordinate, type, field }: OutputField): FieldLabel {
  const subject = useOf(schema, field, 'subject');
  const requires = useOf(schema, field, 'requires');
  const shared = {
    coordinate,
    subject: subject && Object.freeze({ kind: subject.kind ?? null, inherits: subject.inherits }),
    requires: requires && Object.freeze({ roles: requires.roles ?? [], purposes: requires.purposes ?? [] }),
  };
  const personal = useOf(schema, field, 'personal');
  if (personal) return { ...shared, kind: 'PERSONAL', ...personal, ...forms(schema, field, personal) };
  if (subject) return { ...shared, kind: 'SUBJECT' };
  const statistic = useOf(schema, field, 'statistic');
  if (statistic) {
    return { ...shared, kind: 'STATISTIC', dimension: statistic.dimension ?? null, measure: statistic.measure ?? null };
  }
  if (useOf(schema, field, 'public')) return { ...shared, kind: 'PUBLIC' };
  if (requires) return { ...shared, kind: 'REQUIRES' };
  return { ...shared, kind: useOf(schema, type, 'public') ? 'PUBLIC' : 'UNLABELLED' };
}

type Forms = Pick<PersonalFieldLabel, 'offers' | 'composite' | 'mask' | 'pseudonymise' | 'generalise' | 'strip'>;

function forms(schema: GraphQLSchema, field: OutputField['field'], { reveals }: UsedArguments['personal']): Forms {
  const mask = useOf(schema, field, 'mask')?.by ?? null;
  const pseudonymise = useOf(schema, field, 'pseudonymise')?.domain ?? null;
  const generalise = useOf(schema, field, 'generalise')?.to ?? null;
  const made: readonly (DisclosureForm | false | null)[] = [
    reveals,
    mask && 'MASKED',
    pseudonymise && 'PSEUDONYMISED',
    generalise && 'GENERALISED',
  ];
  const offers = [...new Set(made.filter((form) => !!form))].sort((a, b) => formRank(b) - formRank(a));
  const strip = useOf(schema, field, 'strip') !== null;
  return { offers: Object.freeze(offers), composite: leadsToObjects(field), mask, pseudonymise, generalise, strip };
}

function inputLabel(schema: GraphQLSchema, input: InputElement): InputLabel {
  return at(input.coordinate, () => Object.freeze(ownInputLabel(schema, input)));
}

function ownInputLabel(schema: GraphQLSchema, input: InputElement): InputLabel {
  const { coordinate, element, owner } = input;
  const personal = useOf(schema, element, 'personal');
  if (personal) return { kind: 'PERSONAL', coordinate, ...personal };
  const statistic = useOf(schema, element, 'statistic');
  if (statistic) {
    return {
      kind: 'STATISTIC',
      coordinate,
      dimension: statistic.dimension ?? null,
      measure: statistic.measure ?? null,
    };
  }
  const isPublic = useOf(schema, element, 'public') ?? (owner && useOf(schema, owner, 'public'));
  return { kind: isPublic || isPagingInput(input) ? 'PUBLIC' : 'UNLABELLED', coordinate };
}

function at<Value>(coordinate: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new NorenError('BAD_SCHEMA', `${coordinate}: ${error.message}`, {}, { cause: error });
  }
}
