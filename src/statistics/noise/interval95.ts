import { toNumber, type Rational } from '../rational.js';
import { discreteGaussianLaw } from './discreteGaussianLaw.js';

const CLAIMED = 0.95;
/** The 97.5 % quantile of the normal law. */
export const NORMAL_95 = 1.959963984540054;
/** From this standard deviation on the midpoint rule errs by less than 1 / (24 s^2) = 10^-7 in the tail. */
const WIDE = 650;
const OUTWARD = 1e-6;
const DECIMALS = 1e4;

/** Of the noise of one number. */
export interface Interval95 {
  readonly halfWidth: number;
  /** Pr[|Z| <= halfWidth], rounded down in the fourth decimal. */
  readonly coverage: number;
}

/**
 * For a discrete Gaussian: the smallest whole m with Pr[|Z| <= m] >= 95 %, and what it covers, which is more where one step of m is much of the
 * law. For a wide one the normal tail from m + 1/2, moved outward; a step is then less than 0.02 %.
 */
export function interval95(sigma2: Rational): Interval95 {
  const deviation = Math.sqrt(toNumber(sigma2));
  if (deviation >= WIDE) {
    return { halfWidth: Math.ceil(NORMAL_95 * deviation * (1 + OUTWARD) - 0.5), coverage: CLAIMED };
  }
  const law = discreteGaussianLaw(sigma2);
  const halfWidth = law.halfWidth(1 - CLAIMED);
  const covered = 1 - 2 * law.upperTail(halfWidth + 1);
  return { halfWidth, coverage: Math.max(CLAIMED, Math.floor(covered * DECIMALS) / DECIMALS) };
}

/** For noise that is a sum of many draws. */
export function normalInterval95(variance: number): Interval95 {
  return { halfWidth: NORMAL_95 * Math.sqrt(variance), coverage: CLAIMED };
}
