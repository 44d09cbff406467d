import type { FullDecision } from '../../src/policy/gates/fullDecision.js';

export function narrowFully(decision: FullDecision): FullDecision {
  return decision;
}
