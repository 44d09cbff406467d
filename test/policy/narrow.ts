import { permission } from '../../src/policy/decide.js';
import type { Decision } from '../../src/policy/decision.js';
import type { Condition } from '../../src/policy/vocabulary.js';

const ABOUT_SELF: ReadonlySet<Condition> = new Set<Condition>(['OWN_RECORD', 'LINKED_CHILD']);

/**
 * The matrix without its registers: leaves out the rungs that need another condition than `live`. When the best form went with them, the
 * reason is FALLBACK, or CONDITION_UNMET (NOT_OWN_DATA for a right to one's own data) when nothing is left.
 */
export function narrow(decision: Decision, live: ReadonlySet<Condition>): Decision {
  const ladder = decision.ladder.filter((rung) => rung.when.every((condition) => live.has(condition)));
  if (ladder.length === decision.ladder.length) return decision;
  const best = decision.ladder[0];
  if (best === undefined || best.form === ladder[0]?.form) return permission(ladder);
  if (ladder.length === 0) {
    const reason = best.when.some((condition) => ABOUT_SELF.has(condition)) ? 'NOT_OWN_DATA' : 'CONDITION_UNMET';
    return { ...decision, ladder, form: 'DENIED', condition: best.when, fallback: 'DENIED', reason };
  }
  return { ...permission(ladder), condition: best.when, reason: 'FALLBACK' };
}
