import { gaussianSampler } from '../../../src/statistics/noise/discreteGaussian.js';
import { gaussianDelta } from '../../../src/statistics/noise/discreteGaussianLaw.js';
import { zcdpToDelta } from '../../../src/statistics/accounting/zcdp.js';
import { parseRational, toNumber } from '../../../src/statistics/rational.js';
import { seededUniform } from '../scriptedUniform.js';

const DRAWS = 100_000;

function counted(draw: () => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let index = 0; index < DRAWS; index += 1) {
    const value = draw();
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Sum over outcomes of max(0, Pr[M(x) = y] - e^epsilon Pr[M(x') = y]): the delta that is seen, in one direction. */
function seenDelta(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>, epsilon: number): number {
  return [...one].reduce(
    (sum, [value, count]) => sum + Math.max(0, count - Math.exp(epsilon) * (other.get(value) ?? 0)) / DRAWS,
    0,
  );
}

/**
 * What the noise of counting makes of two worlds that differ by one family. The estimate adds up positive parts, so that it is biased
 * upward by at most sqrt(outcomes (1 + e^2epsilon) / draws) / 2; five standard deviations of its own come on top.
 */
function tolerance(outcomes: number, epsilon: number): number {
  const spread = Math.sqrt((outcomes * (1 + Math.exp(2 * epsilon))) / DRAWS);
  return spread / 2 + 5 * Math.sqrt(1 / DRAWS);
}

function worlds(text: string, seed: number) {
  const sampler = gaussianSampler(parseRational(text));
  const here = seededUniform(seed);
  const there = seededUniform(seed + 1);
  return {
    without: counted(() => Number(sampler(here))),
    withOne: counted(() => 1 + Number(sampler(there))),
  };
}

describe('one family more or less', () => {
  test.each([
    ['1', '1/2'],
    ['1', '1'],
    ['5', '1/4'],
    ['5', '1/2'],
  ])('shows in no more outcomes than (epsilon, delta) allows: sigma2 = %s, epsilon = %s', (text, at) => {
    const sigma2 = parseRational(text);
    const epsilon = toNumber(parseRational(at));
    const allowed = gaussianDelta({ sigma2, sensitivity: 1n }, parseRational(at));
    expect(allowed).toBeLessThanOrEqual(zcdpToDelta(1 / (2 * toNumber(sigma2)), epsilon));
    const { without, withOne } = worlds(text, 41);
    const outcomes = new Set([...without.keys(), ...withOne.keys()]).size;
    expect(seenDelta(without, withOne, epsilon)).toBeLessThan(allowed + tolerance(outcomes, epsilon));
    expect(seenDelta(withOne, without, epsilon)).toBeLessThan(allowed + tolerance(outcomes, epsilon));
  });

  test('is found out where the noise is a quarter of what the price says, in both directions', () => {
    const allowed = gaussianDelta({ sigma2: parseRational('20'), sensitivity: 1n }, parseRational('1/10'));
    const { without, withOne } = worlds('5/4', 43);
    const outcomes = new Set([...without.keys(), ...withOne.keys()]).size;
    expect(seenDelta(without, withOne, 0.1)).toBeGreaterThan(allowed + tolerance(outcomes, 0.1));
    expect(seenDelta(withOne, without, 0.1)).toBeGreaterThan(allowed + tolerance(outcomes, 0.1));
  });

  test('is found out where the sensitivity was declared a third of what it is', () => {
    const sampler = gaussianSampler(parseRational('5'));
    const [here, there] = [seededUniform(8), seededUniform(9)];
    const without = counted(() => Number(sampler(here)));
    const withOne = counted(() => 3 + Number(sampler(there)));
    const allowed = gaussianDelta({ sigma2: parseRational('5'), sensitivity: 1n }, parseRational('1/2'));
    expect(seenDelta(withOne, without, 0.5)).toBeGreaterThan(allowed + tolerance(60, 0.5));
  });
});
