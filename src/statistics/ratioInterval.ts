import { NORMAL_95, type Interval95 } from './noise/interval95.js';
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

/** Total: a denominator that noise took to 0 or below counts as 1, the smallest that is possible. */
export function ratioValue(over: Measured, under: Measured): number {
  return over.value / Math.max(under.value, 1);
}
