import fc from 'fast-check';
import { byteUniform } from '../../../src/statistics/noise/byteUniform.js';
import { cryptoUniform } from '../../../src/statistics/noise/cryptoUniform.js';
import { discreteGaussian, gaussianSampler } from '../../../src/statistics/noise/discreteGaussian.js';
import { discreteGaussianLaw } from '../../../src/statistics/noise/discreteGaussianLaw.js';
import { discreteLaplaceInteger } from '../../../src/statistics/noise/discreteLaplace.js';
import { discreteLaplaceLaw } from '../../../src/statistics/noise/discreteLaplaceLaw.js';
import { floorSquareRoot, parseRational, rational } from '../../../src/statistics/rational.js';
import { seededUniform } from '../scriptedUniform.js';
import { vectorsOf } from '../vectors.js';

/** `count` seeded draws. */
function gaussians(text: string, seed: number, count: number): readonly number[] {
  const sampler = gaussianSampler(parseRational(text));
  const uniform = seededUniform(seed);
  return Array.from({ length: count }, () => Number(sampler(uniform)));
}

function laplaces(scale: number, seed: number, count: number): readonly number[] {
  const uniform = seededUniform(seed);
  return Array.from({ length: count }, () => Number(discreteLaplaceInteger(scale, uniform)));
}

describe('a chi-square of seeded draws, critical values at a false-alarm rate of 1e-6', () => {
  const critical = new Map(
    vectorsOf<{ df: number; alpha_1e_6: string }>('chi2_critical').map(({ df, alpha_1e_6 }) => [
      df,
      Number(alpha_1e_6),
    ]),
  );

  /** Bins -width .. width, the last on either side with its whole tail: 2 width + 1 bins. */
  function chiSquare(
    draws: readonly number[],
    width: number,
    { pmf, tail }: { readonly pmf: (x: number) => number; readonly tail: (x: number) => number },
  ): number {
    const observed = new Map<number, number>();
    for (const draw of draws) {
      const bin = Math.max(-width, Math.min(width, draw));
      observed.set(bin, (observed.get(bin) ?? 0) + 1);
    }
    let sum = 0;
    for (let bin = -width; bin <= width; bin += 1) {
      const expected = draws.length * (Math.abs(bin) === width ? tail(width) : pmf(bin));
      expect(expected).toBeGreaterThanOrEqual(5);
      sum += ((observed.get(bin) ?? 0) - expected) ** 2 / expected;
    }
    return sum;
  }

  const gaussianLaw = (text: string) => {
    const { pmf, upperTail } = discreteGaussianLaw(parseRational(text));
    return { pmf, tail: upperTail };
  };

  test.each([
    ['4', 5],
    ['20', 10],
    ['100', 10],
  ])('the discrete Gaussian with sigma2 = %s', (text, width) => {
    expect(chiSquare(gaussians(text, 20261122, 200_000), width, gaussianLaw(text))).toBeLessThan(
      critical.get(2 * width) ?? 0,
    );
  });

  test('the discrete Laplace with scale 5, in integers', () => {
    const { pmf, above } = discreteLaplaceLaw(5);
    const law = { pmf, tail: (x: number) => above(x - 1) };
    expect(chiSquare(laplaces(5, 7, 200_000), 10, law)).toBeLessThan(critical.get(20) ?? 0);
  });

  test('draws whose variance is 3 % too small are found out', () => {
    expect(chiSquare(gaussians('97/5', 3, 200_000), 10, gaussianLaw('20'))).toBeGreaterThan(
      critical.get(20) ?? Infinity,
    );
  });
});

describe('a Kolmogorov-Smirnov distance, critical values at a false-alarm rate of 1e-6', () => {
  const criticals = vectorsOf<{ n: number; alpha_1e_6: string }>('ks_critical_two_sided').map(
    ({ n, alpha_1e_6 }) => [n, Number(alpha_1e_6)] as const,
  );

  /** Largest distance between the shares at or below x and the law; on whole numbers the test is conservative. */
  function distance(draws: readonly number[], below: (x: number) => number): number {
    const sorted = draws.toSorted((a, b) => a - b);
    return sorted.reduce((worst, x, index) => {
      const isLast = sorted[index + 1] !== x;
      return isLast ? Math.max(worst, Math.abs((index + 1) / sorted.length - below(x))) : worst;
    }, 0);
  }

  test.each(criticals)('of %i draws stays below %d', (n, critical) => {
    for (const text of ['20', '100', '2500']) {
      const law = discreteGaussianLaw(parseRational(text));
      expect(distance(gaussians(text, n, n), (x) => 1 - law.upperTail(x + 1))).toBeLessThan(critical);
    }
    const law = discreteLaplaceLaw(5);
    const below = (x: number) => (x >= 0 ? 1 - law.above(x) : law.above(-x - 1));
    expect(distance(laplaces(5, n, n), below)).toBeLessThan(critical);
  });

  test('draws that are moved by a fifth of a standard deviation are found out', () => {
    const [[, critical] = [0, 1]] = criticals.filter(([n]) => n === 20_000);
    const law = discreteGaussianLaw(parseRational('100'));
    const moved = gaussians('100', 5, 20_000).map((draw) => draw + 2);
    expect(distance(moved, (x) => 1 - law.upperTail(x + 1))).toBeGreaterThan(critical);
  });
});

test('the 95 % interval covers 95 % of draws or more', () => {
  const margin = discreteGaussianLaw(parseRational('100')).halfWidth(0.05);
  const inside = gaussians('100', 11, 20_000).filter((draw) => Math.abs(draw) <= margin).length;
  // 20,000 draws at 95.96 % (sigma2 = 100, 20): five standard deviations are 139.
  expect(inside).toBeGreaterThan(19_000);
  expect(inside).toBeLessThan(19_350);
});

test('the randomness of the operating system gives distinct draws, and a failing generator throws', () => {
  const uniform = cryptoUniform();
  const draws = Array.from({ length: 2_000 }, () => discreteGaussian(parseRational('100'), uniform));
  expect(new Set(draws).size).toBeGreaterThan(40);
  const failing = byteUniform(() => {
    throw new Error('no entropy');
  });
  expect(() => discreteGaussian(parseRational('100'), failing)).toThrow('no entropy');
  expect(() => discreteGaussian({ numerator: 0n, denominator: 1n }, uniform)).toThrow('above 0');
});

test('the square root is the exact floor', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 200n }), fc.bigInt({ min: 1n, max: 2n ** 60n }), (over, under) => {
      const root = floorSquareRoot(rational(over, under));
      expect(root * root * under <= over && (root + 1n) * (root + 1n) * under > over).toBe(true);
    }),
    { seed: 20261122 },
  );
});
