import type { PurposeProblem } from '../../policy/caller.js';
import type { FullDecision } from '../../policy/gates/fullDecision.js';
import { SUB_PURPOSE_CLAUSES } from '../../policy/refusal.js';

const CLAUSES: Readonly<Record<PurposeProblem, readonly string[]>> = {
  PURPOSE_MISSING: ['A1-2'],
  PURPOSE_UNKNOWN: ['A1-2'],
  PURPOSE_NOT_ALLOWED: ['A1-2', 'A2-1'],
  SUB_PURPOSE_MISSING: SUB_PURPOSE_CLAUSES,
  SUB_PURPOSE_UNKNOWN: SUB_PURPOSE_CLAUSES,
};

/** What every question comes to when no purpose that counts was declared (A1-2; a purpose that the token does not allow: A2-1). */
export function refusedPurpose(problem: PurposeProblem): FullDecision {
  const clauses = CLAUSES[problem];
  const refused = { ladder: [], condition: [], lost: [], waived: [], rule: 'X99', clauses, reason: problem } as const;
  return { ...refused, form: 'DENIED', fallback: 'DENIED', gate: 'G1' };
}
