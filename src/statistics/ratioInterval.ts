import { NORMAL_95, type Interval95 } from './noise/interval95.js';
import type { CountInterval } from './noise/shownInterval.js';
import type { Range } from './noisyNumber.js';

/** A released number with the variance of its noise. */
export interface Measured {
  readonly value: number;
  readonly variance: number;
  /** Of a whole number as it was drawn. Absent: of one made of many draws, by the normal law. */
  readonly interval?: Interval95;
}

/**
 * The 95 % confidence set of a/b from two noisy numbers with independent noise (Fieller 1954): all t with (a - t b)^2 <= z^2 (va + t^2 vb),
 * as a - t b has the variance va + t^2 vb. While b differs from 0 by more than its noise this is an interval; else nothing
 * is known but the range.
 */
export function ratioInterval(
  over: Measured,
  under: Measured,
  range: Range,
): { readonly low: number; readonly high: number } {
  const z2 = NORMAL_95 ** 2;
  const square = under.value ** 2 - z2 * under.variance;
  if (under.value <= 0 || square <= 0) return { low: range.least, high: range.most };
  const middle = over.value * under.value;
  const spread = Math.sqrt(
    z2 * (over.value ** 2 * under.variance + under.value ** 2 * over.variance - z2 * over.variance * under.variance),
  );
  return { low: (middle - spread) / square, high: (middle + spread) / square };
}

/** What numerator and denominator may each miss, so that both together miss less than 5 %. */
export const MISS_OF_EACH = 0.024;
/** The 98.8 % quantile of the normal law: above it and below its negative lies `MISS_OF_EACH`. */
const NORMAL_976 = 2.257129244486225;

/**
 * The same where `under` was chosen by its noise, so that Fieller's set does not hold: `exact` has all that the denominator can be, at
 * `MISS_OF_EACH`. Every quotient of what both can be (Bonferroni), and Fieller's with it, so that no cell loses by being called near.
 */
export function shownRatioInterval(over: Measured, under: Measured, range: Range, exact: CountInterval): CountInterval {
  const halfWidth = Math.ceil(NORMAL_976 * Math.sqrt(over.variance));
  const [least, most] = [over.value - halfWidth, over.value + halfWidth];
  const [low, high] = [Math.max(exact.low, 1), Math.max(exact.high, 1)];
  const usual = ratioInterval(over, under, range);
  return {
    low: Math.min(usual.low, least / (least < 0 ? low : high)),
    high: Math.max(usual.high, most / (most < 0 ? high : low)),
  };
}

/** Total: a denominator that noise took to 0 or below counts as 1, the smallest that is possible. */
export function ratioValue(over: Measured, under: Measured): number {
  return over.value / Math.max(under.value, 1);
}
