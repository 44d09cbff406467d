import type { Rung } from '../decision.js';
import type { SubjectFlag } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { LegalBasis, RecipientClass } from '../vocabulary.js';
import { sidesOf } from './sides.js';

/** Bases that a subject's stop does not reach: the person's own right, the law, an emergency. */
const BEYOND_STOPS: ReadonlySet<LegalBasis> = new Set<LegalBasis>([
  'DATA_SUBJECT_REQUEST',
  'LAW_OR_ORDINANCE',
  'VITAL_OR_PROPERTY',
]);

/**
 * G7: the flags of a subject that keep a rung from coming out (A6-3d, A6-3e). No flag stops a legal order (what is left of an
 * erased person is what the law holds); erasure stops all else; a stop of use all but the person's own rights and an
 * emergency; a stop of provision everyone outside the accountable party. A legal hold and a suppressed notice to the guardian
 * keep data from being erased or told of, not from being read.
 */
export function flagsThatBlock(
  policy: Policy,
  rung: Pick<Rung, 'basis'>,
  recipientClasses: readonly RecipientClass[],
): readonly SubjectFlag[] {
  if (rung.basis === 'LAW_OR_ORDINANCE') return [];
  if (BEYOND_STOPS.has(rung.basis)) return ['ERASED'];
  const sides = sidesOf(policy, recipientClasses);
  const inside = sides.length > 0 && sides.every((side) => side === 'INSIDE');
  return inside ? ['ERASED', 'STOP_USE'] : ['ERASED', 'STOP_USE', 'STOP_PROVISION'];
}
