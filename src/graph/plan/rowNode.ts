import type { RowPlan as GovernedPlan } from '../../../directives/governedRow.js';
import type { Question } from '../../policy/decision.js';
import type { FullDecision } from '../../policy/gates/fullDecision.js';
import type { DataCategory, LifeStage } from '../../policy/vocabulary.js';
import type { RowPlan } from '../../sources/rowPlan.js';

/** One place in a request where rows come back: what may leave of them, how it is presented, and the places below. */
export interface RowNode extends GovernedPlan {
  /** Path pattern: response keys joined by dots, no indices. */
  readonly path: string;
  readonly type: string;
  /** False: nothing of these rows may be seen, the field is null and its reason is in the report. */
  readonly opened: boolean;
  readonly rowPlan: RowPlan;
  /** Whether the policy was asked about one person or about many here. */
  readonly shape: Question['shape'];
  /** What the policy says of a category of a row of this life stage; null where the stage matters and was not read. */
  readonly decisionOf: (category: DataCategory, stage: LifeStage | undefined) => FullDecision | null;
  readonly children: ReadonlyMap<string, RowNode>;
}

/** Whether rows here or below are about somebody. */
export function isAboutPeople({ rowPlan, children }: RowNode): boolean {
  return rowPlan.subject !== null || [...children.values()].some(isAboutPeople);
}
