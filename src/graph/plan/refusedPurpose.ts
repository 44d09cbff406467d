import type { PurposeProblem } from '../../policy/caller.js';
import type { Decision } from '../../policy/decision.js';

/** What every question comes to when no purpose that counts was declared (A1-2; a purpose that the token does not allow: A2-1). */
export function refusedPurpose(problem: PurposeProblem): Decision {
  const clauses = problem === 'PURPOSE_NOT_ALLOWED' ? ['A1-2', 'A2-1'] : ['A1-2'];
  return { ladder: [], form: 'DENIED', condition: [], fallback: 'DENIED', reason: problem, rule: 'X99', clauses };
}
