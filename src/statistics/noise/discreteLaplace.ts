import type { Rational } from '../rational.js';
import { bernoulliExp, bernoulliExpInteger } from './bernoulliExp.js';
import type { UniformSource } from './uniformSource.js';

const ONE: Rational = { numerator: 1n, denominator: 1n };

/** Pr[k] = (1 - e^-x) e^-kx for x = 1/scale. */
function geometric(scale: Rational, uniform: UniformSource): bigint {
  const { numerator: t, denominator: s } = scale;
  let u = uniform.below(t);
  while (!bernoulliExp({ numerator: u, denominator: t }, uniform)) u = uniform.below(t);
  let v = 0n;
  while (bernoulliExp(ONE, uniform)) v += 1n;
  return (v * t + u) / s;
}

/** Pr[x] proportional to e^-|x|/scale (CKS20, algorithm 2). */
export function discreteLaplace(scale: Rational, uniform: UniformSource): bigint {
  for (;;) {
    const negative = uniform.bernoulli(1n, 2n);
    const magnitude = geometric(scale, uniform);
    // Without this refusal zero could be reached by both signs and would come twice as often as its law says.
    if (negative && magnitude === 0n) continue;
    return negative ? -magnitude : magnitude;
  }
}

/** A draw of `discreteLaplace` with a whole scale; `bigint` only where a magnitude leaves the safe integers. */
export function discreteLaplaceInteger(scale: number, uniform: UniformSource): number | bigint {
  for (;;) {
    const negative = uniform.bernoulliInteger(1, 2);
    let u = uniform.belowInteger(scale);
    while (!bernoulliExpInteger(u, scale, uniform)) u = uniform.belowInteger(scale);
    let v = 0;
    while (bernoulliExpInteger(1, 1, uniform)) v += 1;
    const magnitude = v * scale + u;
    if (negative && magnitude === 0) continue;
    if (Number.isSafeInteger(magnitude)) return negative ? -magnitude : magnitude;
    const exact = BigInt(v) * BigInt(scale) + BigInt(u);
    return negative ? -exact : exact;
  }
}
