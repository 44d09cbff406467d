import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { Gate, GateQuestion } from './gate.js';
import { isJointUser, purposeOf } from './sides.js';
import { givesNoRows } from './spokenFor.js';

/**
 * G5: joint users get what a complete notice in force lists, category and purpose (A2(2)-0, 2, 4, i9; APPI 27(5)(iii)). Without
 * one they get nothing at all, statistics neither: fail closed. Statistics are bound to its items, not to its purposes.
 */
export const g5Notice: Gate = (facts, question, policy) => {
  if (!isJointUser(policy, question)) return null;
  const { notice } = facts;
  if (notice === null || notice.missing.length > 0) {
    return { gate: 'G5', reason: 'NOTICE_NOT_IN_FORCE', clauses: ['A2(2)-0'] };
  }
  if (!notice.items.includes(question.category)) {
    return { gate: 'G5', reason: 'CATEGORY_NOT_IN_NOTICE', clauses: ['A2(2)-4', 'A2(2)-i9'] };
  }
  return isPurposeOfNotice(notice, question, policy) || givesNoRows(policy, question)
    ? null
    : { gate: 'G5', reason: 'JOINT_USE_PURPOSE', clauses: ['A2(2)-2', 'A2(1)-0'] };
};

function isPurposeOfNotice(notice: NonNullable<GateFacts['notice']>, question: GateQuestion, policy: Policy): boolean {
  const jointUse = purposeOf(policy, question)?.jointUse ?? false;
  return jointUse && notice.purposes.some((purpose) => purpose === question.purpose);
}
