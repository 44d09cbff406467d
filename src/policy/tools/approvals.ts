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

/** A widening that nobody has approved. */
export interface Unapproved {
  readonly rule: string;
  readonly category: DataCategory | 'ANY';
  /** What is wrong with the approval that there is; null: there is none. */
  readonly problem: string | null;
}

/** Widenings without an approval for this version, rule and category, by another person than the one who asked. */
export function unapprovedWidenings(
  difference: PolicyDifference,
  version: string,
  approvals: readonly Approval[],
): readonly Unapproved[] {
  const wanted = new Map<string, Omit<Unapproved, 'problem'>>();
  for (const each of widenings(difference)) wanted.set(`${each.rule} ${each.category}`, each);
  return [...wanted.values()].flatMap(({ rule, category }) => {
    const fitting = approvals.filter(
      (each) => each.version === version && each.rule === rule && each.category === category,
    );
    if (fitting.some((each) => problemOf(each) === null)) return [];
    return [{ rule, category, problem: fitting.map(problemOf).find((problem) => problem !== null) ?? null }];
  });
}

function widenings({ groups, settings }: PolicyDifference): readonly Omit<Unapproved, 'problem'>[] {
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
