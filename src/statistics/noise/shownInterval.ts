import { toNumber, type Rational } from '../rational.js';
import { discreteGaussianLaw } from './discreteGaussianLaw.js';
import { interval95 } from './interval95.js';

/** A noisy count that is told from `from` on only: one that is told near it is likely to owe that to its noise. */
export interface ShownCount {
  readonly value: number;
  readonly from: number;
}

/** Exact counts that are possible: whole, 0 or more. Unbounded by what else is known. */
export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * In standard deviations above the threshold. A number of which the exact count is 3 above it is hidden once in 700 times, and one of which it is
 * less comes up to 6 as rarely: so whoever looks at this line decides next to nothing for either.
 */
const NEAR = 6;
/** Beyond so many standard deviations there is nothing: 10^-32. */
const REACH = 12;

/** Whether the threshold still has a say in the interval. */
export function nearThreshold(sigma2: Rational): (shown: ShownCount) => boolean {
  const width = NEAR * Math.sqrt(toNumber(sigma2));
  return ({ value, from }) => value < from + width;
}

/**
 * Intervals that hold the exact count n in at least 1 - miss of the cases *in which its number is shown*, whatever n is: all n at which neither
 * Pr[V >= value | V >= from] nor Pr[V <= value | V >= from] is miss/2 or less, V = n + Z (the test of a truncated law, turned round). As the law is
 * log-concave the first grows with n and the second falls, so that these n are an interval. It is widened to hold the value itself, which it may
 * lie below at the threshold. The law is laid out once, on first use.
 */
export function shownIntervals(sigma2: Rational): (shown: ShownCount, miss: number) => CountInterval {
  const reach = Math.ceil(REACH * Math.sqrt(toNumber(sigma2))) + 1;
  let laidOut: ((x: number) => number) | undefined;
  return ({ value, from }, miss) => {
    const tail = (laidOut ??= upperTails(sigma2));
    const isHighEnough = (n: number): boolean => tail(value - n) > (miss / 2) * tail(from - n);
    const isLowEnough = (n: number): boolean => tail(from - n) - tail(value - n + 1) > (miss / 2) * tail(from - n);
    return {
      low: firstWhere(isHighEnough, { least: 0, most: value }),
      high: Math.max(value, firstWhere((n) => !isLowEnough(n), { least: value, most: value + reach }) - 1),
    };
  };
}

/** A shown count with what its interval covers: the usual one, far above the threshold. */
export function shownInterval95(
  sigma2: Rational,
): (shown: ShownCount) => CountInterval & { readonly coverage: number } {
  const { halfWidth, coverage } = interval95(sigma2);
  const isNear = nearThreshold(sigma2);
  const intervalOf = shownIntervals(sigma2);
  return (shown) => ({
    ...(isNear(shown)
      ? intervalOf(shown, 1 - coverage)
      : { low: shown.value - halfWidth, high: shown.value + halfWidth }),
    coverage,
  });
}

/** Pr[Z >= x] of whole x, from a table that is summed from its small end. */
function upperTails(sigma2: Rational): (x: number) => number {
  const { pmf } = discreteGaussianLaw(sigma2);
  const last = Math.ceil(2 * REACH * Math.sqrt(toNumber(sigma2))) + 1;
  const sums = new Float64Array(2 * last + 1);
  let sum = 0;
  for (let x = last; x >= -last; x -= 1) sums[x + last] = sum += pmf(x);
  return (x) => (x > last ? 0 : (sums[Math.max(x, -last) + last] ?? 0));
}

/** The first whole number from which on it holds; `most` where it holds nowhere before. */
function firstWhere(holds: (n: number) => boolean, { least, most }: { least: number; most: number }): number {
  let [low, high] = [least, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
