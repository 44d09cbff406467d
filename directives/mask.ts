import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import { maskAddress } from '../src/disclosure/maskAddress.js';
import { maskEmail } from '../src/disclosure/maskEmail.js';
import { maskMemberCode } from '../src/disclosure/maskMemberCode.js';
import { maskName } from '../src/disclosure/maskName.js';
import { maskPhone } from '../src/disclosure/maskPhone.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import type { PresentContext, Presenter } from './governedRow.js';
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

const MASKS: Readonly<Record<MaskRule, (text: string, present: PresentContext) => unknown>> = {
  NAME: (text) => maskName(text),
  MEMBER_CODE: (text) => maskMemberCode(text),
  BIRTH_YEAR: (text) => (/^[0-9]{4}$/.test(text) ? Number(text) : null),
  PHONE: (text, present) => maskPhone(text, present.keepPhoneDigits),
  EMAIL: (text) => maskEmail(text),
  ADDRESS: (text) => maskAddress(text),
};

/** Masks again what a source has masked (all rules are idempotent), and withholds what is neither text nor number. */
export function maskedBy(rule: MaskRule): Presenter {
  const mask = MASKS[rule];
  return (value, _row, present) =>
    typeof value === 'string' || typeof value === 'number' ? mask(String(value), present) : null;
}
