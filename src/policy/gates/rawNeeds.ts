import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import type { GateQuestion } from './gate.js';
import { isDataSubject } from './sides.js';
import type { Step } from './step.js';

/**
 * G0, as far as it is about a form: RAW leaves only after a second factor (A7-t), and to a managed device (A7-p), else MASKED. Asked
 * of whoever acts for an organisation, machines included; not of data subjects, who sign in with what they have
 * (docs/adr/0010-who-needs-a-second-factor.md).
 */
export function rawNeeds(facts: GateFacts, question: GateQuestion, policy: Policy): Step {
  const { mfa, managedDevice } = facts.caller;
  const exempt = isDataSubject(policy, question);
  return (rung) => {
    if (exempt || rung.form !== 'RAW') return { rung };
    if (!mfa) return { rung: null, why: { gate: 'G0', reason: 'MFA_REQUIRED', clauses: ['A7-t'] } };
    return managedDevice
      ? { rung }
      : { rung: { ...rung, form: 'MASKED' }, why: { gate: 'G0', reason: 'DEVICE_NOT_MANAGED', clauses: ['A7-p'] } };
  };
}
