import type { ReasonCode, Rung } from '../decision.js';
import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { Condition, LegalBasis } from '../vocabulary.js';
import type { GateQuestion } from './gate.js';
import { sidesOf } from './sides.js';
import type { Step } from './step.js';

/** APPI 27(1): personal data reach a third party with consent, or by law, danger or public interest with what each demands. */
const LAW: Readonly<Partial<Record<LegalBasis, Condition>>> = {
  CONSENT: 'CONSENT',
  LAW_OR_ORDINANCE: 'LEGAL_ORDER',
  VITAL_OR_PROPERTY: 'BREAK_GLASS',
  PUBLIC_HEALTH_OR_CHILD_WELFARE: 'WELFARE_CASE',
};

/**
 * G10: policy and law, whichever is narrower (B-2). The law is here in code and not in the policy file, so that no edit of the
 * file, be it that it follows the published text to the letter, can open more than the law does.
 */
export function g10Law(
  { organisation }: Pick<GateFacts, 'organisation'>,
  question: GateQuestion,
  policy: Policy,
): Step {
  const outside = sidesOf(policy, question.caller.recipientClasses).includes('THIRD_PARTY');
  return (rung) =>
    !outside || (isLawful(rung) && !(organisation?.abroad === true && isByConsent(rung)))
      ? { rung }
      : { rung: null, why: { gate: 'G10', ...unlawful(rung), needs: rung.when } };
}

/** What tells single persons apart, be it by pseudonyms, is no result of an analysis (A4-2b, APPI 41(6)). */
function unlawful(rung: Rung): { readonly reason: ReasonCode; readonly clauses: readonly string[] } {
  return rung.form === 'PSEUDONYMISED' && !isLawful(rung)
    ? { reason: 'PSEUDONYM_TO_THIRD_PARTY', clauses: ['A4-2c', 'B-2'] }
    : { reason: 'LAW_NARROWER_THAN_POLICY', clauses: ['B-2', 'A4-0b'] };
}

/** APPI 28: abroad only a consent to that country serves, told of its law and its safeguards. No consent here says so much. */
function isByConsent(rung: Rung): boolean {
  return !isStatistic(rung) && (rung.basis === 'CONSENT' || rung.when.includes('CONSENT'));
}

/** A statistic by its rule. What a cap alone lowered so far is none: else a lower cap would open what a higher one leaves closed. */
function isStatistic({ form, basis }: Rung): boolean {
  return form === 'AGGREGATED' && basis === 'STATISTICS';
}

/** Of what leaves for a third party. */
function isLawful(rung: Rung): boolean {
  if (isStatistic(rung)) return true;
  const { basis, when } = rung;
  const needed = LAW[basis];
  return needed !== undefined && when.includes(needed);
}
