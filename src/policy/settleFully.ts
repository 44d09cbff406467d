import type { ReasonCode, Settled } from './decision.js';
import type { SubjectFlag } from './gateFacts.js';
import type { FullDecision, GuardedRung } from './gates/fullDecision.js';
import type { GateId } from './gates/gate.js';
import { gateOf } from './gates/gateOf.js';
import { unmetClauses, unmetReason } from './gates/unmet.js';
import { settle } from './settle.js';
import type { Condition, Purpose } from './vocabulary.js';

/** What is known of one subject. Its reasons are for the subject and the auditor, never for an outsider. */
export interface SubjectFacts {
  readonly purpose: Purpose | (string & {}) | null;
  readonly holds: ReadonlySet<Condition>;
  readonly flags: ReadonlySet<SubjectFlag>;
  /**
   * Whether G7 is told before G9, as the gates stand: for the privacy manager and the auditor, who read the flags anyway. Others learn of a
   * flag only where it alone stands in the way. @default false
   */
  readonly flagsFirst?: boolean;
  /** Why a condition does not hold, where more is known: CONSENT_WITHDRAWN, HARM_TO_CHILD. */
  readonly unmet?: Readonly<Partial<Record<Condition, string>>>;
}

export interface FullySettled extends Settled {
  readonly gate: GateId | null;
}

/** What comes out of a decision for one subject, and why. Pure and total. */
export function settleFully(decision: FullDecision, subject: SubjectFacts): FullySettled {
  const open = decision.ladder.filter((rung) => !isBlocked(rung, subject));
  const settled = settle({ ...decision, ladder: open }, subject.holds);
  if (settled.form !== 'DENIED')
    return { ...settled, gate: settled.reason === 'FALLBACK' ? (decision.gate ?? 'G9') : null };
  if (decision.ladder.length === 0) return { ...settled, gate: decision.gate };
  const [best] = decision.ladder;
  if (subject.flagsFirst === true && open.length === 0 && best !== undefined) return stopped(best, subject, settled);
  const blocked = decision.ladder.find((rung) => rung.when.every((condition) => subject.holds.has(condition)));
  if (blocked !== undefined) return stopped(blocked, subject, settled);
  return unmet(open[0] ?? best, subject, settled);
}

function isBlocked(rung: GuardedRung, { flags }: SubjectFacts): boolean {
  return rung.blockedBy.some((flag) => flags.has(flag));
}

function stopped(rung: GuardedRung, { flags }: SubjectFacts, settled: Settled): FullySettled {
  const reason: ReasonCode = flags.has('ERASED') ? 'ERASED' : 'STOPPED_BY_SUBJECT';
  const clauses = [reason === 'ERASED' ? 'A6-3d' : 'A6-3e', ...rung.clauses];
  return { ...settled, reason, rule: rung.rule, clauses, gate: gateOf(reason) };
}

function unmet(rung: GuardedRung | undefined, subject: SubjectFacts, settled: Settled): FullySettled {
  const condition = rung?.when.find((each) => !subject.holds.has(each));
  if (rung === undefined || condition === undefined) return { ...settled, gate: gateOf(settled.reason) };
  const reason = unmetReason(condition, subject.purpose, subject.unmet?.[condition]);
  const clauses = [...new Set([...unmetClauses(condition), ...rung.clauses])];
  return { ...settled, reason, rule: rung.rule, clauses, gate: gateOf(reason) };
}
