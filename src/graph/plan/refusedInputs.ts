import type { GraphQLField, GraphQLInputType } from 'graphql';
import { getNullableType, isEnumType, isInputObjectType, isListType } from 'graphql';
import type { InputLabel, SchemaLabels } from '../../../directives/schemaLabels.js';
import type { SubjectLadders } from './subjectLadders.js';

export type PersonalInputLabel = Extract<InputLabel, { kind: 'PERSONAL' }>;

/**
 * The inputs of a field by which this caller may not filter or sort: which rows come back, or in which order, would tell what
 * the caller may not see (A24, A25). An input that is absent or null asks for nothing.
 */
export function refusedInputs(
  labels: SchemaLabels,
  parentType: string,
  field: GraphQLField<unknown, unknown>,
  values: Readonly<Record<string, unknown>>,
  ladders: Pick<SubjectLadders, 'allowsInput' | 'classes'>,
): readonly PersonalInputLabel[] {
  const used: PersonalInputLabel[] = [];
  const visit = (type: GraphQLInputType, value: unknown): void => {
    const nullable = getNullableType(type);
    if (value === null || value === undefined) return;
    if (isListType(nullable)) {
      for (const element of Array.isArray(value) ? value : [value]) visit(nullable.ofType, element);
    } else if (isEnumType(nullable)) {
      const name = nullable.getValues().find((known) => known.value === value)?.name;
      note(`${nullable.name}.${name ?? ''}`);
    } else if (isInputObjectType(nullable)) {
      for (const [name, input] of Object.entries(nullable.getFields())) {
        const inner = (value as Readonly<Record<string, unknown>>)[name];
        if (inner === null || inner === undefined) continue;
        note(`${nullable.name}.${name}`);
        visit(input.type, inner);
      }
    }
  };
  const note = (coordinate: string): void => {
    const label = labels.inputs[coordinate];
    if (label?.kind === 'PERSONAL') used.push(label);
  };
  for (const argument of field.args) {
    const value = values[argument.name];
    if (value === null || value === undefined) continue;
    note(`${parentType}.${field.name}(${argument.name}:)`);
    visit(argument.type, value);
  }
  return used.filter(
    (label) => !ladders.allowsInput(label.category, label.reveals) || (isSort(label) && ladders.classes !== null),
  );
}

/** The order of de-identified rows is drawn: sorted by what they have and do not show, places would tell it. */
function isSort({ coordinate }: PersonalInputLabel): boolean {
  return coordinate.startsWith('PersonOrder.');
}
