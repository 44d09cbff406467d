import { getNamedType } from 'graphql';
import { useOf } from '../directiveUses.js';
import { leadsToObjects, outputTypes, type OutputField, type OutputType } from '../elements.js';
import {
  hasPersonalFields,
  isRootType,
  isScaffold,
  kindsBehind,
  labelOf,
  type SchemaFacts,
  type SchemaRule,
} from './schemaFacts.js';
import { hasSubjectContext } from './subjectContext.js';
import type { Violation } from './violation.js';

/**
 * Every personal value is somebody's: its type names the kind of subject, or each way to it does. And every field that leads to rows about
 * somebody says so, since that such rows exist is itself personal (A28).
 */
export const subjectsAreNamed: SchemaRule = (facts) => [
  ...outputTypes(facts.schema).flatMap((type) =>
    typeFaults(facts, type).map((fault) => ({ coordinate: type.name, fault })),
  ),
  ...facts.fields.flatMap((output) => fieldFaults(facts, output)),
];

function typeFaults(facts: SchemaFacts, type: OutputType): readonly string[] {
  const { name } = type;
  const label = useOf(facts.schema, type, 'subject');
  const named = facts.labels.subjects[name] !== undefined;
  return [
    ...(label && (!named || label.inherits) ? ['@subject on a type names a kind, and nothing else'] : []),
    ...(label && useOf(facts.schema, type, 'public')
      ? ['is @subject and @public: a forgotten label would open its field']
      : []),
    ...(hasPersonalFields(facts, name) && !hasSubjectContext(facts, type)
      ? ['has @personal fields of nobody; put @subject(kind:) on the type, or @subject on every field that leads to it']
      : []),
  ];
}

function fieldFaults(facts: SchemaFacts, output: OutputField): readonly Violation[] {
  const fault = leadsToObjects(output.field) ? objectFieldFault(facts, output) : leafFault(facts, output);
  return fault ? [{ coordinate: output.coordinate, fault }] : [];
}

function leafFault(facts: SchemaFacts, output: OutputField): string | null {
  return labelOf(facts, output).subject ? 'is @subject, but leads to no rows' : null;
}

function objectFieldFault(facts: SchemaFacts, output: OutputField): string | null {
  const { subject } = labelOf(facts, output);
  const kinds = kindsBehind(facts, getNamedType(output.field.type));
  const named = [...kinds].join(', ');
  if (!subject)
    return kinds.size > 0 && !isScaffold(facts, output)
      ? `leads to rows about ${named} and doesn't say @subject`
      : null;
  if (subject.kind && subject.inherits) return '@subject names a kind and inherits; it can be one of both';
  if (subject.kind)
    return [...kinds].some((kind) => kind !== subject.kind)
      ? `says @subject ${subject.kind}, but leads to ${named}`
      : null;
  if (subject.inherits) return inheritanceFault(facts, output, kinds);
  return kinds.size === 0 ? '@subject without kind needs a type that names its own' : null;
}

function inheritanceFault(facts: SchemaFacts, { type }: OutputField, kinds: ReadonlySet<string>): string | null {
  if (isRootType(facts, type) || !hasSubjectContext(facts, type))
    return `inherits the subject of ${type.name}, which has none`;
  const own = facts.labels.subjects[type.name];
  const other = [...kinds].filter((kind) => kind !== own);
  return other.length > 0 ? `inherits the subject, but leads to rows about ${other.join(', ')}` : null;
}
