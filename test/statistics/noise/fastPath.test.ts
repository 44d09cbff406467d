import fc from 'fast-check';
import { mechanismsOf } from '../../../src/statistics/mechanisms.js';
import { TOPICS } from '../../../src/statistics/model/statisticModel.js';
import { bernoulliExp, bernoulliExpInteger } from '../../../src/statistics/noise/bernoulliExp.js';
import { byteUniform } from '../../../src/statistics/noise/byteUniform.js';
import {
  discreteGaussianExact,
  discreteGaussianTurn,
  gaussianSampler,
  integerTurn,
} from '../../../src/statistics/noise/discreteGaussian.js';
import { discreteLaplace, discreteLaplaceInteger } from '../../../src/statistics/noise/discreteLaplace.js';
import { INTEGER_BOUND, type UniformSource } from '../../../src/statistics/noise/uniformSource.js';
import { floorSquareRoot, parseRational } from '../../../src/statistics/rational.js';
import { canonical } from '../asking.js';
import { clubModel } from '../clubModel.js';
import { seededBytes, seededUniform } from '../scriptedUniform.js';
import { settings } from '../settings.js';

const variances = ['1/4', '1/2', '1', '5/3', '20', '100', '1000', '123457/1000', '2900000', '40000000'].map(
  parseRational,
);

test('the fast path is the same draw as the BigInt path: same bytes in, same numbers out, same bytes used', () => {
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
      const sampler = gaussianSampler(sigma2);
      for (let draw = 0; draw < 20; draw += 1) {
        expect(BigInt(sampler(fast))).toBe(discreteGaussianExact(sigma2, exact));
      }
      expect(fastBytes).toBe(exactBytes);
    }),
    { numRuns: 300, seed: 20261122 },
  );
});

test('an exponential goes on in BigInt where a bound outgrows 44 bits, with the same bytes', () => {
  // denominator * k leaves 2^44 at k = 3: numerator close to the denominator makes many k's.
  const denominator = 2 ** 43;
  const numerator = denominator - 1;
  let deep = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const fast = byteUniform(seededBytes(seed));
    const bernoulli = (over: bigint, under: bigint) => ((deep += 1), fast.bernoulli(over, under));
    const exact = { numerator: BigInt(numerator), denominator: BigInt(denominator) };
    expect(bernoulliExpInteger(numerator, denominator, { ...fast, bernoulli })).toBe(
      bernoulliExp(exact, byteUniform(seededBytes(seed))),
    );
  }
  expect(deep).toBeGreaterThan(50);
});

/** Says these booleans and numbers in turn; certain draws take none. Counts those in BigInt. */
function saying(script: readonly number[]): { source: UniformSource; rest: () => number; inBigInt: () => number } {
  const left = [...script];
  let big = 0;
  const next = (): number => {
    const said = left.shift();
    if (said === undefined) throw new Error('The script is over.');
    return said;
  };
  const certain = (over: number | bigint, under: number | bigint): boolean | null =>
    over === under ? true : BigInt(over) === 0n ? false : null;
  const source: UniformSource = {
    below: () => BigInt(next()),
    belowInteger: next,
    bernoulli: (over, under) => ((big += 1), certain(over, under) ?? next() === 1),
    bernoulliInteger: (over, under) => certain(over, under) ?? next() === 1,
  };
  return { source, rest: () => left.length, inBigInt: () => big };
}

/** e^-1 comes out true when bern(1/2) succeeds and bern(1/3) fails; false when bern(1/2) fails. */
const YES = [1, 0];
const NO = [0];
const times = (count: number, script: readonly number[]): readonly number[] =>
  Array(count).fill(script).flat() as number[];

test('a draw that outgrows the integers midway is kept and judged in BigInt: no tail is cut off', () => {
  const sigma2 = parseRational('2900000');
  const scale = floorSquareRoot(sigma2) + 1n;
  // Positive, u = 5 accepted, then 60 times the scale: far out, e^-60, where |y| t leaves the safe square.
  const candidate = [0, 5, 0, ...times(60, YES), ...NO];
  const bias = (102_185 - 2_900_000 / 1_703) ** 2 / 5_800_000; // 1740.8: so many times e^-1, and then the rest
  const accepting = [...candidate, ...times(Math.floor(bias), YES), 0];
  const fast = saying(accepting);
  const exact = saying(accepting);
  const drawn = integerTurn(sigma2, scale)(fast.source);
  expect(drawn).toBe(Number(60n * scale + 5n));
  expect(discreteGaussianTurn(sigma2, scale, exact.source)).toBe(60n * scale + 5n);
  expect([fast.rest(), exact.rest()]).toEqual([0, 0]);
  expect(fast.inBigInt()).toBeGreaterThan(0);
  const refusing = [...candidate, ...NO];
  expect(integerTurn(sigma2, scale)(saying(refusing).source)).toBeNull();
});

test('a discrete Laplace draw beyond the safe integers comes out whole', () => {
  const scale = 2 ** 43;
  const script = [0, 7, 0, ...times(1_100, YES), ...NO];
  const expected = 1_100n * BigInt(scale) + 7n;
  expect(discreteLaplaceInteger(scale, saying(script).source)).toBe(expected);
  expect(discreteLaplace({ numerator: BigInt(scale), denominator: 1n }, saying(script).source)).toBe(expected);
});

test('a uniform draw is the same by both methods, for every bound, and so is a Bernoulli draw', () => {
  const bounds = fc.oneof(
    fc.integer({ min: 1, max: 70_000 }),
    fc.integer({ min: 1, max: INTEGER_BOUND }),
    fc.constantFrom(255, 256, 257, 65_535, 65_536, INTEGER_BOUND - 1, INTEGER_BOUND),
  );
  fc.assert(
    fc.property(fc.integer(), bounds, fc.nat(), (seed, bound, part) => {
      const draws = () => byteUniform(seededBytes(seed));
      expect(BigInt(draws().belowInteger(bound))).toBe(draws().below(BigInt(bound)));
      const numerator = part % (bound + 1);
      const integer = draws();
      const exact = draws();
      for (let draw = 0; draw < 8; draw += 1) {
        expect(integer.bernoulliInteger(numerator, bound)).toBe(exact.bernoulli(BigInt(numerator), BigInt(bound)));
      }
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test('a uniform draw refuses what lies above the last multiple, instead of folding it in', () => {
  // Bytes 255, 254 are refused for bound 3 (255 = 3 * 85): 255 itself is out, 254 is in.
  const bytes = [255, 254];
  expect(byteUniform(() => bytes.shift() ?? 0).belowInteger(3)).toBe(254 % 3);
  for (const wrong of [0, -1, 1.5, INTEGER_BOUND + 1]) {
    expect(() => byteUniform(() => 0).belowInteger(wrong)).toThrow('bound');
  }
  expect(() => byteUniform(() => 0).below(0n)).toThrow('bound');
});

test("noise at the policy's prices and bounds is drawn on plain integers, also where the cells of several values are added up", () => {
  const uniform = seededUniform(20261125);
  const whole = TOPICS.flatMap((topic) =>
    clubModel.topics[topic].grains.map(({ by }) => ({ topic, groupBy: by, sums: clubModel.topics[topic].sums })),
  );
  const shops = clubModel.dimensions.PRODUCT_CATEGORY.values.slice(0, 11).map(({ code }) => code);
  const regrouped = [
    { topic: 'PURCHASES', groupBy: ['SHOP_AREA'], where: { PRODUCT_CATEGORY: shops }, sums: ['PURCHASES', 'AMOUNT'] },
    { topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'], where: { MONTH: { from: '2025-06' } }, sums: ['AMOUNT'] },
    { topic: 'ATTENDANCE', groupBy: ['COURSE'], where: { TERM: ['2026-1', '2026-2'] }, sums: ['LESSONS', 'ATTENDED'] },
  ] as const;
  const onBigInt = [...whole, ...regrouped].flatMap((asked) => {
    const { sums } = mechanismsOf(canonical(asked, 1e9), clubModel, settings);
    return [...sums].flatMap(([sum, { sigma2 }]) =>
      typeof gaussianSampler(sigma2)(uniform) === 'number' ? [] : [`${sum} by ${asked.groupBy.join(', ')}`],
    );
  });
  expect(onBigInt).toEqual([]);
  expect(typeof gaussianSampler(parseRational('3000000'))(uniform)).toBe('bigint');
});
