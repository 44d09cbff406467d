import { DirectiveLocation, GraphQLDirective, GraphQLList, GraphQLNonNull } from 'graphql';
import type { Purpose, Role } from '../src/policy/vocabulary.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { purposeEnum, roleEnum } from './policyEnums.js';

/** At least one of the two. Given both, both must hold. */
export interface RequiresArguments {
  /** Any one of these roles. */
  readonly roles?: readonly Role[];
  /** Any one of these as the declared purpose. */
  readonly purposes?: readonly Purpose[];
}

export const requiresDirective = new GraphQLDirective({
  name: 'requires',
  description: 'Refused unless the caller has one of the roles and the request one of the purposes (each where given).',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    roles: { type: new GraphQLList(new GraphQLNonNull(roleEnum)) },
    purposes: { type: new GraphQLList(new GraphQLNonNull(purposeEnum)) },
  },
});

export function requiresUse({ roles, purposes }: RequiresArguments): string {
  return directiveUse('requires', { roles, purposes });
}

export function Requires(args: RequiresArguments): LabelDecorator {
  return decorateWith(requiresUse(args));
}
