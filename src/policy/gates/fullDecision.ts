import type { Decision, ReasonCode, Rung } from '../decision.js';
import type { SubjectFlag } from '../gateFacts.js';
import type { Condition, DisclosureForm } from '../vocabulary.js';
import type { GateId } from './gate.js';

/** A rung that still depends on the row: on its conditions, and on the subject having none of `blockedBy` (G7). */
export interface GuardedRung extends Rung {
  readonly blockedBy: readonly SubjectFlag[];
}

/** A rung of the matrix that this request does not get, and why. */
export interface LostRung {
  /** As the matrix has it, or as an earlier loss left it. */
  readonly form: DisclosureForm;
  /** What was left of it; DENIED: nothing. */
  readonly left: DisclosureForm;
  readonly gate: GateId;
  readonly reason: ReasonCode;
  /** The condition that does not hold, if it was one. */
  readonly condition: Condition | null;
  /** What the rung would need, less what holds already. */
  readonly needs: readonly Condition[];
  readonly rule: string;
  readonly clauses: readonly string[];
}

/** A decision after all gates. `settleFully` says what comes out of it for one subject. */
export interface FullDecision extends Decision {
  /** Only row conditions are left in its rungs. */
  readonly ladder: readonly GuardedRung[];
  /** The gate that refused, or that took the best form; null: nothing was taken. */
  readonly gate: GateId | null;
  /** In the order of the matrix, best form first, and of the gates. */
  readonly lost: readonly LostRung[];
  /** Gates that an active break-glass alone let the caller pass: for review (A4-6a). */
  readonly waived: readonly GateId[];
}
