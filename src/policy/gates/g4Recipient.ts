import type { GateFacts } from '../gateFacts.js';
import type { Gate, GateRefusal } from './gate.js';
import { isSubTier } from './servingChains.js';
import { isJointUser } from './sides.js';

/**
 * G4: the recipient is listed and switched on. Joint use may be made, it need not (A2(2)-3): off until it is enabled. A
 * contractor's own contractor is no recipient, whatever contract it holds (A2(2)-r3b).
 */
export const g4Recipient: Gate = (facts, question, policy) => {
  if (facts.organisation === null || question.caller.recipientClasses.length === 0) return notListed('A4-0b');
  if (facts.organisation.stopped) return { gate: 'G4', reason: 'RECIPIENT_SUSPENDED', clauses: ['A3-2'] };
  if (isJointUser(policy, question)) return jointUser(facts);
  return facts.organisation.suspended ? notListed('A4-0b') : null;
};

function jointUser({ organisation, notice, contracts }: GateFacts): GateRefusal | null {
  // An incomplete notice lists nobody; G5 says so.
  const inForce = notice !== null && notice.missing.length === 0;
  if (organisation === null || (inForce && !notice.recipients.includes(organisation.code))) return notListed('A2(2)-0');
  if (contracts.length > 0 && contracts.every(isSubTier)) return notListed('A2(2)-r3b');
  return organisation.suspended || !organisation.jointUseEnabled
    ? { gate: 'G4', reason: 'JOINT_USE_DISABLED', clauses: ['A2(2)-3', 'A3-2'] }
    : null;
}

function notListed(why: string): GateRefusal {
  return { gate: 'G4', reason: 'RECIPIENT_NOT_LISTED', clauses: ['A2(2)-1', why] };
}
