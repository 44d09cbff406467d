import type { GateFacts } from '../gateFacts.js';
import type { Step } from './step.js';

/** A rule about which a critical finding of an audit is open gives nothing until the finding is closed (A9-3). */
export function suspendedRules({ suspendedRules: suspended }: GateFacts): Step {
  return (rung) =>
    suspended.includes(rung.rule)
      ? { rung: null, why: { gate: 'G8', reason: 'RULE_SUSPENDED', clauses: ['A9-3'] } }
      : { rung };
}
