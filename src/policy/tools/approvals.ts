import { formRank, type Condition, type DisclosureForm } from '../vocabulary.js';
import type { PolicyDifference } from './comparePolicies.js';
import { widenedBy, type Widened } from './widenedBy.js';

/** That a version may give more than the one before it: how much more, by whom it was asked for, and who else said yes. */
export type Approval = ApprovalOfMatrix | ApprovalOfSetting;

interface Said {
  /** The version that widens. */
  readonly version: string;
  /** The rule that gives more, or the setting, e.g. "organisations.AD_AGENCY". */
  readonly rule: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  /** YYYY-MM-DD */
  readonly date: string;
  readonly reason: string;
}

interface ApprovalOfMatrix extends Said {
  readonly category: Exclude<Widened['category'], 'ANY'>;
  /** The highest that may come out. */
  readonly form: DisclosureForm;
  readonly roles: readonly string[];
  /** How many points of the decision space may come out higher, as the comparison counts them: other purposes and life stages are more points. */
  readonly points: number;
  /** Only where all of these hold. @default [] where nothing does, too */
  readonly when?: readonly Condition[];
}

interface ApprovalOfSetting extends Said {
  readonly category: 'ANY';
}

/** A rule or setting that gives more of a category, and what stands in the approvals about it. */
export interface Widening extends Widened {
  /** Of all of it, by another person than the one who asked; null: nobody approved it. */
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
  const ofVersion = approvals.filter((each) => each.version === version);
  return widenedBy(difference).map((widened) => judged(widened, ofVersion));
}

/** Widenings of which no one entry for this version, rule and category, by another person than the one who asked, covers all. */
export function unapprovedWidenings(...asked: Parameters<typeof wideningsOf>): readonly Unapproved[] {
  return wideningsOf(...asked)
    .filter(({ approval }) => approval === null)
    .map(({ approval: _none, ...rest }) => rest);
}

function judged(widened: Widened, approvals: readonly Approval[]): Widening {
  const { rule, category } = widened;
  const fitting = approvals.filter((each) => each.rule === rule && each.category === category);
  const problems = fitting.map((each) => selfApproval(each) ?? excessOf(widened, each));
  const approval = fitting[problems.indexOf(null)] ?? null;
  return { ...widened, approval, problem: approval === null ? (problems[0] ?? null) : null };
}

function selfApproval({ requestedBy, approvedBy }: Approval): string | null {
  const same = requestedBy.trim().toLowerCase() === approvedBy.trim().toLowerCase();
  return same ? `${approvedBy} asked for it and approved it (SELF_APPROVAL)` : null;
}

/** What is given beyond what was approved. */
function excessOf({ form, roles, points, when }: Widened, approval: Approval): string | null {
  if (approval.category === 'ANY') return null;
  const others = roles.filter((role) => !approval.roles.includes(role));
  const missing = (approval.when ?? []).filter((condition) => !when.includes(condition));
  if (form !== null && formRank(form) > formRank(approval.form)) return `${form} is more than ${approval.form}`;
  if (others.length > 0) return `${others.join(', ')}: not among the roles approved`;
  if (points > approval.points) return `${points} points, of which ${approval.points} are approved`;
  return missing.length > 0 ? `approved only if ${missing.join(' + ')}` : null;
}
