import { getNamedType, isEnumType, isInputObjectType, isScalarType, isSpecifiedScalarType } from 'graphql';
import {
  argumentsOf,
  leadsToObjects,
  membersOf,
  nestedOwners,
  type InputElement,
  type OutputField,
} from '../elements.js';
import {
  hasPersonalFields,
  inputLabelOf,
  labelOf,
  rowTypesBehind,
  type SchemaFacts,
  type SchemaRule,
} from './schemaFacts.js';
import type { Violation } from './violation.js';

/** Words that say how a column is used, before its name. */
const OPERATORS = new Set(['by', 'has', 'is', 'min', 'max', 'order', 'sort', 'group', 'where', 'from', 'to', 'not']);
/** Scalars that say nothing about what they hold. */
const PLAIN_SCALAR = /date|time|bigint|uuid|url/i;

/**
 * Guards against the honest slip: a personal column that is called @public. Only on types with personal fields, and on inputs of fields that lead
 * to such types, so that a course may have a name. UNLISTED fields are left out: their names (`state`, `status`) are everybody's.
 */
export const namesakes: SchemaRule = (facts) => [...publicFields(facts), ...publicInputs(facts)];

function publicFields(facts: SchemaFacts): readonly Violation[] {
  const listed = facts.fields.filter((output) => isListed(facts, output));
  const leaves = facts.fields.filter((output) => !leadsToObjects(output.field));
  const open = leaves.filter(
    (output) => labelOf(facts, output).kind === 'PUBLIC' && hasPersonalFields(facts, output.type.name),
  );
  return open.flatMap((output) => {
    const namesake = listed.find(({ field }) => field.name === output.field.name);
    const typed = listed.find(
      ({ field }) => isTelling(field) && getNamedType(field.type) === getNamedType(output.field.type),
    );
    const twin = namesake ?? typed;
    if (!twin) return [];
    const likeness = namesake ? 'has the name of' : `has the type ${getNamedType(output.field.type).name} of`;
    return [
      { coordinate: output.coordinate, fault: `is @public and ${likeness} ${twin.coordinate}, which is @personal` },
    ];
  });
}

function isListed(facts: SchemaFacts, output: OutputField): boolean {
  const label = labelOf(facts, output);
  return label.kind === 'PERSONAL' && label.category !== 'UNLISTED';
}

function isTelling(field: OutputField['field']): boolean {
  const type = getNamedType(field.type);
  return isEnumType(type) || (isScalarType(type) && !isSpecifiedScalarType(type) && !PLAIN_SCALAR.test(type.name));
}

function publicInputs(facts: SchemaFacts): readonly Violation[] {
  const found = facts.fields.flatMap((output) => {
    const personal = personalFieldsBehind(facts, output);
    const inputs = argumentsOf(output).flatMap((argument) => [
      argument,
      ...[...nestedOwners(argument.element)].flatMap(membersOf),
    ]);
    return inputs.filter((input) => isOpenLeaf(facts, input)).flatMap((input) => inputFaults(input, personal));
  });
  return [...new Map(found.map((violation) => [violation.coordinate, violation])).values()];
}

function personalFieldsBehind(facts: SchemaFacts, { field }: OutputField): readonly OutputField[] {
  const rows = rowTypesBehind(facts, getNamedType(field.type));
  return facts.fields.filter((output) => rows.has(output.type.name) && isListed(facts, output));
}

function isOpenLeaf(facts: SchemaFacts, { coordinate, element }: InputElement): boolean {
  const nested = 'type' in element && isInputObjectType(getNamedType(element.type));
  return !nested && inputLabelOf(facts, coordinate).kind === 'PUBLIC';
}

function inputFaults({ coordinate, name }: InputElement, personal: readonly OutputField[]): readonly Violation[] {
  const used = columnWords(name).join(' ');
  const twin = personal.find(({ field }) => `${used} `.startsWith(`${words(field.name).join(' ')} `));
  return twin ? [{ coordinate, fault: `is @public and names ${twin.coordinate}, which is @personal` }] : [];
}

/** `BIRTH_DATE_DESC` and `minBirthDate` give `birth date …`. */
function columnWords(name: string): readonly string[] {
  const all = words(name);
  const first = all.findIndex((word) => !OPERATORS.has(word));
  return first === -1 ? all : all.slice(first);
}

function words(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split('_');
}
