import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

export const MASK_RULES = ['NAME', 'MEMBER_CODE', 'BIRTH_YEAR', 'PHONE', 'EMAIL', 'ADDRESS'] as const;
export type MaskRule = (typeof MASK_RULES)[number];

export interface MaskArguments {
  readonly by: MaskRule;
}

export const maskDirective = new GraphQLDirective({
  name: 'mask',
  description: 'MASKED is offered in place, made by this rule.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: { by: { type: new GraphQLNonNull(enumOf('MaskRule', MASK_RULES, 'How a value is masked.')) } },
});

export function maskUse({ by }: MaskArguments): string {
  return directiveUse('mask', { by });
}

export function Mask(args: MaskArguments): LabelDecorator {
  return decorateWith(maskUse(args));
}
