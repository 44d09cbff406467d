import type { FullDecision } from './gates/fullDecision.js';
import { inOrder, stated, walk } from './gates/walkLadder.js';
import { unmetClauses, unmetReason } from './gates/unmet.js';
import type { Condition } from './vocabulary.js';

/**
 * Drops the rungs that need a condition which no row can meet for this caller, such as OWN_RECORD for a caller who is no data
 * subject of the kind.
 */
export function narrowFully(decision: FullDecision, dead: ReadonlySet<Condition>): FullDecision {
  const { rungs, lost } = walk(decision.ladder, [
    (rung) => {
      const condition = rung.when.find((each) => dead.has(each));
      if (condition === undefined) return { rung };
      const reason = unmetReason(condition, null);
      const why = { gate: 'G9', reason, clauses: unmetClauses(condition), condition, needs: rung.when } as const;
      return { rung: null, why };
    },
  ]);
  if (lost.length === 0) return decision;
  return { ...stated(decision, inOrder(rungs), [...decision.lost, ...lost]), waived: decision.waived };
}
