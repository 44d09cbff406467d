import type { Rational } from '../rational.js';
import { INTEGER_BOUND, type UniformSource } from './uniformSource.js';

/** Pr[true] = e^-x for 0 <= x <= 1: the first failure of bern(x/k), k = 1, 2, ..., comes at an odd k. */
function bernoulliExpUnit(x: Rational, uniform: UniformSource): boolean {
  let k = 1n;
  while (uniform.bernoulli(x.numerator, x.denominator * k)) k += 1n;
  return k % 2n === 1n;
}

const ONE: Rational = { numerator: 1n, denominator: 1n };

/** Pr[true] = e^-x for x >= 0 (CKS20, algorithm 1). The fraction is used as it is given, not reduced. */
export function bernoulliExp(x: Rational, uniform: UniformSource): boolean {
  let numerator = x.numerator;
  while (numerator > x.denominator) {
    if (!bernoulliExpUnit(ONE, uniform)) return false;
    numerator -= x.denominator;
  }
  return bernoulliExpUnit({ numerator, denominator: x.denominator }, uniform);
}

function bernoulliExpUnitInteger(numerator: number, denominator: number, uniform: UniformSource): boolean {
  let k = 1;
  for (;;) {
    const bound = denominator * k;
    const success =
      bound <= INTEGER_BOUND
        ? uniform.bernoulliInteger(numerator, bound)
        : uniform.bernoulli(BigInt(numerator), BigInt(denominator) * BigInt(k));
    if (!success) return k % 2 === 1;
    k += 1;
  }
}

/** `bernoulliExp` of numerator/denominator, both safe integers; where a bound outgrows 44 bits the same draw goes on in BigInt. */
export function bernoulliExpInteger(numerator: number, denominator: number, uniform: UniformSource): boolean {
  let rest = numerator;
  while (rest > denominator) {
    if (!bernoulliExpUnitInteger(1, 1, uniform)) return false;
    rest -= denominator;
  }
  return bernoulliExpUnitInteger(rest, denominator, uniform);
}
