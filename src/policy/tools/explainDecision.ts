import { decide } from '../decide.js';
import { agreed, decideFully } from '../decideFully.js';
import type { Decision, Question, Rung } from '../decision.js';
import type { GateFacts } from '../gateFacts.js';
import type { FullDecision } from '../gates/fullDecision.js';
import type { GateId } from '../gates/gate.js';
import { gateOf } from '../gates/gateOf.js';
import { GATES } from '../gates/gates.js';
import { legalGround, type LegalGround } from '../legalGround.js';
import type { Policy } from '../policy.js';
import { settleFully, type FullySettled } from '../settleFully.js';
import type { Condition } from '../vocabulary.js';

/** What one gate says to a question. */
export interface GateStep {
  readonly gate: GateId;
  /** LOWERS: less comes out than came in. NOT_ASKED: an earlier gate refused. ROW: it differs from subject to subject. */
  readonly verdict: 'PASSES' | 'LOWERS' | 'REFUSES' | 'ROW' | 'NOT_ASKED';
  /** In short: the reason, the rungs that go on, what is needed. */
  readonly says: string;
  readonly clauses: readonly string[];
}

export interface Explanation {
  readonly question: Question;
  readonly steps: readonly GateStep[];
  readonly decision: FullDecision;
  /** Of the rule that speaks. */
  readonly ground: LegalGround;
}

/** The decision, gate by gate, of the same functions that decide. */
export function explainDecision(policy: Policy, facts: GateFacts, asked: Question): Explanation {
  const question = agreed(facts, asked);
  const decision = decideFully(policy, facts, asked);
  const doors = doorSteps(policy, facts, question);
  const refused = doors.some(({ verdict }) => verdict === 'REFUSES');
  const inner = refused ? INNER.map(notAsked) : innerSteps(decide(policy, question), decision);
  const steps = [...doors, ...inner].map((step) => withLosses(step, decision));
  return { question, steps, decision, ground: legalGround(policy, decision.rule) };
}

/** What comes out for one person of whom these hold and who has no flag; null where none is named. */
export function settledWith(
  decision: FullDecision,
  purpose: Question['purpose'],
  holding: readonly Condition[],
): FullySettled | null {
  if (holding.length === 0) return null;
  return settleFully(decision, { purpose, holds: new Set(holding), flags: new Set() });
}

const INNER = ['G7', 'G8', 'G9', 'G10', 'G11', 'G12'] as const;
type InnerGate = (typeof INNER)[number];

/** G0 to G6, up to the first that refuses. */
function doorSteps(policy: Policy, facts: GateFacts, question: Question): readonly GateStep[] {
  let open = true;
  return GATES.map(({ id, gate }) => {
    if (!open) return notAsked(id);
    const refusal = gate(facts, question, policy);
    if (refusal === null) return passes(id);
    open = false;
    return { gate: id, verdict: 'REFUSES', says: refusal.reason, clauses: refusal.clauses };
  });
}

/** The matrix, and what is left to each subject. */
function innerSteps(matrix: Decision, decision: FullDecision): readonly GateStep[] {
  const { reason, rule, clauses } = matrix;
  if (matrix.ladder.length > 0) return INNER.map((gate) => innerStep(gate, matrix, decision));
  const speaking = INNER.find((gate) => gate === gateOf(reason)) ?? 'G8';
  return INNER.map((gate): GateStep => {
    if (gate === speaking) return { gate, verdict: 'REFUSES', says: `${reason}, ${rule}`, clauses };
    return INNER.indexOf(gate) < INNER.indexOf(speaking) ? passes(gate) : notAsked(gate);
  });
}

function innerStep(gate: InnerGate, matrix: Decision, { ladder, form }: FullDecision): GateStep {
  const flags = [...new Set(ladder.flatMap(({ blockedBy }) => blockedBy))];
  const byRow = ladder.some(({ when }) => when.length > 0);
  if (gate === 'G8') {
    return { gate, verdict: 'PASSES', says: `${matrix.rule}: ${ladderText(matrix.ladder)}`, clauses: matrix.clauses };
  }
  if (gate === 'G7' && flags.length > 0) {
    return { gate, verdict: 'ROW', says: `nothing of who is ${flags.join(' or ')}`, clauses: ['A6-3d', 'A6-3e'] };
  }
  if (gate === 'G9' && byRow) return { gate, verdict: 'ROW', says: ladderText(ladder), clauses: [] };
  if (gate === 'G11' && form === 'AGGREGATED') {
    return { gate, verdict: 'ROW', says: 'noise, threshold and budget of each statistic', clauses: ['A4-2b'] };
  }
  return passes(gate);
}

/** Rungs of the matrix that a gate took or lowered. */
function withLosses(step: GateStep, { lost, form }: FullDecision): GateStep {
  const here = lost.filter(({ gate }) => gate === step.gate);
  if (here.length === 0) return step;
  const told = here.map(({ form: from, left, reason, condition, needs }) => {
    const missing = condition === null ? '' : ` (needs ${needs.join(' and ')})`;
    return `${from} -> ${left}: ${reason}${missing}`;
  });
  const says = [...(step.verdict === 'ROW' ? [step.says] : []), ...told].join('; ');
  const clauses = [...new Set([...step.clauses, ...here.flatMap((each) => each.clauses)])];
  return { gate: step.gate, verdict: form === 'DENIED' ? 'REFUSES' : 'LOWERS', says, clauses };
}

function passes(gate: GateId): GateStep {
  return { gate, verdict: 'PASSES', says: '', clauses: [] };
}

function notAsked(gate: GateId): GateStep {
  return { gate, verdict: 'NOT_ASKED', says: '', clauses: [] };
}

/** "RAW if OPT_IN, else GENERALISED". */
export function ladderText(ladder: readonly Pick<Rung, 'form' | 'when'>[]): string {
  const rungs = ladder.map(({ form, when }) => (when.length === 0 ? form : `${form} if ${when.join(' and ')}`));
  const always = ladder.at(-1)?.when.length === 0;
  return [...rungs, ...(always || rungs.length === 0 ? [] : ['DENIED'])].join(', else ') || 'DENIED';
}
