import { decide } from './decide.js';
import type { Question } from './decision.js';
import type { GateFacts } from './gateFacts.js';
import { formCaps } from './gates/formCaps.js';
import type { FullDecision } from './gates/fullDecision.js';
import { g10Law } from './gates/g10Law.js';
import { isWaivedByBreakGlass } from './gates/g3Trained.js';
import { flagsThatBlock } from './gates/g7SubjectFlags.js';
import { g12Volume } from './gates/g12Volume.js';
import { g9Conditions } from './gates/g9Conditions.js';
import type { GateId, GateQuestion, GateRefusal } from './gates/gate.js';
import { gateOf } from './gates/gateOf.js';
import { GATES } from './gates/gates.js';
import { rolesInOffice } from './gates/rolesInOffice.js';
import { rawNeeds } from './gates/rawNeeds.js';
import { suspendedRules } from './gates/suspendedRules.js';
import { inOrder, stated, walk } from './gates/walkLadder.js';
import type { Policy } from './policy.js';

/**
 * The whole decision: the gates G0 to G6 on the facts, the first failure deciding; the matrix; then what lowers or drops its
 * rungs, in the order in which it is told: suspended rules, what RAW needs, caps of notice and contracts, conditions, the law. RAW needs a second
 * factor whatever caps it, or who has none would get more with a cap than without. What differs by row stays in the ladder: row conditions in
 * `when`, subject flags in `blockedBy`. Pure, total, deny by default.
 */
export function decideFully(policy: Policy, facts: GateFacts, question: Question): FullDecision {
  const asked = agreed(facts, question);
  const waived: readonly GateId[] = isWaivedByBreakGlass(facts, asked, policy) ? ['G3'] : [];
  const refused = firstRefusal(policy, facts, asked);
  if (refused !== null) return { ...refusalOf(refused), waived };
  const serving = inOffice(facts, asked);
  const matrix = decide(policy, serving);
  if (matrix.ladder.length === 0) return { ...matrix, ladder: [], gate: gateOf(matrix.reason), lost: [], waived };

  const { rungs, lost } = walk(matrix.ladder, [
    suspendedRules(facts),
    rawNeeds(facts, serving, policy),
    ...formCaps(facts, serving, policy),
    g9Conditions(facts, serving, matrix.ladder),
    g10Law(facts, serving, policy),
    g12Volume(facts, serving, policy),
  ]);
  const { recipientClasses } = asked.caller;
  const guarded = rungs.map((rung) => ({ ...rung, blockedBy: flagsThatBlock(policy, rung, recipientClasses) }));
  return { ...stated(matrix, inOrder(guarded), lost), waived };
}

/** The first gate that refuses, in the order given. */
export function firstRefusal(
  policy: Policy,
  facts: GateFacts,
  question: GateQuestion,
  gates = GATES,
): GateRefusal | null {
  for (const { gate } of gates) {
    const refused = gate(facts, question, policy);
    if (refused !== null) return refused;
  }
  return null;
}

/** The question with the recipient classes that both the caller's claim and the register have. */
export function agreed(facts: GateFacts, question: Question): GateQuestion {
  const registered = facts.organisation?.recipientClasses ?? [];
  const recipientClasses = question.caller.recipientClasses.filter((name) => registered.includes(name));
  return { ...question, caller: { ...question.caller, recipientClasses } };
}

/** An office that has ended serves nobody, whatever else the token names. */
function inOffice(facts: GateFacts, { caller, ...question }: GateQuestion): GateQuestion {
  return { ...question, caller: { ...caller, roles: rolesInOffice(facts, caller.roles) } };
}

function refusalOf({ gate, reason, rule = 'X99', clauses }: GateRefusal): Omit<FullDecision, 'waived'> {
  return { ladder: [], form: 'DENIED', condition: [], fallback: 'DENIED', reason, rule, clauses, gate, lost: [] };
}
