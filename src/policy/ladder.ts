import type { Rung } from './decision.js';
import { formRank, type Condition } from './vocabulary.js';

/**
 * Orders rungs by form, highest first, then by fewest conditions, and leaves out each that can never be reached: one whose
 * conditions include all of an earlier rung's. Equal rungs keep the order of the rules.
 */
export function ladderOf(rungs: readonly Rung[]): readonly Rung[] {
  if (rungs.length < 2) return rungs;
  const sorted = [...rungs].sort((a, b) => formRank(b.form) - formRank(a.form) || a.when.length - b.when.length);
  const ladder: Rung[] = [];
  for (const rung of sorted) {
    if (!ladder.some((earlier) => isSubset(earlier.when, rung.when))) ladder.push(rung);
  }
  return ladder;
}

/** Whether every condition of `a` is one of `b`. */
export function isSubset(a: readonly Condition[], b: readonly Condition[]): boolean {
  return a.every((condition) => b.includes(condition));
}
