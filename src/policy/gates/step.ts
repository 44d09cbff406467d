import type { ReasonCode, Rung } from '../decision.js';
import type { Condition } from '../vocabulary.js';
import type { GateId } from './gate.js';

/** What one step makes of a rung: the rung that goes on (null: none) and, where something was lost, why. */
export interface Stepped {
  readonly rung: Rung | null;
  readonly why?: {
    readonly gate: GateId;
    readonly reason: ReasonCode;
    readonly clauses: readonly string[];
    readonly condition?: Condition;
    readonly needs?: readonly Condition[];
  };
}

/** A step from the matrix to what a request gets. It never raises a form and never drops a row condition. */
export type Step = (rung: Rung) => Stepped;
