import { PURPOSES } from '../../../src/policy/vocabulary.js';
import { JOINT_USE } from './gateWorld.js';

/** What is bound by other facts, and each why; whatever else is lost has to lower something. */
export const IDLE_LOSSES: readonly string[] = [
  // The notice is asked about the purposes of joint use alone.
  ...PURPOSES.filter((purpose) => !JOINT_USE.includes(purpose)).map((each) => `${each} in the notice`),
  // No joint user and no contractor is given more of these than a class or a number.
  ...above(['SEX', 'BIRTH_DATE', 'PURCHASE_HISTORY'], ['MASKED', 'GENERALISED']),
  // Nor anything of what no item names (A2(2)-i9).
  'UNLISTED in the notice',
  ...above(['UNLISTED'], ['MASKED', 'GENERALISED', 'DENIED']),
  // They keep data from being erased, and a disclosure from being told; they close nothing.
  'freedom from LEGAL_HOLD',
  'freedom from GUARDIAN_NOTICE_SUPPRESSED',
];

function above(categories: readonly string[], forms: readonly string[]): readonly string[] {
  const where = ['notice', 'contract'];
  return categories.flatMap((each) =>
    forms.flatMap((form) => where.map((paper) => `${each} above ${form} in the ${paper}`)),
  );
}
