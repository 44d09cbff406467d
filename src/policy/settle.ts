import type { Decision, ReasonCode, Rung, Settled } from './decision.js';
import type { Condition } from './vocabulary.js';

const RELATION: readonly Condition[] = ['OWN_RECORD', 'LINKED_CHILD'];

/** Says what comes out of a ladder for one subject, once it is known which conditions hold. Pure and total. */
export function settle(decision: Decision, holds: ReadonlySet<Condition>): Settled {
  const index = decision.ladder.findIndex((rung) => rung.when.every((condition) => holds.has(condition)));
  const rung = decision.ladder[index];
  const unmet = (conditions: readonly Condition[]): readonly Condition[] =>
    conditions.filter((each) => !holds.has(each));
  // A decision that has lost its best rungs (narrow) names in `condition` what those would need.
  const missing = unmet(decision.condition);
  if (rung === undefined) {
    const { rule, clauses } = decision;
    return { form: 'DENIED', reason: nothingReason(decision, unmet), rule, clauses, missing };
  }
  return {
    form: rung.form,
    reason: formReason(decision, rung, index),
    rule: rung.rule,
    clauses: rung.clauses,
    missing,
  };
}

function formReason(decision: Decision, rung: Rung, index: number): ReasonCode {
  if (index > 0 || decision.reason === 'FALLBACK') return 'FALLBACK';
  if (rung.form === 'AGGREGATED') return 'AGGREGATE_ONLY';
  return rung.when.length === 0 ? 'PERMITTED' : 'PERMITTED_IF';
}

function nothingReason(
  decision: Decision,
  unmet: (conditions: readonly Condition[]) => readonly Condition[],
): ReasonCode {
  if (decision.ladder.length === 0) return decision.reason;
  const notOwn = decision.ladder.every((rung) => unmet(rung.when).some((condition) => RELATION.includes(condition)));
  return notOwn ? 'NOT_OWN_DATA' : 'CONDITION_UNMET';
}
