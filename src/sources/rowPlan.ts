import type { SubjectFlag } from '../policy/gateFacts.js';
import type {
  CaseCondition,
  DataCategory,
  DisclosureForm,
  LifeStage,
  RowCondition,
  SubjectKind,
} from '../policy/vocabulary.js';

/**
 * One thing that may hold for a subject. Consents and cases are about a category; UNFLAGGED holds for whoever has no such flag;
 * every other condition is about the subject as a whole. CURRENT: has not left the Club.
 */
export type Atom =
  | Exclude<RowCondition, 'CONSENT' | CaseCondition>
  | `${'CONSENT' | CaseCondition}:${DataCategory}`
  | `UNFLAGGED:${SubjectFlag | 'DECEASED'}`
  | 'CURRENT';

/** Holds for a row when its life stage is among `lifeStages` (`null`: any) and every atom of `when` holds. */
export interface Guard {
  readonly when: readonly Atom[];
  readonly lifeStages: readonly LifeStage[] | null;
}

/** One way in which a cell may leave: in `form`, where `guard` holds. */
export interface CellRung {
  readonly form: DisclosureForm;
  readonly guard: Guard;
  /** As coarsely as the class of a de-identified row, not as the row has it. @default false */
  readonly classed?: true;
}

/** Among whom the classes of de-identified rows are counted: everybody taking part, or who opted in to advertising, or who did not. */
export type ClassScope = 'PARTICIPATING' | 'OPTED_IN' | 'NOT_OPTED_IN';

/** By which classes the de-identified rows of a plan are shown. */
export interface RowClasses {
  readonly scope: ClassScope;
  /** Sex is shown, and so counts in the combination. */
  readonly withSex: boolean;
}

/** What may leave of one field. The first rung whose guard holds decides; no rung: the column is not in the statement. */
export interface CellPlan {
  readonly category: DataCategory;
  readonly rungs: readonly CellRung[];
}

/** What may leave of the rows at one place of a request. Made by the planner from decisions; the source compiles it to SQL. */
export interface RowPlan {
  readonly subject: SubjectKind | null;
  /** A row exists for this caller where any of these holds; empty: no row does. */
  readonly visible: readonly Guard[];
  /** Null: no row of this plan is de-identified, selected or not. */
  readonly classes: RowClasses | null;
  readonly cells: ReadonlyMap<string, CellPlan>;
  /** Selected fields that are not personal. */
  readonly open: ReadonlySet<string>;
  /** Columns that relations below need as join keys; they stay inside the gateway. */
  readonly links: ReadonlySet<string>;
  /** Conditions that rows below, which inherit this subject, depend on. */
  readonly flags: ReadonlySet<Atom>;
  /** The life stage is read with the row: rows below, which inherit this subject, depend on it, or the reader is told why of each row. */
  readonly stage: boolean;
}

export const ANYBODY: Guard = { when: [], lifeStages: null };

/** True where the guard holds for every row. */
export function isUnconditional(guard: Guard): boolean {
  return guard.when.length === 0 && guard.lifeStages === null;
}
