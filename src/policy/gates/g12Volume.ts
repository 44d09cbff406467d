import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import { exhausted, limitsOf } from '../volumeLimits.js';
import type { GateQuestion } from './gate.js';
import type { Step } from './step.js';

/**
 * G12: nobody gets more in a minute or a day than the work needs (A2-2), and what leaks is bounded (A7-1e). Last of all: who may not
 * have it at all is told that. Statistics have a budget of their own; only the rate of requests bounds them here. What one answer
 * adds is known when it is made, and is charged before it leaves.
 */
export function g12Volume(facts: GateFacts, question: GateQuestion, policy: Policy): Step {
  const reason = exhausted(limitsOf(policy, question.caller), facts.volume);
  return (rung) => {
    if (reason === null || (reason === 'BULK_LIMIT' && rung.form === 'AGGREGATED')) return { rung };
    return { rung: null, why: { gate: 'G12', reason, clauses: ['A2-2', 'A7-1e'] } };
  };
}
