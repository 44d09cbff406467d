import type { Decision, Rung } from '../decision.js';
import { permission } from '../decide.js';
import { isSubset } from '../ladder.js';
import { formRank, type DisclosureForm } from '../vocabulary.js';
import type { FullDecision, GuardedRung, LostRung } from './fullDecision.js';
import type { Step } from './step.js';

/** Takes each rung through all steps; keeps what is left and what was lost on the way. */
export function walk<R extends Rung>(
  ladder: readonly R[],
  steps: readonly Step[],
): { readonly rungs: readonly R[]; readonly lost: readonly LostRung[] } {
  const rungs: R[] = [];
  const lost: LostRung[] = [];
  for (const start of ladder) {
    let rung: R | null = start;
    for (const step of steps) {
      if (rung === null) break;
      const { rung: next, why } = step(rung);
      if (why !== undefined) lost.push(lossOf(rung, next?.form ?? 'DENIED', why));
      rung = next === null ? null : { ...rung, form: next.form, when: next.when };
    }
    if (rung !== null) rungs.push(rung);
  }
  return { rungs, lost };
}

function lossOf(rung: Rung, left: DisclosureForm, why: NonNullable<ReturnType<Step>['why']>): LostRung {
  const { gate, reason, condition = null, needs = rung.when } = why;
  const clauses = [...new Set([...why.clauses, ...rung.clauses])];
  return { form: rung.form, left, gate, reason, condition, needs, rule: rung.rule, clauses };
}

/**
 * Highest form first, then fewest conditions; without rungs that can't be reached: those that ask all that an earlier one
 * asks and are blocked by all that blocks it.
 */
export function inOrder(rungs: readonly GuardedRung[]): readonly GuardedRung[] {
  const sorted = [...rungs].sort((a, b) => formRank(b.form) - formRank(a.form) || a.when.length - b.when.length);
  return sorted.filter(
    (rung, index) =>
      !sorted
        .slice(0, index)
        .some(
          (earlier) =>
            isSubset(earlier.when, rung.when) && earlier.blockedBy.every((flag) => rung.blockedBy.includes(flag)),
        ),
  );
}

/** States what is left as a decision: as permitted, as a fallback from what was lost, or as the refusal that lost it all. */
export function stated(
  base: Decision,
  ladder: readonly GuardedRung[],
  lost: readonly LostRung[],
): Omit<FullDecision, 'waived'> {
  const best = ladder[0];
  if (best === undefined) {
    const last = lost.find(({ left }) => left === 'DENIED');
    if (last === undefined) return { ...base, ladder: [], gate: null, lost };
    const { needs: condition, reason, rule, clauses, gate } = last;
    return { ladder: [], form: 'DENIED', condition, fallback: 'DENIED', reason, rule, clauses, gate, lost };
  }
  const stand = permission(ladder);
  const highest = Math.max(...lost.map(({ form }) => formRank(form)));
  const better = lost.find(({ form }) => formRank(form) === highest);
  if (better === undefined || highest <= formRank(best.form)) return { ...stand, ladder, gate: null, lost };
  const condition = better.condition === null ? best.when : better.needs;
  return { ...stand, ladder, condition, reason: 'FALLBACK', gate: better.gate, lost };
}
