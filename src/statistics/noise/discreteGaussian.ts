import { NorenError } from '../../errors.js';
import { floorSquareRoot, type Rational } from '../rational.js';
import { bernoulliExp, bernoulliExpInteger } from './bernoulliExp.js';
import { discreteLaplace, discreteLaplaceInteger } from './discreteLaplace.js';
import { INTEGER_BOUND, type UniformSource } from './uniformSource.js';

/** Draws one; a `bigint` only where the draw left the safe integers or the parameters are too large for them. */
export type GaussianSampler = (uniform: UniformSource) => number | bigint;

/**
 * Draws with Pr[x] proportional to e^(-x^2 / 2 sigma2), exactly (Canonne, Kamath, Steinke 2020, algorithm 3). sigma2 is
 * rational and > 0; no float takes part. Small parameters run on plain integers, with the same bytes and the same result.
 */
export function gaussianSampler(sigma2: Rational): GaussianSampler {
  if (sigma2.numerator <= 0n || sigma2.denominator <= 0n) {
    throw new NorenError('BAD_INPUT', 'The variance of the noise must be above 0.');
  }
  const scale = floorSquareRoot(sigma2) + 1n;
  const acceptance = 2n * sigma2.numerator * sigma2.denominator * scale * scale;
  return acceptance <= BigInt(INTEGER_BOUND)
    ? integerSampler(sigma2, scale)
    : (uniform) => exactGaussian(sigma2, scale, uniform);
}

/** One draw of `gaussianSampler`. */
export function discreteGaussian(sigma2: Rational, uniform: UniformSource): bigint {
  return BigInt(gaussianSampler(sigma2)(uniform));
}

/** The draw in BigInt throughout: what `gaussianSampler` does for large parameters, and the reference for small ones. */
export function discreteGaussianExact(sigma2: Rational, uniform: UniformSource): bigint {
  return exactGaussian(sigma2, floorSquareRoot(sigma2) + 1n, uniform);
}

function exactGaussian(sigma2: Rational, scale: bigint, uniform: UniformSource): bigint {
  for (;;) {
    const accepted = discreteGaussianTurn(sigma2, scale, uniform);
    if (accepted !== null) return accepted;
  }
}

/** One turn of the loop: y with weight Pr[discrete Laplace(t) = y] e^-bias(y), else null. */
export function discreteGaussianTurn(sigma2: Rational, scale: bigint, uniform: UniformSource): bigint | null {
  const candidate = discreteLaplace({ numerator: scale, denominator: 1n }, uniform);
  return bernoulliExp(bias(candidate, sigma2, scale), uniform) ? candidate : null;
}

/** (|y| - sigma2/t)^2 / (2 sigma2) as one fraction: (|y| b t - a)^2 / (2 a b t^2) with sigma2 = a/b. */
function bias(candidate: bigint, sigma2: Rational, scale: bigint): Rational {
  const { numerator: a, denominator: b } = sigma2;
  const root = (candidate < 0n ? -candidate : candidate) * b * scale - a;
  return { numerator: root * root, denominator: 2n * a * b * scale * scale };
}

function integerSampler(sigma2: Rational, scale: bigint): GaussianSampler {
  const turn = integerTurn(sigma2, scale);
  return (uniform) => {
    for (;;) {
      const accepted = turn(uniform);
      if (accepted !== null) return accepted;
    }
  };
}

/** `discreteGaussianTurn` on plain integers, for 2 a b t^2 <= `INTEGER_BOUND`. */
export function integerTurn(sigma2: Rational, scale: bigint): (uniform: UniformSource) => number | bigint | null {
  const a = Number(sigma2.numerator);
  const step = Number(sigma2.denominator * scale);
  const t = Number(scale);
  const denominator = Number(2n * sigma2.numerator * sigma2.denominator * scale * scale);
  return (uniform) => {
    const candidate = discreteLaplaceInteger(t, uniform);
    const root = Math.abs(Number(candidate)) * step - a;
    const square = root * root;
    // A large candidate is judged in BigInt and kept: to draw anew here would cut the tail off.
    const accepted = Number.isSafeInteger(square)
      ? bernoulliExpInteger(square, denominator, uniform)
      : bernoulliExp(bias(BigInt(candidate), sigma2, scale), uniform);
    return accepted ? candidate : null;
  };
}
