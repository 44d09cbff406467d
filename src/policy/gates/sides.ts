import type { Policy, PurposeEntry, Side } from '../policy.js';
import type { RecipientClass } from '../vocabulary.js';
import type { GateQuestion } from './gate.js';

/** Where the caller stands, seen from the accountable party; empty for a class of no policy. */
export function sidesOf(policy: Policy, classes: readonly RecipientClass[]): readonly Side[] {
  const known = classes.filter((name) => Object.hasOwn(policy.recipientClasses, name));
  return [...new Set(known.map((name) => policy.recipientClasses[name].side))];
}

/** Nothing but a data subject, or who represents one. */
export function isDataSubject(policy: Policy, question: GateQuestion): boolean {
  const sides = sidesOf(policy, question.caller.recipientClasses);
  return sides.length > 0 && sides.every((side) => side === 'DATA_SUBJECT');
}

export function isJointUser(policy: Policy, question: GateQuestion): boolean {
  return sidesOf(policy, question.caller.recipientClasses).includes('JOINT_USE');
}

/** The declared purpose as the policy has it, or null. */
export function purposeOf(policy: Policy, { purpose }: GateQuestion): PurposeEntry | null {
  if (purpose === null || !Object.hasOwn(policy.purposes, purpose)) return null;
  return policy.purposes[purpose as keyof Policy['purposes']];
}
