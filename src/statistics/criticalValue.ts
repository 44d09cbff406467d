import { bothAbove, normalUpperTail } from './noise/normalLaw.js';

export interface QuantileShape {
  /** How many classes the families are counted in. */
  readonly classes: number;
  /** Which quantile, above 0 and below 1. */
  readonly share: number;
}

const MAY_MISS = 0.05;
const [LEAST, MOST] = [1.6449, 1.96] as const;
const HALVINGS = 9;
/** How far the families may be from the boundary of the class, in standard deviations. */
const GAPS = Array.from({ length: 12 }, (_, step) => step / 5);

/**
 * How many standard deviations an excess must be off to exclude a class, so that the interval of `quantile` misses the true class T with at most
 * 5 %, whatever the families are.
 *
 * With noisy excesses D, and m(t) for that many of their deviations, the interval lies below T only if D(t) > m(t) for all t >= T-1: else some
 * class from T on is possible. So both D(T-1) and D(T) are above theirs, where the true D(T-1) < 0; or, above T, both are below, where the true
 * D(T) >= 0. The noise of both has a correlation; the miss is largest where it is (Slepian 1962), and where the true excesses lie at the
 * boundary or a little off it.
 */
export function criticalValue(shape: QuantileShape): number {
  const correlation = largestCorrelation(shape);
  let [low, high]: [number, number] = [LEAST, MOST];
  for (let turn = 0; turn < HALVINGS; turn += 1) {
    const middle = (low + high) / 2;
    if (mostMissed(middle, correlation) > MAY_MISS) low = middle;
    else high = middle;
  }
  return high;
}

function mostMissed(critical: number, correlation: number): number {
  const missed = GAPS.map(
    (gap) =>
      bothAbove({ x: critical + gap, y: critical }, correlation) +
      bothAbove({ x: critical - gap, y: critical }, correlation),
  );
  return Math.max(normalUpperTail(critical), ...missed);
}

function largestCorrelation({ classes, share }: QuantileShape): number {
  const variances = Array.from({ length: classes }, (_, t) => excessVariance({ classes, share }, t));
  return variances.slice(1).reduce((largest, variance, t) => {
    const before = variances[t] ?? variance;
    return Math.max(largest, (variance + before - 1) / (2 * Math.sqrt(variance * before)));
  }, 0);
}

/** Of D(t), where the noise of a class has the variance 1: no class is counted twice. */
export function excessVariance({ classes, share }: QuantileShape, t: number): number {
  return (1 - share) ** 2 * (t + 1) + share ** 2 * (classes - t - 1);
}
