import { NorenError } from '../errors.js';
import { daysAfter, tokyoToday } from './lifeStage.js';
import { loadPolicy } from './loadPolicy.js';
import type { Policy } from './policy.js';
import { amendmentsOf } from './readPolicy.js';

/** One version of the policy, and the file that says it. */
export interface DatedPolicy {
  readonly file: string;
  readonly policy: Policy;
}

/** The versions of a policy: at most one is in force at any instant. */
export interface PolicyCalendar {
  /** Earliest first. */
  readonly versions: readonly DatedPolicy[];
  /**
   * The version in force. Its day begins and ends at midnight in Asia/Tokyo.
   * @throws NorenError BAD_POLICY when none is: without a policy nothing is decided.
   */
  readonly policyAt: (now: Date) => Policy;
  readonly versionAt: (now: Date) => DatedPolicy;
}

/**
 * Loads a policy file and every amendment beside it (a file that extends it), each with its own hash.
 * @throws NorenError BAD_POLICY when a version is wrong, when the published text is another (T-0), when two versions are in force
 *   on one day, or when none is on a day between two.
 */
export function loadPolicyCalendar(file: string): PolicyCalendar {
  return policyCalendar([file, ...amendmentsOf(file)].map((each) => ({ file: each, policy: loadPolicy(each) })));
}

/** The calendar of versions that are loaded. */
export function policyCalendar(dated: readonly DatedPolicy[]): PolicyCalendar {
  const versions = Object.freeze(dated.toSorted((a, b) => compare(a.policy.effectiveFrom, b.policy.effectiveFrom)));
  const problems = [
    ...versions.flatMap(ownProblems),
    ...versions.slice(1).flatMap((_, at) => betweenProblems(versions, at)),
  ];
  if (problems.length > 0) throw new NorenError('BAD_POLICY', problems.join('\n'), { problems });
  const versionAt = (now: Date): DatedPolicy => inForce(versions, tokyoToday(now));
  return Object.freeze({ versions, versionAt, policyAt: (now: Date) => versionAt(now).policy });
}

function inForce(versions: readonly DatedPolicy[], today: string): DatedPolicy {
  const found = versions.findLast(({ policy }) => policy.effectiveFrom <= today);
  if (found !== undefined && (found.policy.effectiveTo ?? today) >= today) return found;
  throw new NorenError('BAD_POLICY', `No version of the policy is in force on ${today}.`, { today });
}

function ownProblems({ policy }: DatedPolicy): readonly string[] {
  const { version, effectiveFrom, effectiveTo } = policy;
  if (effectiveTo === null || effectiveTo >= effectiveFrom) return [];
  return [`Version ${version} ends on ${effectiveTo}, before it begins on ${effectiveFrom}.`];
}

/** Of the version at this place and the next. Without an end of its own the earlier one ends when the next begins. */
function betweenProblems(versions: readonly DatedPolicy[], at: number): readonly string[] {
  const [earlier, later] = versions.slice(at, at + 2).map(({ policy }) => policy) as [Policy, Policy];
  const names = `Versions ${earlier.version} and ${later.version}`;
  if (earlier.version === later.version) return [`Two versions are named ${earlier.version}.`];
  if (earlier.effectiveFrom === later.effectiveFrom) return [`${names} both begin on ${later.effectiveFrom}.`];
  const end = earlier.effectiveTo;
  if (end === null) return [];
  if (end >= later.effectiveFrom) return [`${names} are both in force from ${later.effectiveFrom} to ${end}.`];
  const next = daysAfter(end, 1);
  return next < later.effectiveFrom ? [`Between ${names.toLowerCase()} no version is in force from ${next}.`] : [];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
