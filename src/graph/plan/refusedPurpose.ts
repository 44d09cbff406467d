import type { PurposeProblem } from '../../policy/caller.js';
import type { FullDecision } from '../../policy/gates/fullDecision.js';

/** What every question comes to when no purpose that counts was declared (A1-2; a purpose that the token does not allow: A2-1). */
export function refusedPurpose(problem: PurposeProblem): FullDecision {
  const clauses = problem === 'PURPOSE_NOT_ALLOWED' ? ['A1-2', 'A2-1'] : ['A1-2'];
  const refused = { ladder: [], condition: [], lost: [], waived: [], rule: 'X99', clauses, reason: problem } as const;
  return { ...refused, form: 'DENIED', fallback: 'DENIED', gate: 'G1' };
}
