import { toNumber, type Rational } from '../rational.js';
import { discreteGaussianLaw } from './discreteGaussianLaw.js';

const ALPHA = 0.05;
/** The 97.5 % quantile of the normal law. */
export const NORMAL_95 = 1.959963984540054;
/** From this standard deviation on the midpoint rule errs by less than 1 / (24 s^2) = 10^-7 in the tail. */
const WIDE = 650;
const OUTWARD = 1e-6;

/** Smallest whole m with Pr[|Z| > m] <= 5 % for a discrete Gaussian; for a wide one the normal tail from m + 1/2, moved outward. */
export function halfWidth95(sigma2: Rational): number {
  const deviation = Math.sqrt(toNumber(sigma2));
  return deviation < WIDE
    ? discreteGaussianLaw(sigma2).halfWidth(ALPHA)
    : Math.ceil(NORMAL_95 * deviation * (1 + OUTWARD) - 0.5);
}
