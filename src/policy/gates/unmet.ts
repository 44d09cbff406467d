import { REASON_CODES, type ReasonCode } from '../decision.js';
import type { Condition } from '../vocabulary.js';

interface Unmet {
  readonly reason: ReasonCode;
  readonly clauses: readonly string[];
}

/** What is said when a condition does not hold and nothing more is known. */
const UNMET: Readonly<Record<Condition, Unmet>> = {
  CONSENT: { reason: 'CONSENT_REQUIRED', clauses: ['A4-3'] },
  OPT_IN: { reason: 'OPT_IN_REQUIRED', clauses: ['A2(1)-2d', 'B-2'] },
  NECESSITY_TICKET: { reason: 'NOT_NECESSARY', clauses: ['A2-2'] },
  SEND_JOB: { reason: 'SEND_JOB_REQUIRED', clauses: ['A2(1)-2a', 'A2(1)-3c'] },
  OWN_CLASS: { reason: 'NOT_OWN_CLASS', clauses: ['A2-2'] },
  INSTRUCTION: { reason: 'OUTSIDE_INSTRUCTION', clauses: ['A5-1'] },
  SERVICE_REQUEST: { reason: 'SERVICE_NOT_REQUESTED', clauses: ['A4-4a'] },
  LEGAL_ORDER: { reason: 'ORDER_FIELD', clauses: ['A4-5'] },
  BREAK_GLASS: { reason: 'BREAK_GLASS_REQUIRED', clauses: ['A4-6a'] },
  WELFARE_CASE: { reason: 'WELFARE_CASE_REQUIRED', clauses: ['A4-7a', 'A4-7b'] },
  RIGHTS_CASE: { reason: 'RIGHTS_CASE_REQUIRED', clauses: ['A6-4b'] },
  APPROVAL: { reason: 'APPROVAL_REQUIRED', clauses: ['A8-1'] },
  GUARDIAN_LINK: { reason: 'GUARDIAN_LINK_INACTIVE', clauses: ['A6-5'] },
  OWN_RECORD: { reason: 'NOT_OWN_DATA', clauses: ['A6-2'] },
  LINKED_CHILD: { reason: 'NOT_OWN_DATA', clauses: ['A6-2'] },
};

/**
 * The reason for a condition that does not hold. `known` is what a register knows beyond that (SELF_APPROVAL, CONSENT_WITHDRAWN);
 * a word of no vocabulary is passed over. For a requested service consent is what the law adds to the policy (A4-4b, B-2).
 */
export function unmetReason(condition: Condition, purpose: string | null, known?: string): ReasonCode {
  const reason = REASON_CODES.find((code) => code === known) ?? UNMET[condition].reason;
  return reason === 'CONSENT_REQUIRED' && purpose === 'REQUESTED_SERVICE' ? 'CONSENT_REQUIRED_BY_LAW' : reason;
}

export function unmetClauses(condition: Condition): readonly string[] {
  return UNMET[condition].clauses;
}
