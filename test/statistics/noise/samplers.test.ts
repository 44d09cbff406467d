import fc from 'fast-check';
import { bernoulliExp, bernoulliExpInteger } from '../../../src/statistics/noise/bernoulliExp.js';
import { byteUniform } from '../../../src/statistics/noise/byteUniform.js';
import { cryptoUniform } from '../../../src/statistics/noise/cryptoUniform.js';
import {
  discreteGaussian,
  discreteGaussianExact,
  discreteGaussianTurn,
} from '../../../src/statistics/noise/discreteGaussian.js';
import { discreteGaussianLaw } from '../../../src/statistics/noise/discreteGaussianLaw.js';
import { discreteLaplace, discreteLaplaceInteger } from '../../../src/statistics/noise/discreteLaplace.js';
import { discreteLaplaceLaw } from '../../../src/statistics/noise/discreteLaplaceLaw.js';
import { INTEGER_BOUND } from '../../../src/statistics/noise/uniformSource.js';
import { floorSquareRoot, parseRational, rational, toNumber } from '../../../src/statistics/rational.js';
import { enumeratePaths, seededBytes, seededUniform } from '../scriptedUniform.js';
import { vectorsOf } from '../vectors.js';

describe('without statistics: every path of the draws', () => {
  interface ExpVector {
    readonly gamma: string;
    readonly p: string;
  }
  test.each(vectorsOf<ExpVector>('bernoulli_exp').map((vector) => [vector.gamma, vector.p] as const))(
    'bernoulliExp(%s) is true with the reference probability, in BigInt and in integers',
    (gamma, p) => {
      const x = parseRational(gamma);
      for (const draw of [
        (uniform: Parameters<typeof bernoulliExp>[1]) => bernoulliExp(x, uniform),
        (uniform: Parameters<typeof bernoulliExp>[1]) =>
          bernoulliExpInteger(Number(x.numerator), Number(x.denominator), uniform),
      ]) {
        const { weights, lost } = enumeratePaths((uniform) => `${draw(uniform)}`, 1e-7);
        expect(lost).toBeLessThan(1e-4);
        expect(weights.get('true') ?? 0).toBeLessThanOrEqual(Number(p) + 1e-15);
        expect((weights.get('true') ?? 0) + lost).toBeGreaterThanOrEqual(Number(p) - 1e-15);
      }
    },
  );

  test('the discrete Laplace with scale 1 lies in the bracket of its law, and both signs weigh the same', () => {
    const { weights, lost } = enumeratePaths(
      (uniform) => `${discreteLaplace({ numerator: 1n, denominator: 1n }, uniform)}`,
      1e-7,
    );
    const law = discreteLaplaceLaw(1);
    expect(lost).toBeLessThan(0.02);
    for (const x of [0, 1, 2]) {
      const weight = weights.get(`${x}`) ?? 0;
      expect(weight).toBeLessThanOrEqual(law.pmf(x) + 1e-12);
      expect(weight + lost).toBeGreaterThanOrEqual(law.pmf(x));
      expect(weights.get(`${x === 0 ? 0 : -x}`)).toBeCloseTo(weight, 12);
    }
  });

  test.each(['1/4', '1'])('one turn of the Gaussian with sigma2 = %s accepts y as its law says', (text) => {
    // Whole runs of the loop are too many to enumerate; each turn is the same experiment, so one turn proves the law.
    const sigma2 = parseRational(text);
    const scale = floorSquareRoot(sigma2) + 1n;
    const { weights, lost } = enumeratePaths((uniform) => `${discreteGaussianTurn(sigma2, scale, uniform)}`, 3e-6);
    const laplace = discreteLaplaceLaw(Number(scale));
    const variance = toNumber(sigma2);
    expect(lost).toBeLessThan(0.25);
    for (const y of [0, 1, 2, -1, -2]) {
      const bias = (Math.abs(y) - variance / Number(scale)) ** 2 / (2 * variance);
      const law = laplace.pmf(y) * Math.exp(-bias);
      expect(weights.get(`${y}`) ?? 0).toBeLessThanOrEqual(law + 1e-12);
      expect((weights.get(`${y}`) ?? 0) + lost).toBeGreaterThanOrEqual(law);
    }
    expect(weights.get('1')).toBeCloseTo(weights.get('-1') ?? 0, 12);
  });
});

describe('the fast integer path', () => {
  const variances = ['1/4', '1/2', '1', '5/3', '20', '100', '1000', '123457/1000'].map(parseRational);

  test('is the same draw as the BigInt path: same bytes in, same numbers out, same bytes used', () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...variances), (seed, sigma2) => {
        let fastBytes = 0;
        let exactBytes = 0;
        const counted = (count: () => void) => {
          const next = seededBytes(seed);
          return byteUniform(() => (count(), next()));
        };
        const fast = counted(() => (fastBytes += 1));
        const exact = counted(() => (exactBytes += 1));
        for (let draw = 0; draw < 20; draw += 1) {
          expect(discreteGaussian(sigma2, fast)).toBe(discreteGaussianExact(sigma2, exact));
        }
        expect(fastBytes).toBe(exactBytes);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  test('goes on in BigInt where a bound outgrows 48 bits, with the same bytes', () => {
    // denominator * k leaves 2^48 at k = 3: numerator close to the denominator makes many k's.
    const denominator = 2 ** 47;
    const numerator = denominator - 1;
    let deep = 0;
    for (let seed = 1; seed <= 400; seed += 1) {
      const fast = byteUniform(seededBytes(seed));
      const watched = { ...fast, below: (bound: bigint) => ((deep += 1), fast.below(bound)) };
      const exact = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
      expect(bernoulliExpInteger(numerator, denominator, watched)).toBe(
        bernoulliExp(exact, byteUniform(seededBytes(seed))),
      );
    }
    expect(deep).toBeGreaterThan(50);
  });

  test('a uniform draw is the same by both methods, for every bound', () => {
    const bounds = fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.integer({ min: 1, max: INTEGER_BOUND }));
    fc.assert(
      fc.property(fc.integer(), bounds, (seed, bound) => {
        expect(BigInt(byteUniform(seededBytes(seed)).belowInteger(bound))).toBe(
          byteUniform(seededBytes(seed)).below(BigInt(bound)),
        );
      }),
      { seed: 20261122 },
    );
  });

  test('a uniform draw refuses what lies above the last multiple, instead of folding it in', () => {
    // Bytes 255, 254 are refused for bound 3 (255 = 3 * 85): 255 itself is out, 254 is in.
    const bytes = [255, 254];
    expect(byteUniform(() => bytes.shift() ?? 0).belowInteger(3)).toBe(254 % 3);
    expect(() => byteUniform(() => 0).belowInteger(0)).toThrow('bound');
    expect(() => byteUniform(() => 0).below(0n)).toThrow('bound');
  });
});

describe('with statistics: a chi-square of seeded draws, critical values at a false-alarm rate of 1e-6', () => {
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
    pmf: (x: number) => number,
    tail: (x: number) => number,
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

  test.each([
    ['4', 5],
    ['20', 10],
    ['100', 10],
  ])('the discrete Gaussian with sigma2 = %s', (text, width) => {
    const sigma2 = parseRational(text);
    const uniform = seededUniform(20261122);
    const law = discreteGaussianLaw(sigma2);
    const draws = Array.from({ length: 40_000 }, () => Number(discreteGaussian(sigma2, uniform)));
    expect(chiSquare(draws, width, law.pmf, law.upperTail)).toBeLessThan(critical.get(2 * width) ?? 0);
  });

  test('the discrete Laplace with scale 5, in integers', () => {
    const uniform = seededUniform(7);
    const law = discreteLaplaceLaw(5);
    const draws = Array.from({ length: 40_000 }, () => Number(discreteLaplaceInteger(5, uniform)));
    expect(chiSquare(draws, 10, law.pmf, (x) => law.above(x - 1))).toBeLessThan(critical.get(20) ?? 0);
  });

  test('draws whose variance is 10 % too small are found out', () => {
    const uniform = seededUniform(3);
    const law = discreteGaussianLaw(parseRational('20'));
    const draws = Array.from({ length: 40_000 }, () => Number(discreteGaussian(parseRational('18'), uniform)));
    expect(chiSquare(draws, 10, law.pmf, law.upperTail)).toBeGreaterThan(critical.get(20) ?? Infinity);
  });

  test('the 95 % interval covers 95 % of draws or more', () => {
    const sigma2 = parseRational('100');
    const margin = discreteGaussianLaw(sigma2).halfWidth(0.05);
    const uniform = seededUniform(11);
    const inside = Array.from({ length: 20_000 }, () => Number(discreteGaussian(sigma2, uniform))).filter(
      (draw) => Math.abs(draw) <= margin,
    ).length;
    // 20,000 draws at 95.96 % (sigma2 = 100, 20): five standard deviations are 139.
    expect(inside).toBeGreaterThan(19_000);
    expect(inside).toBeLessThan(19_350);
  });
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
