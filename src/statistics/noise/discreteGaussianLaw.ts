import { floor, rational, toNumber, type Rational } from '../rational.js';

/** How far rounding may move a sum of doubles here, relatively; every comparison is moved outward by it. */
const ROUNDING = 1e-12;

/** The law of `discreteGaussian(sigma2)`, in doubles (relative error below 1e-12): for intervals and reports, never for a draw. */
export interface DiscreteGaussianLaw {
  /** Pr[Z = x]. */
  readonly pmf: (x: number) => number;
  /** Pr[Z >= x]. */
  readonly upperTail: (x: number) => number;
  /** At most sigma2. */
  readonly variance: number;
  /** Smallest whole m with Pr[|Z| > m] <= alpha. */
  readonly halfWidth: (alpha: number) => number;
}

/** Terms beyond 40 standard deviations are below e^-800, under the smallest double. */
function reach(variance: number): number {
  return Math.ceil(40 * Math.sqrt(variance)) + 10;
}

/** Sum of e^(-x^2 / 2 s2) over all integers, by Poisson's formula where it converges faster (CKS20). */
function normaliser(variance: number): number {
  let sum = 0;
  for (let index = 12; index >= 1; index -= 1) {
    sum +=
      variance >= 0.2
        ? Math.exp(-2 * Math.PI * Math.PI * variance * index * index)
        : Math.exp((-index * index) / (2 * variance));
  }
  return variance >= 0.2 ? Math.sqrt(2 * Math.PI * variance) * (1 + 2 * sum) : 1 + 2 * sum;
}

export function discreteGaussianLaw(sigma2: Rational): DiscreteGaussianLaw {
  const s2 = toNumber(sigma2);
  const total = normaliser(s2);
  const last = reach(s2);
  const pmf = (x: number): number => Math.exp((-x * x) / (2 * s2)) / total;
  const upperTail = (x: number): number => {
    if (x <= 0) return 1 - upperTail(1 - x);
    let sum = 0;
    for (let value = x + last; value >= x; value -= 1) sum += pmf(value);
    return sum;
  };
  return {
    pmf,
    upperTail,
    get variance() {
      let sum = 0;
      for (let value = last; value >= 1; value -= 1) sum += 2 * value * value * pmf(value);
      return sum;
    },
    halfWidth(alpha) {
      let beyond = 0;
      for (let value = last; value >= 1; value -= 1) {
        beyond += 2 * pmf(value);
        if (beyond * (1 + ROUNDING) > alpha) return value;
      }
      return 0;
    },
  };
}

/**
 * The exact delta at epsilon of one discrete Gaussian with the given sensitivity (CKS20, theorem 7):
 * Pr[Z > e s2/D - D/2] - e^e Pr[Z > e s2/D + D/2]. Smaller than what zCDP gives in general.
 */
export function gaussianDelta(mechanism: { sigma2: Rational; sensitivity: bigint }, epsilon: Rational): number {
  const { sigma2, sensitivity } = mechanism;
  const centre = rational(epsilon.numerator * sigma2.numerator, epsilon.denominator * sigma2.denominator * sensitivity);
  const firstAbove = (shift: bigint): number =>
    Number(floor(rational(2n * centre.numerator + shift * centre.denominator, 2n * centre.denominator))) + 1;
  const law = discreteGaussianLaw(sigma2);
  return law.upperTail(firstAbove(-sensitivity)) - Math.exp(toNumber(epsilon)) * law.upperTail(firstAbove(sensitivity));
}
