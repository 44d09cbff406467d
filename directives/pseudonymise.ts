import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import type { PseudonymDomain } from '../src/disclosure/pseudonym.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import type { Presenter } from './governedRow.js';
import { enumOf } from './policyEnums.js';

export const PSEUDONYM_DOMAINS = ['NAME', 'MEMBER_CODE', 'BASKET'] as const satisfies readonly PseudonymDomain[];

export interface PseudonymiseArguments {
  readonly domain: PseudonymDomain;
}

export const pseudonymiseDirective = new GraphQLDirective({
  name: 'pseudonymise',
  description: 'PSEUDONYMISED is offered in place: a token of this domain, different for each recipient.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    domain: {
      type: new GraphQLNonNull(enumOf('PseudonymDomain', PSEUDONYM_DOMAINS, 'What a pseudonym stands for.')),
    },
  },
});

export function pseudonymiseUse({ domain }: PseudonymiseArguments): string {
  return directiveUse('pseudonymise', { domain });
}

export function Pseudonymise(args: PseudonymiseArguments): LabelDecorator {
  return decorateWith(pseudonymiseUse(args));
}

/** The token comes from the row's key, so the source value need not be there, and is never looked at. */
export function pseudonymOf(domain: PseudonymDomain): Presenter {
  return (_value, row, present) => present.pseudonym(domain, row);
}
