import { bulletinStanding } from '../bulletinStanding.js';
import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { Gate, GateQuestion, GateRefusal } from './gate.js';
import { rolesInOffice } from './rolesInOffice.js';
import { sidesOf } from './sides.js';

/**
 * G3: whoever handles personal data in an office is appointed to it (A8-1), belongs to a department with a manager (A8-3), has acknowledged the rules (A8-4) and is
 * trained (A9-4a), and has read each critical bulletin in its days (A9-4b). For the staff of joint users and processors their organisation attests it (A9-5). Asked of people only:
 * neither of a machine nor of data subjects, nor of outsiders, who work under no rule book of ours. An active break-glass
 * skips it for an emergency (A4-6a), and nothing else.
 */
export const g3Trained: Gate = (facts, question, policy) =>
  isEmergency(facts, question) ? null : untrained(facts, question, policy);

/** G3 would refuse, or could not vouch for the caller, and the break-glass alone let it pass: for review. */
export function isWaivedByBreakGlass(facts: GateFacts, question: GateQuestion, policy: Policy): boolean {
  if (!isEmergency(facts, question) || !facts.caller.human) return false;
  const vouched = facts.attested || (facts.trainingCurrent && facts.rulesAcknowledged);
  return !vouched || untrained(facts, question, policy) !== null;
}

function isEmergency(facts: GateFacts, { purpose }: GateQuestion): boolean {
  return facts.breakGlassActive && purpose === 'VITAL_OR_PROPERTY_PROTECTION';
}

function untrained(facts: GateFacts, { caller }: GateQuestion, policy: Policy): GateRefusal | null {
  if (!facts.caller.human) return null;
  // Nor does who has lost the one office become the public.
  if (caller.roles.length > 0 && rolesInOffice(facts, caller.roles).length === 0)
    return { gate: 'G3', reason: 'NOT_IN_OFFICE', clauses: ['A8-1', 'A8-3'] };
  const sides = sidesOf(policy, caller.recipientClasses);
  if (sides.includes('INSIDE')) {
    if (!facts.departmentHasManager) return { gate: 'G3', reason: 'NO_DEPT_MANAGER', clauses: ['A8-3'] };
    if (!facts.rulesAcknowledged) return { gate: 'G3', reason: 'RULES_NOT_ACKNOWLEDGED', clauses: ['A8-4'] };
    if (!facts.trainingCurrent) return { gate: 'G3', reason: 'TRAINING_EXPIRED', clauses: ['A9-4a'] };
    if (bulletinStanding(facts, policy) === 'OVERDUE')
      return { gate: 'G3', reason: 'BULLETIN_UNREAD', clauses: ['A9-4b'] };
  }
  const attests = sides.includes('JOINT_USE') || sides.includes('ENTRUSTED');
  return attests && !facts.attested ? { gate: 'G3', reason: 'TRAINING_EXPIRED', clauses: ['A9-5', 'A3-2'] } : null;
}
