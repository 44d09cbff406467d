import type { Question, ReasonCode } from '../decision.js';
import type { GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';

/** Where a decision can end, in the order in which it does. */
export const GATE_IDS = ['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12'] as const;
export type GateId = (typeof GATE_IDS)[number];

/** A question as the gates hear it: `caller.recipientClasses` are those that policy and register agree on. */
export type GateQuestion = Question;

export interface GateRefusal {
  readonly gate: GateId;
  readonly reason: ReasonCode;
  /** The matrix row that speaks, if one does. */
  readonly rule?: string;
  readonly clauses: readonly string[];
}

/** One gate on the way to the matrix: why this question goes no further, or null. Pure and total. */
export type Gate = (facts: GateFacts, question: GateQuestion, policy: Policy) => GateRefusal | null;
