import type { Policy, Rule } from '../policy.js';
import { SUBJECT_KINDS } from '../vocabulary.js';
import type { Gate, GateQuestion } from './gate.js';
import { rulesNaming } from './spokenFor.js';

/**
 * G2: the data are about somebody of a known kind (A1-1) and belong to the Club (B-4). An unknown life stage passes: the matrix
 * decides it as UNDER_16.
 */
export const g2Scope: Gate = (_facts, question, policy) => {
  const { kind } = question.subject;
  if (kind === null || !SUBJECT_KINDS.includes(kind)) {
    return { gate: 'G2', reason: 'OUT_OF_CLUB_SCOPE', clauses: ['B-4', 'A1-1'] };
  }
  const rule = scopeRule(policy, question);
  return rule === undefined ? null : { gate: 'G2', reason: 'OUT_OF_CLUB_SCOPE', rule: rule.id, clauses: rule.clauses };
};

/** The rule that puts such a subject out of this caller's scope (X02), unless a rule that it leaves alone speaks for the caller. */
function scopeRule(policy: Policy, question: GateQuestion): Rule | undefined {
  const { purpose, caller, subject } = question;
  const restrictions = purpose === null ? [] : (policy.index[purpose]?.restrictions ?? []);
  return restrictions.find(
    (rule) =>
      rule.reason === 'OUT_OF_CLUB_SCOPE' &&
      (rule.roles === 'ANY' || rule.roles.some((role) => caller.roles.includes(role))) &&
      (rule.recipientClasses === 'ANY' ||
        rule.recipientClasses.some((name) => caller.recipientClasses.includes(name))) &&
      (rule.subjects === 'ANY' || (subject.kind !== null && rule.subjects.includes(subject.kind))) &&
      rule.lifeStages === 'ANY' &&
      !rulesNaming(policy, question).some((each) => rule.except.includes(each.id)),
  );
}
