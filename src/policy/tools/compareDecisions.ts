import type { Decision, ReasonCode } from '../decision.js';
import { isSubset } from '../ladder.js';
import { settle } from '../settle.js';
import { formRank, type Condition, type DisclosureForm, type LegalBasis } from '../vocabulary.js';

export type ChangeKind = 'WIDENS' | 'NARROWS' | 'REASON';

/** How an answer changes, for the conditions that hold. */
export interface Change {
  readonly kind: ChangeKind;
  /** The fewest conditions that must hold to see it; those that it names hold, no other does. */
  readonly when: readonly Condition[];
  readonly from: Outcome;
  readonly to: Outcome;
}

export interface Outcome {
  readonly form: DisclosureForm;
  readonly reason: ReasonCode;
  readonly rule: string;
  /** What it comes out on; null: nothing does. */
  readonly basis: LegalBasis | null;
  readonly clauses: readonly string[];
}

/**
 * What becomes of one question, under every set of the conditions that either ladder asks for. Ladders that are written in another way
 * and give the same are the same. When a form changes, the reasons of the other sets are not told.
 */
export function compareDecisions(before: Decision, after: Decision): readonly Change[] {
  const conditions = [...new Set([...before.ladder, ...after.ladder].flatMap(({ when }) => when))].toSorted();
  const changes = subsetsOf(conditions).flatMap((when): readonly Change[] => {
    const holds = new Set(when);
    const from = outcome(before, holds);
    const to = outcome(after, holds);
    const kind = kindOf(from, to);
    return kind === null ? [] : [{ kind, when, from, to }];
  });
  const forms = changes.filter(({ kind }) => kind !== 'REASON');
  return withoutFollowers(forms.length > 0 ? forms : changes);
}

/**
 * On another basis the law asks for other conditions (G10) and a person's stop reaches other data (G7): what comes out on one may be more
 * than before, whatever its form, and neither basis is more than the other.
 */
function kindOf(from: Outcome, to: Outcome): ChangeKind | null {
  if (isGroundedAnew(from, to)) return 'WIDENS';
  const rise = formRank(to.form) - formRank(from.form);
  if (rise !== 0) return rise > 0 ? 'WIDENS' : 'NARROWS';
  const same = from.reason === to.reason && from.rule === to.rule && sameWords(from.clauses, to.clauses);
  return same ? null : 'REASON';
}

/** Whether something came out and still does, and not on the same basis. */
export function isGroundedAnew({ basis: old }: Outcome, { basis: now }: Outcome): boolean {
  return old !== null && now !== null && old !== now;
}

/** Fewest conditions first. */
function subsetsOf(conditions: readonly Condition[]): readonly (readonly Condition[])[] {
  return Array.from({ length: 2 ** conditions.length }, (_, bits) =>
    conditions.filter((__, index) => (bits >> index) & 1),
  ).toSorted((a, b) => a.length - b.length);
}

/** Leaves out what a change with fewer conditions has said already. */
function withoutFollowers(changes: readonly Change[]): readonly Change[] {
  return changes.filter(
    (change, index) =>
      !changes.slice(0, index).some((earlier) => saysTheSame(earlier, change) && isSubset(earlier.when, change.when)),
  );
}

function saysTheSame(a: Change, b: Change): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === 'REASON') return true;
  const [from, to] = [a.from.form === b.from.form, a.to.form === b.to.form && a.to.rule === b.to.rule];
  return from && to && isGroundedAnew(a.from, a.to) === isGroundedAnew(b.from, b.to);
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word) => b.includes(word));
}

function outcome(decision: Decision, holds: ReadonlySet<Condition>): Outcome {
  const { form, reason, rule, clauses } = settle(decision, holds);
  const rung = decision.ladder.find(({ when }) => when.every((condition) => holds.has(condition)));
  return { form, reason, rule, basis: rung?.basis ?? null, clauses };
}
