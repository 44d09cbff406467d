import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

export const PSEUDONYM_DOMAINS = ['NAME', 'MEMBER_CODE'] as const;
/** Pseudonyms of two domains of one subject can't be linked. */
export type PseudonymDomain = (typeof PSEUDONYM_DOMAINS)[number];

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
