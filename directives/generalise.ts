import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import type { Presenter } from './governedRow.js';
import { enumOf } from './policyEnums.js';

export const GENERALISE_RULES = [
  'AGE_BAND',
  'SCHOOL_GRADE',
  'MUNICIPALITY',
  'UNSPECIFIED',
  'MONTH',
  'PRODUCT_CATEGORY',
  'AMOUNT_CLASS',
  'PURCHASE_SEGMENT',
  'PLACE',
] as const;
export type GeneraliseRule = (typeof GENERALISE_RULES)[number];

const MONTH = /^[0-9]{4}-[0-9]{2}$/;
const SEGMENT = /^(NONE|ANY|[0-9]+-[0-9]+|[0-9]+\+)$/;

/** Of values that are text in the schema. */
const FORMATS: Partial<Record<GeneraliseRule, RegExp>> = { MONTH, PURCHASE_SEGMENT: SEGMENT };

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

/**
 * The source statement makes the coarse value; here only what can be told from the value itself is checked again. The enum types that
 * `proveSchema` demands for bands, grades and classes refuse a raw value by themselves.
 */
export function generalisedTo(rule: GeneraliseRule): Presenter {
  if (rule === 'UNSPECIFIED') return () => 'UNSPECIFIED';
  const format = FORMATS[rule];
  if (format !== undefined) return (value) => (typeof value === 'string' && format.test(value) ? value : null);
  return (value) => value;
}
