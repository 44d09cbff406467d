import type { Rung } from '../decision.js';
import type { GateFacts } from '../gateFacts.js';
import { CASE_CONDITIONS, ROW_CONDITIONS, type Condition } from '../vocabulary.js';
import type { GateQuestion } from './gate.js';
import type { Step } from './step.js';
import { unmetClauses, unmetReason } from './unmet.js';

const BY_ROW: readonly Condition[] = ROW_CONDITIONS;
const BY_CASE: readonly Condition[] = CASE_CONDITIONS;
/** A ticket or an approval is about named subjects, or about anybody. */
const EITHER_WAY: readonly Condition[] = ['NECESSITY_TICKET', 'APPROVAL'];

/**
 * G9: settles what holds or fails for the whole request, and leaves what differs by row. A case, order or request that no
 * subject of the kind has is settled too: it is in the caller's own register. Consent and opt-in never are, so that what an
 * outsider is told depends on no one person's word. Outside desk hours nothing of a rule for rights cases comes out, its lesser
 * forms neither (A6-10).
 */
export function g9Conditions(facts: GateFacts, question: GateQuestion, matrix: readonly Rung[]): Step {
  const deskRules = new Set(matrix.filter(({ when }) => when.includes('RIGHTS_CASE')).map(({ rule }) => rule));
  return (rung) => {
    if (!facts.deskOpen && deskRules.has(rung.rule)) {
      const why = { gate: 'G9', reason: 'OUTSIDE_DESK_HOURS', clauses: ['A6-10'], condition: 'RIGHTS_CASE' } as const;
      return { rung: null, why: { ...why, needs: rung.when } };
    }
    const needs = rung.when.filter((condition) => !isSettled(facts, question, condition));
    const condition = needs.find((each) => isOutOfReach(facts, question, each));
    if (condition === undefined) return { rung: { ...rung, when: needs } };
    const reason = unmetReason(condition, question.purpose, reasonOf(facts, condition));
    return { rung: null, why: { gate: 'G9', reason, clauses: unmetClauses(condition), condition, needs } };
  };
}

/** Holds for the whole request. */
function isSettled(facts: GateFacts, { category }: GateQuestion, condition: Condition): boolean {
  if (BY_ROW.includes(condition) && !EITHER_WAY.includes(condition)) return false;
  if (condition === 'APPROVAL' && !facts.privacyManagerActive) return false;
  const held = facts.held[condition];
  return held === 'ALL' || (held?.includes(category) ?? false);
}

/** Of a condition that is not settled: no row can meet it. */
function isOutOfReach(facts: GateFacts, { category, subject }: GateQuestion, condition: Condition): boolean {
  if (!BY_ROW.includes(condition)) return true;
  if (!BY_CASE.includes(condition)) return false;
  if (condition === 'APPROVAL' && !facts.privacyManagerActive) return true;
  const holders = facts.rowHolders[`${condition}:${category}`];
  return subject.kind === null || (holders?.[subject.kind]?.length ?? 0) === 0;
}

function reasonOf(facts: GateFacts, condition: Condition): string | undefined {
  if (condition === 'APPROVAL' && !facts.privacyManagerActive) return 'NO_PRIVACY_MANAGER';
  return facts.unmet[condition];
}
