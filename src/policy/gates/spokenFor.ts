import type { Policy, Rule } from '../policy.js';
import { ROLES, type Role } from '../vocabulary.js';
import type { GateQuestion } from './gate.js';

/** Rules that name this role, recipient class and purpose, whatever the subject; wildcard roles name nobody. */
export function rulesNaming(policy: Policy, { caller, purpose, subPurpose }: GateQuestion): readonly Rule[] {
  const rules = purpose === null ? undefined : policy.index[purpose];
  if (rules === undefined) return [];
  const known = caller.roles.filter((role) => ROLES.includes(role));
  const roles: readonly Role[] = known.length === 0 ? ['PUBLIC'] : known;
  return [...rules.denials, ...rules.permits].filter(
    (rule) =>
      rule.roles !== 'ANY' &&
      rule.roles.some((role) => roles.includes(role)) &&
      (rule.subPurposes === 'ANY' || rule.subPurposes.some((name) => name === subPurpose)) &&
      (rule.recipientClasses === 'ANY' || rule.recipientClasses.some((name) => caller.recipientClasses.includes(name))),
  );
}

/**
 * The matrix gives this caller statistics for the purpose, or refuses it by name, and nothing else: there is no personal data for
 * which the purposes of the notice or of a contract could be asked (Q&A 1-17 of the commission: statistics are not personal data).
 */
export function givesNoRows(policy: Policy, question: GateQuestion): boolean {
  const rules = rulesNaming(policy, question);
  return rules.length > 0 && rules.every((rule) => rule.basis === 'STATISTICS' || rule.effect === 'DENY');
}
