import { isInterfaceType, type GraphQLInterfaceType } from 'graphql';
import { formRank } from '../../src/policy/vocabulary.js';
import { argumentsOf, fieldsOf, type OutputField } from '../elements.js';
import type { FieldLabel, PersonalFieldLabel } from '../schemaLabels.js';
import { inputLabelOf, labelOf, type SchemaFacts, type SchemaRule } from './schemaFacts.js';
import type { Violation } from './violation.js';

/**
 * GraphQL doesn't inherit directives, and a re-declared field of type-graphql loses them silently (threat M2; GHSA-mx7m-j9xf-62hw). So an
 * interface field and each field that implements it carry the same labels, in both directions.
 */
export const interfacesAgree: SchemaRule = (facts) =>
  facts.fields.flatMap((output) =>
    output.type.getInterfaces().flatMap((contract) => {
      const declared = declaredIn(contract, output.field.name);
      return declared ? disagreements(facts, output, declared) : [];
    }),
  );

function declaredIn(contract: GraphQLInterfaceType, fieldName: string): OutputField | undefined {
  return isInterfaceType(contract) ? fieldsOf(contract).find(({ field }) => field.name === fieldName) : undefined;
}

function disagreements(facts: SchemaFacts, output: OutputField, declared: OutputField): readonly Violation[] {
  const [own, theirs] = [labelOf(facts, output), labelOf(facts, declared)];
  const fault = labelDifference(own, theirs);
  const ofField = fault ? [{ coordinate: output.coordinate, fault: `${fault} (${declared.coordinate})` }] : [];
  return [...ofField, ...argumentDisagreements(facts, output, declared)];
}

function labelDifference(own: FieldLabel, theirs: FieldLabel): string | null {
  if (own.kind !== theirs.kind) return `is ${own.kind}, while the interface says ${theirs.kind}`;
  if (own.kind === 'PERSONAL' && theirs.kind === 'PERSONAL') {
    const difference = personalDifference(own, theirs);
    if (difference) return difference;
  }
  const bare = theirs.subject && theirs.subject.kind === null && !theirs.subject.inherits;
  if (!bare && !same(own.subject, theirs.subject)) return 'names another subject than the interface';
  return same(own.requires, theirs.requires) ? null : 'requires other roles or purposes than the interface';
}

function personalDifference(own: PersonalFieldLabel, theirs: PersonalFieldLabel): string | null {
  if (own.category !== theirs.category) return `is ${own.category}, while the interface says ${theirs.category}`;
  if (own.reveals !== theirs.reveals) {
    const laxer = formRank(own.reveals) > formRank(theirs.reveals) ? 'laxer' : 'stricter';
    return `reveals ${own.reveals}, ${laxer} than the interface's ${theirs.reveals}`;
  }
  if (!same(own.offers, theirs.offers)) {
    return `offers ${own.offers.join(', ')}, while the interface offers ${theirs.offers.join(', ')}`;
  }
  const rules = ['mask', 'pseudonymise', 'generalise', 'strip'] as const;
  const other = rules.find((rule) => own[rule] !== theirs[rule]);
  return other ? `has another @${other} than the interface` : null;
}

function argumentDisagreements(facts: SchemaFacts, output: OutputField, declared: OutputField): readonly Violation[] {
  return argumentsOf(declared).flatMap(({ name, coordinate }) => {
    const ownCoordinate = `${output.coordinate}(${name}:)`;
    const own = { ...inputLabelOf(facts, ownCoordinate), coordinate };
    if (same(own, inputLabelOf(facts, coordinate))) return [];
    return [{ coordinate: ownCoordinate, fault: `has another label than in the interface (${coordinate})` }];
  });
}

/** Labels are built in one fixed order of keys. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
