import type { Policy } from '../policy.js';
import { SUB_PURPOSE_CLAUSES } from '../refusal.js';
import { subPurposeOf } from '../subPurposeOf.js';
import type { Gate, GateQuestion } from './gate.js';
import { purposeOf, sidesOf } from './sides.js';

/**
 * G1: a registered purpose is declared (A1-2), with its sub-purpose where it has some (A4-1), and one of the inside does not carry data outside (A2-1). A purpose that fits the
 * outside but not this recipient is left to the gates and rules that know why.
 */
export const g1Purpose: Gate = (_facts, question, policy) => {
  const clauses = ['A1-2', 'A2-1'];
  if (question.purpose === null || question.purpose === '') return { gate: 'G1', reason: 'PURPOSE_MISSING', clauses };
  if (purposeOf(policy, question) === null) return { gate: 'G1', reason: 'PURPOSE_UNKNOWN', clauses };
  const { problem } = subPurposeOf(policy, question);
  if (problem !== null) return { gate: 'G1', reason: problem, clauses: SUB_PURPOSE_CLAUSES };
  return leavesWithInnerPurpose(policy, question)
    ? { gate: 'G1', reason: 'PURPOSE_NOT_FOR_PROVISION', clauses: ['A2-1'] }
    : null;
};

function leavesWithInnerPurpose(policy: Policy, question: GateQuestion): boolean {
  const provision = purposeOf(policy, question)?.provision ?? [];
  const inner = provision.every((side) => side === 'INSIDE' || side === 'ENTRUSTED');
  const leaves = sidesOf(policy, question.caller.recipientClasses).some((side) => !provision.includes(side));
  return inner && leaves && !isClosedByLawAlone(policy, question);
}

/** The published text does open the purpose to the outside (A4-6b); that the law does not is for G10 to say. */
function isClosedByLawAlone(policy: Policy, { purpose }: GateQuestion): boolean {
  const denials = purpose === null ? [] : (policy.index[purpose]?.denials ?? []);
  return denials.some((rule) => rule.reason === 'LAW_NARROWER_THAN_POLICY');
}
