import { DATA_CATEGORIES, type DataCategory } from '../vocabulary.js';
import type { ChangeGroup, PolicyDifference } from './comparePolicies.js';
import type { Box } from './boxes.js';

/** That a version may give more than the one before it: by whom it was asked for, and who else said yes. */
export interface Approval {
  /** The version that widens. */
  readonly version: string;
  /** The rule that gives more, or the setting, e.g. "organisations.AD_AGENCY". */
  readonly rule: string;
  /** ANY: of a setting, which has none. */
  readonly category: DataCategory | 'ANY';
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly reason: string;
}

/** A rule or setting that gives more of a category, and what stands in the approvals about it. */
export interface Widening {
  readonly rule: string;
  readonly category: DataCategory | 'ANY';
  /** By another person than the one who asked; null: nobody approved it. */
  readonly approval: Approval | null;
  /** What is wrong with the approval that there is; null: nothing, or there is none. */
  readonly problem: string | null;
}

/** A widening that nobody has approved. */
export type Unapproved = Omit<Widening, 'approval'>;

/** What gives more, each rule and category once, with its approval for this version. */
export function wideningsOf(
  difference: PolicyDifference,
  version: string,
  approvals: readonly Approval[],
): readonly Widening[] {
  const wanted = new Map<string, Wanted>();
  for (const each of wantedBy(difference)) wanted.set(`${each.rule} ${each.category}`, each);
  const ofVersion = approvals.filter((each) => each.version === version);
  return [...wanted.values()].map((each) => judged(each, ofVersion));
}

/** Widenings without an approval for this version, rule and category, by another person than the one who asked. */
export function unapprovedWidenings(...asked: Parameters<typeof wideningsOf>): readonly Unapproved[] {
  return wideningsOf(...asked)
    .filter(({ approval }) => approval === null)
    .map(({ rule, category, problem }) => ({ rule, category, problem }));
}

type Wanted = Pick<Widening, 'rule' | 'category'>;

function judged({ rule, category }: Wanted, approvals: readonly Approval[]): Widening {
  const fitting = approvals.filter((each) => each.rule === rule && each.category === category);
  const approval = fitting.find((each) => problemOf(each) === null) ?? null;
  const problem = approval === null ? (fitting.map(problemOf).find((found) => found !== null) ?? null) : null;
  return { rule, category, approval, problem };
}

function wantedBy({ groups, settings }: PolicyDifference): readonly Wanted[] {
  const ofMatrix = groups
    .filter(({ kind }) => kind === 'WIDENS')
    .flatMap((group) => categoriesOf(group).map((category) => ({ rule: group.to.rule, category })));
  const ofSettings = settings
    .filter(({ kind }) => kind === 'WIDENS')
    .map(({ setting }) => ({ rule: setting, category: 'ANY' as const }));
  return [...ofMatrix, ...ofSettings];
}

/** The categories of a group, in the order of the notice. */
export function categoriesOf({ boxes }: Pick<ChangeGroup, 'boxes'>): readonly DataCategory[] {
  const named = new Set(boxes.flatMap((box: Box) => box.category ?? []));
  return DATA_CATEGORIES.filter((category) => named.has(category));
}

function problemOf({ requestedBy, approvedBy }: Approval): string | null {
  const same = requestedBy.trim().toLowerCase() === approvedBy.trim().toLowerCase();
  return same ? `${approvedBy} asked for it and approved it (SELF_APPROVAL)` : null;
}
