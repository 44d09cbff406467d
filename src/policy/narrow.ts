import { permission } from './decide.js';
import type { Decision } from './decision.js';
import type { Condition } from './vocabulary.js';

const ABOUT_SELF: ReadonlySet<Condition> = new Set<Condition>(['OWN_RECORD', 'LINKED_CHILD']);

/**
 * Leaves out the rungs that need a condition which cannot hold in this request, be it that its register does not exist yet.
 * When the best form went with them, the reason is FALLBACK, or CONDITION_UNMET (NOT_OWN_DATA for a right to one's own data) when nothing is left, and `condition` names
 * all that the best form would need; else the decision is as before.
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
