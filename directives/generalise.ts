import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

export const GENERALISE_RULES = [
  'AGE_BAND',
  'SCHOOL_GRADE',
  'MUNICIPALITY',
  'UNSPECIFIED',
  'MONTH',
  'PRODUCT_CATEGORY',
  'AMOUNT_CLASS',
  'PLACE',
] as const;
export type GeneraliseRule = (typeof GENERALISE_RULES)[number];

export interface GeneraliseArguments {
  readonly to: GeneraliseRule;
}

export const generaliseDirective = new GraphQLDirective({
  name: 'generalise',
  description: 'GENERALISED is offered by this field: the value as the source statement generalised it.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    to: { type: new GraphQLNonNull(enumOf('GeneraliseRule', GENERALISE_RULES, 'How a value is made coarser.')) },
  },
});

export function generaliseUse({ to }: GeneraliseArguments): string {
  return directiveUse('generalise', { to });
}

export function Generalise(args: GeneraliseArguments): LabelDecorator {
  return decorateWith(generaliseUse(args));
}
