import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLNonNull } from 'graphql';
import type { SubjectKind } from '../src/policy/vocabulary.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { subjectKindEnum } from './policyEnums.js';

/** Neither argument: only on a field of an abstract type, each of whose possible types names its own kind. */
export interface SubjectArguments {
  readonly kind?: SubjectKind;
  /** The rows are about the same subject as the parent's row. */
  readonly inherits?: boolean;
}

export const subjectDirective = new GraphQLDirective({
  name: 'subject',
  description: 'On a type: whose data its rows are. On a field: leads to rows about a subject.',
  locations: [DirectiveLocation.OBJECT, DirectiveLocation.FIELD_DEFINITION],
  args: {
    kind: { type: subjectKindEnum },
    inherits: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: false, description: "The parent's subject." },
  },
});

export function subjectUse({ kind, inherits }: SubjectArguments = {}): string {
  return directiveUse('subject', { kind, inherits });
}

export function Subject(args: SubjectArguments = {}): LabelDecorator {
  return decorateWith(subjectUse(args));
}
