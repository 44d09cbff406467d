import { bernoulliExp, bernoulliExpInteger } from '../../../src/statistics/noise/bernoulliExp.js';
import { byteUniform } from '../../../src/statistics/noise/byteUniform.js';
import { discreteGaussianTurn, integerTurn } from '../../../src/statistics/noise/discreteGaussian.js';
import { discreteLaplace, discreteLaplaceInteger } from '../../../src/statistics/noise/discreteLaplace.js';
import { discreteLaplaceLaw } from '../../../src/statistics/noise/discreteLaplaceLaw.js';
import type { UniformSource } from '../../../src/statistics/noise/uniformSource.js';
import { floorSquareRoot, parseRational, toNumber } from '../../../src/statistics/rational.js';
import { enumeratePaths } from '../scriptedUniform.js';
import { vectorsOf } from '../vectors.js';

/** No statistics here: every path of the draws down to a least weight, and the law in the bracket that they leave. */
describe('every path of', () => {
  interface ExpVector {
    readonly gamma: string;
    readonly p: string;
  }
  test.each(vectorsOf<ExpVector>('bernoulli_exp').map((vector) => [vector.gamma, vector.p] as const))(
    'bernoulliExp(%s) makes it true with the reference probability, in BigInt and in integers',
    (gamma, p) => {
      const x = parseRational(gamma);
      for (const draw of [
        (uniform: UniformSource) => bernoulliExp(x, uniform),
        (uniform: UniformSource) => bernoulliExpInteger(Number(x.numerator), Number(x.denominator), uniform),
      ]) {
        const { weights, lost } = enumeratePaths((uniform) => `${draw(uniform)}`, 1e-12);
        expect(lost).toBeLessThan(1e-10);
        expect(weights.get('true') ?? 0).toBeLessThanOrEqual(Number(p) + 1e-15);
        expect((weights.get('true') ?? 0) + lost).toBeGreaterThanOrEqual(Number(p) - 1e-15);
      }
    },
  );

  test.each([1, 3])('the discrete Laplace with scale %i brackets its law, the same on both paths', (scale) => {
    const exact = enumeratePaths(
      (uniform) => `${discreteLaplace({ numerator: BigInt(scale), denominator: 1n }, uniform)}`,
      1e-6,
    );
    const fast = enumeratePaths((uniform) => `${discreteLaplaceInteger(scale, uniform)}`, 1e-6);
    expect(fast).toEqual(exact);
    const law = discreteLaplaceLaw(scale);
    expect(exact.lost).toBeLessThan(0.02);
    for (const x of [0, 1, 2, 5]) {
      const weight = exact.weights.get(`${x}`) ?? 0;
      expect(weight).toBeLessThanOrEqual(law.pmf(x) + 1e-12);
      expect(weight + exact.lost).toBeGreaterThanOrEqual(law.pmf(x));
      expect(exact.weights.get(`${x === 0 ? 0 : -x}`)).toBeCloseTo(weight, 12);
    }
  });

  // Whole runs of the Gaussian's loop are too many to enumerate; each turn is the same experiment, so one turn proves the law.
  test.each(['1/4', '1', '5/3'])('one turn of the Gaussian with sigma2 = %s accepts y as its law says', (text) => {
    const sigma2 = parseRational(text);
    const scale = floorSquareRoot(sigma2) + 1n;
    const exact = enumeratePaths((uniform) => `${discreteGaussianTurn(sigma2, scale, uniform)}`, 3e-6);
    const turn = integerTurn(sigma2, scale);
    const fast = enumeratePaths((uniform) => `${turn(uniform)}`, 3e-6);
    expect(fast).toEqual(exact);
    const laplace = discreteLaplaceLaw(Number(scale));
    const variance = toNumber(sigma2);
    expect(exact.lost).toBeLessThan(0.05);
    for (const y of [0, 1, 2, -1, -2]) {
      const bias = (Math.abs(y) - variance / Number(scale)) ** 2 / (2 * variance);
      const law = laplace.pmf(y) * Math.exp(-bias);
      expect(exact.weights.get(`${y}`) ?? 0).toBeLessThanOrEqual(law + 1e-12);
      expect((exact.weights.get(`${y}`) ?? 0) + exact.lost).toBeGreaterThanOrEqual(law);
    }
    expect(exact.weights.get('1')).toBeCloseTo(exact.weights.get('-1') ?? 0, 12);
  });
});

class BytesEnded extends Error {}

/** Shares of 256^bytes paths: how many end in true, and how many have not ended. */
function enumerateBytes(draw: (uniform: UniformSource) => boolean, bytes: 1 | 2): { yes: number; open: number } {
  let yes = 0;
  let open = 0;
  for (let path = 0; path < 256 ** bytes; path += 1) {
    let position = 0;
    const nextByte = (): number => {
      if (position === bytes) throw new BytesEnded();
      position += 1;
      return Math.floor(path / 256 ** (bytes - position)) % 256;
    };
    try {
      if (draw(byteUniform(nextByte))) yes += 1;
    } catch (error) {
      if (!(error instanceof BytesEnded)) throw error;
      open += 1;
    }
  }
  return { yes, open };
}

describe('every byte of a Bernoulli draw', () => {
  test.each([
    [1, 2],
    [1, 3],
    [2, 7],
    [255, 256],
    [1, 65_537],
    [65_535, 65_536],
  ])('leaves %i/%i in a bracket of one path in 256 at each byte, in BigInt and in integers', (over, under) => {
    for (const draw of [
      (uniform: UniformSource) => uniform.bernoulliInteger(over, under),
      (uniform: UniformSource) => uniform.bernoulli(BigInt(over), BigInt(under)),
    ]) {
      for (const bytes of [1, 2] as const) {
        const { yes, open } = enumerateBytes(draw, bytes);
        expect(open).toBeLessThanOrEqual(1);
        // In whole numbers: yes <= 256^bytes * over/under <= yes + open.
        expect(yes * under).toBeLessThanOrEqual(256 ** bytes * over);
        expect((yes + open) * under).toBeGreaterThanOrEqual(256 ** bytes * over);
      }
    }
  });

  test('certainty needs no byte, and what is no probability is refused', () => {
    const none = byteUniform(() => {
      throw new Error('A byte was drawn.');
    });
    expect([none.bernoulli(3n, 3n), none.bernoulliInteger(3, 3)]).toEqual([true, true]);
    expect([none.bernoulli(0n, 3n), none.bernoulliInteger(0, 3)]).toEqual([false, false]);
    for (const wrong of [() => none.bernoulli(4n, 3n), () => none.bernoulli(-1n, 3n), () => none.bernoulli(0n, 0n)]) {
      expect(wrong).toThrow('between 0 and 1');
    }
    for (const [over, under] of [
      [4, 3],
      [-1, 3],
      [NaN, 3],
      [1, 2 ** 45],
      [0, 0],
    ] as const) {
      expect(() => none.bernoulliInteger(over, under)).toThrow('between 0 and 1');
    }
  });
});
