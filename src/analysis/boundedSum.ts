import type { SumName } from '../statistics/model/statisticModel.js';

export interface UnboundedPart {
  /** SQL of what a family's rows in a cell add up to, a bigint. */
  readonly part: (name: SumName) => string;
  /** SQL of the most that counts of it; null: the facts have no such sum. */
  readonly bound: (name: SumName) => string | null;
}

/**
 * SQL of a family's part in a cell, no larger than its bound. Where lessons are cut, ATTENDED is cut in the same proportion, rounded down, so that who
 * comes often is not made to look as if they never missed; it stays within its own bound, which is all that the sensitivity needs.
 */
export function boundedSum(name: SumName, { part, bound }: UnboundedPart): string {
  const most = bound(name);
  if (most === null) throw new RangeError(`analysis: a sum without a bound for ${name}.`);
  const lessons = name === 'ATTENDED' ? bound('LESSONS') : null;
  const own = part(name);
  return `least(${lessons === null ? own : inProportion(own, part('LESSONS'), lessons)}, ${most})`;
}

function inProportion(attended: string, lessons: string, most: string): string {
  return `CASE WHEN ${lessons} > ${most} THEN ${attended} * ${most} / ${lessons} ELSE ${attended} END`;
}
