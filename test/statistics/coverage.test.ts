import { cellReader } from '../../src/statistics/cellReader.js';
import { measuredCells } from '../../src/statistics/consistency.js';
import { partsOf, type MeasureName } from '../../src/statistics/measures.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import { discreteGaussianLaw } from '../../src/statistics/noise/discreteGaussianLaw.js';
import { interval95 } from '../../src/statistics/noise/interval95.js';
import { quantile } from '../../src/statistics/quantile.js';
import { criticalValue } from '../../src/statistics/criticalValue.js';
import { rational, type Rational } from '../../src/statistics/rational.js';
import { ratioInterval } from '../../src/statistics/ratioInterval.js';
import { canonical } from './asking.js';
import { clubModel } from './clubModel.js';
import { releaseOf } from './releases.js';
import { seededUniform } from './scriptedUniform.js';
import { settings } from './settings.js';

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
    ['families, a family in one cell', rational(100n), 0.9597],
    ['families at the price of a purchase', rational(50n), 0.9598],
    ['families by month', rational(1_300n), 0.9526],
    ['a number that is off by 4 at most', rational(5n), 0.9575],
    ['purchases', rational(640_000n), 0.95],
    ['amount, wide enough for the normal tail', rational(18_000_000n), 0.95],
  ])('%s', (_what, sigma2, exact) => {
    const { halfWidth, coverage } = interval95(sigma2);
    const share = covered(() => Math.abs(noise(sigma2)) <= halfWidth);
    expect(coverage).toBe(exact);
    expect(share).toBeGreaterThan(coverage - 0.005);
    expect(share).toBeLessThan(coverage + 0.005);
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

  const GRID = [0, 5, 10, 20, 30, 50, 75, 100, 150, 200];
  const coveredQuantile = (families: readonly number[], share: number): number => {
    const critical = criticalValue({ classes: GRID.length, share });
    const sigma2 = rational(50n);
    let below = 0;
    const all = families.reduce((sum, count) => sum + count, 0);
    const truth = families.findIndex((count) => (below += count) >= share * all);
    return covered(() => {
      const counts = families.map((count) => count + noise(sigma2));
      const { low, high } = quantile({ counts, variance: 50, grid: GRID, end: 300 }, { share, critical });
      return low <= (GRID[truth] ?? 0) && (GRID[truth] ?? 0) < high;
    });
  };

  test.each([
    ['the median', 0.5],
    ['the lower quartile', 0.25],
    ['the upper quartile', 0.75],
  ])('%s, well within its class: at least 95 %, as classes are whole', (_what, at) => {
    expect(coveredQuantile([40, 60, 90, 120, 150, 180, 140, 110, 70, 40], at)).toBeGreaterThan(0.945);
  });

  // One family alone in the class, or just as many below it as the share says: nothing is harder to keep.
  test.each([
    ['the median, of one family between two halves', [100, 100, 100, 100, 1, 100, 100, 100, 100, 0], 0.5],
    ['the median, at the end of its class', [80, 80, 80, 80, 80, 80, 80, 80, 80, 80], 0.5],
    ['the lower quartile, of one family', [0, 0, 0, 0, 0, 0, 0, 100, 1, 300], 0.25],
    ['the upper quartile, of one family', [300, 1, 99, 1, 0, 0, 0, 0, 0, 0], 0.75],
  ])('%s: no less than 95 %, and hardly more', (_what, families, at) => {
    const share = coveredQuantile(families, at);
    expect(share).toBeGreaterThan(0.945);
    expect(share).toBeLessThan(0.97);
  });
});

test('no whole half-width that is smaller has 95 %, and the coverage told is never above the exact one', () => {
  for (let index = 1; index <= 4_000; index += 67) {
    const sigma2 = rational(BigInt(index * index), 64n);
    const { halfWidth, coverage } = interval95(sigma2);
    const law = discreteGaussianLaw(sigma2);
    const exact = (m: number): number => 1 - 2 * law.upperTail(m + 1);
    expect(exact(halfWidth)).toBeGreaterThanOrEqual(coverage);
    expect(exact(halfWidth) - coverage).toBeLessThan(2e-4);
    expect(halfWidth === 0 ? 0 : exact(halfWidth - 1)).toBeLessThan(0.95);
  }
});

test('the critical value of a quantile grows with the classes, and stays between a one-sided and a two-sided test', () => {
  const values = [2, 5, 13, 20, 40].map((classes) => criticalValue({ classes, share: 0.5 }));
  expect(values).toEqual(values.toSorted((one, other) => one - other));
  for (const value of values) {
    expect(value).toBeGreaterThanOrEqual(1.6449);
    expect(value).toBeLessThan(1.96);
  }
});

test('a quantile of classes without noise lies in its class, and one of nothing is still a number of the grid', () => {
  const grid = [0, 10, 20, 30];
  const median = { share: 0.5, critical: criticalValue({ classes: 4, share: 0.5 }) };
  expect(quantile({ counts: [0, 100, 0, 0], variance: 0.0001, grid, end: 40 }, median)).toMatchObject({
    low: 10,
    high: 20,
  });
  const nothing = quantile({ counts: [-3, 2, -1, -5], variance: 100, grid, end: 40 }, median);
  expect(nothing.low).toBeGreaterThanOrEqual(0);
  expect(nothing.high).toBeLessThanOrEqual(40);
  expect(Number.isFinite(nothing.value)).toBe(true);
});

test('an interval that is too narrow is seen: nine tenths of it cover less than 94.5 %', () => {
  const sigma2 = rational(1_300n);
  const tooNarrow = 0.9 * interval95(sigma2).halfWidth;
  expect(covered(() => Math.abs(noise(sigma2)) <= tooNarrow)).toBeLessThan(0.945);
});

describe('every measure, as it is read from a release in yen and families', () => {
  /** Exact sums of one cell, in the order of the topic's. Classes: families by class of their spending. */
  const CELLS = [
    { topic: 'FAMILIES', measures: ['CONSENTING', 'CONSENT_COVERAGE'], exact: [900, 340] },
    { topic: 'CHILDREN', measures: ['CHILDREN', 'CHILDREN_PER_FAMILY'], exact: [700, 1_150] },
    { topic: 'ENROLMENTS', measures: ['ENROLMENTS'], exact: [600, 900] },
    { topic: 'ATTENDANCE', measures: ['LESSONS', 'ATTENDED', 'ATTENDANCE_RATE'], exact: [800, 10_400, 9_200] },
    { topic: 'CAMPAIGNS', measures: ['ENTRIES'], exact: [500, 1_100] },
    {
      topic: 'PURCHASES',
      measures: ['FAMILIES', 'PURCHASES', 'AMOUNT', 'PURCHASES_PER_FAMILY', 'AMOUNT_PER_FAMILY'],
      exact: [900, 20_000, 34_000],
    },
  ] as const;

  test.each(CELLS)('$topic', ({ topic, measures, exact }) => {
    const asked = { topic, ...partsOf(measures) };
    const release = releaseOf(asked, (_cell, sum) => BigInt(exact[sum] ?? 0));
    const [cell] = measuredCells(release);
    if (cell === undefined) throw new Error('No cell.');
    const read = cellReader(release);
    const truth = read(cell, true);
    const hits = new Map<MeasureName, number>();
    for (let index = 0; index < DRAWS; index += 1) {
      const sums = [...cell.sums].map(([sum, law], at) => {
        const drawn = noise(release.noise[at]?.sigma2 ?? rational(1n));
        return [sum, { ...law, value: law.value + drawn }] as const;
      });
      const numbers = read({ ...cell, sums: new Map(sums) }, true);
      for (const name of measures) {
        const [value, number] = [truth[name]?.value ?? NaN, numbers[name]];
        const holds = number?.status === 'RELEASED' && number.low <= value && value <= number.high;
        hits.set(name, (hits.get(name) ?? 0) + (holds ? 1 : 0));
      }
    }
    for (const name of measures) {
      const claimed = truth[name]?.coverage ?? NaN;
      expect(Math.abs((hits.get(name) ?? 0) / DRAWS - claimed)).toBeLessThan(0.005);
    }
  });

  test('quantiles hold those of single families, whose spending is rounded to units', () => {
    const asked = { topic: 'PURCHASES', ...partsOf(['AMOUNT_MEDIAN']) } as const;
    const { amountUnit } = clubModel;
    // One family every 61 yen: 600 of them, none of which spends a whole number of units.
    const spending = Array.from({ length: 600 }, (_, family) => 130 + 61 * family);
    const { grid = [] } = mechanismsOf(canonical(asked), clubModel, settings).classes ?? {};
    const classes = grid.map((from, at) => {
      const units = spending.map((yen) => Math.floor((yen + amountUnit / 2) / amountUnit));
      return BigInt(units.filter((value) => value >= from && value < (grid[at + 1] ?? Infinity)).length);
    });
    const release = releaseOf(
      asked,
      () => 600n,
      () => classes,
    );
    const [cell] = measuredCells(release);
    if (cell === undefined || release.classes === null) throw new Error('No cell.');
    const { sigma2 } = release.classes;
    const read = cellReader(release);
    const quartiles = { AMOUNT_LOWER_QUARTILE: 150, AMOUNT_MEDIAN: 300, AMOUNT_UPPER_QUARTILE: 450 } as const;
    const hits = new Map<string, number>();
    for (let index = 0; index < DRAWS; index += 1) {
      const drawn = cell.classes.map((count) => count + BigInt(noise(sigma2)));
      const numbers = read({ ...cell, classes: drawn }, true);
      for (const [name, rank] of Object.entries(quartiles)) {
        const [number, yen] = [numbers[name as keyof typeof quartiles], spending[rank] ?? NaN];
        if (number?.status === 'RELEASED' && number.low <= yen && yen <= number.high)
          hits.set(name, (hits.get(name) ?? 0) + 1);
      }
    }
    for (const name of Object.keys(quartiles)) expect((hits.get(name) ?? 0) / DRAWS).toBeGreaterThan(0.945);
  });
});
