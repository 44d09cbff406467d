import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import { halfWidth95 } from '../../src/statistics/noise/halfWidth95.js';
import { quantile } from '../../src/statistics/quantile.js';
import { rational, toNumber, type Rational } from '../../src/statistics/rational.js';
import { ratioInterval } from '../../src/statistics/ratioInterval.js';
import { seededUniform } from './scriptedUniform.js';

/** 95 % is claimed; over 10,000 draws the standard error is 0.22 %, so that a right interval is within 0.5 % in all but 2 of 100 seeds. */
const DRAWS = 10_000;
const uniform = seededUniform(20261125);

function covered(draw: () => boolean): number {
  let hits = 0;
  for (let index = 0; index < DRAWS; index += 1) if (draw()) hits += 1;
  return hits / DRAWS;
}

const noise = (sigma2: Rational): number => Number(discreteGaussian(sigma2, uniform));
const ANY = { least: 0, most: 1_000_000_000 };

describe('intervals hold what they claim, over 10,000 draws', () => {
  test.each([
    ['families, a family in one cell', rational(100n)],
    ['families by month', rational(1_300n)],
    ['purchases', rational(640_000n)],
    ['amount, wide enough for the normal tail', rational(18_000_000n)],
  ])('%s', (_what, sigma2) => {
    const margin = halfWidth95(sigma2);
    const share = covered(() => Math.abs(noise(sigma2)) <= margin);
    // A whole half-width covers a little more than 95 %: by at most the weight of its two outermost values.
    const step = (2 * Math.exp(-(margin ** 2) / (2 * toNumber(sigma2)))) / Math.sqrt(2 * Math.PI * toNumber(sigma2));
    expect(share).toBeGreaterThan(0.945);
    expect(share).toBeLessThan(0.955 + step);
  });

  test.each([
    ['a share of a large cell', 400, 1_000, 100n, 100n, 1],
    ['a share of a small cell, near its noise', 12, 40, 100n, 100n, 1],
    ['an average per family', 60_000, 300, 1_000_000n, 100n, 600],
    ['an attendance rate', 9_000, 10_000, 160_000n, 160_000n, 1],
  ])('%s', (_what, over, under, varianceOver, varianceUnder, most) => {
    const [a, b] = [rational(varianceOver), rational(varianceUnder)];
    const share = covered(() => {
      const { low, high } = ratioInterval(
        { value: over + noise(a), variance: Number(varianceOver) },
        { value: under + noise(b), variance: Number(varianceUnder) },
        { least: 0, most },
      );
      return low <= over / under && over / under <= high;
    });
    expect(share).toBeGreaterThan(0.945);
    expect(share).toBeLessThan(0.955);
  });

  test('where the denominator drowns in its noise the interval is all that is possible, and covers', () => {
    const b = rational(100n);
    const share = covered(() => {
      const { low, high } = ratioInterval({ value: 5, variance: 1 }, { value: 8 + noise(b), variance: 100 }, ANY);
      return low <= 5 / 8 && 5 / 8 <= high;
    });
    expect(share).toBeGreaterThan(0.945);
  });

  test.each([
    ['the median', 0.5],
    ['the lower quartile', 0.25],
    ['the upper quartile', 0.75],
  ])('%s: at least 95 %, as classes are whole', (_what, at) => {
    const grid = [0, 5, 10, 20, 30, 50, 75, 100, 150, 200];
    const families = [40, 60, 90, 120, 150, 180, 140, 110, 70, 40];
    const sigma2 = rational(100n);
    let below = 0;
    const all = families.reduce((sum, count) => sum + count, 0);
    const truth = families.findIndex((count) => (below += count) >= at * all);
    const share = covered(() => {
      const counts = families.map((count) => count + noise(sigma2));
      const { low, high } = quantile({ counts, variance: 100, grid, end: 300 }, at);
      return low <= (grid[truth] ?? 0) && (grid[truth] ?? 0) < high;
    });
    expect(share).toBeGreaterThan(0.945);
  });
});

test('a quantile of classes without noise lies in its class, and one of nothing is still a number of the grid', () => {
  const grid = [0, 10, 20, 30];
  expect(quantile({ counts: [0, 100, 0, 0], variance: 0.0001, grid, end: 40 }, 0.5)).toMatchObject({
    low: 10,
    high: 20,
  });
  const nothing = quantile({ counts: [-3, 2, -1, -5], variance: 100, grid, end: 40 }, 0.5);
  expect(nothing.low).toBeGreaterThanOrEqual(0);
  expect(nothing.high).toBeLessThanOrEqual(40);
  expect(Number.isFinite(nothing.value)).toBe(true);
});

test('an interval that is too narrow is seen: nine tenths of it cover less than 94.5 %', () => {
  const sigma2 = rational(1_300n);
  const margin = 0.9 * halfWidth95(sigma2);
  expect(covered(() => Math.abs(noise(sigma2)) <= margin)).toBeLessThan(0.945);
});
