import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../src/projectRoot.js';
import { zcdpToEpsilon } from '../../../src/statistics/accounting/zcdp.js';
import { discreteGaussianLaw, gaussianDelta } from '../../../src/statistics/noise/discreteGaussianLaw.js';
import { discreteLaplaceLaw } from '../../../src/statistics/noise/discreteLaplaceLaw.js';
import { parseRational, rational, toNumber } from '../../../src/statistics/rational.js';
import { relativeError, vectorKinds, vectorsOf, type GaussianVector, type LaplaceVector } from '../vectors.js';

const sigma2Of = (vector: GaussianVector) => parseRational((vector.sigma2.split(' ')[0] ?? '').trim());

describe('the law of the discrete Gaussian', () => {
  test.each(vectorsOf<GaussianVector>('discrete_gaussian').map((vector) => [vector.id, vector] as const))(
    '%s: probabilities, tails, variance and half-widths are the reference values',
    (_id, vector) => {
      const law = discreteGaussianLaw(sigma2Of(vector));
      for (const [x, expected] of Object.entries(vector.pmf)) {
        expect(relativeError(law.pmf(Number(x)), expected)).toBeLessThan(1e-12);
      }
      for (const [x, expected] of Object.entries(vector.upper_tail_ge)) {
        expect(relativeError(law.upperTail(Number(x)), expected)).toBeLessThan(1e-12);
      }
      for (const [x, expected] of Object.entries(vector.cdf)) {
        expect(relativeError(1 - law.upperTail(Number(x) + 1), expected)).toBeLessThan(1e-12);
      }
      expect(relativeError(law.variance, vector.variance)).toBeLessThan(1e-11);
      for (const [alpha, expected] of Object.entries(vector.ci_halfwidth)) {
        expect(law.halfWidth(Number(alpha))).toBe(expected);
      }
    },
  );

  test.each(['1/100', '1/4', '20', '100', '1000000'])(
    'sigma2 = %s: the interval covers, and one narrower does not',
    (text) => {
      const law = discreteGaussianLaw(parseRational(text));
      for (const alpha of [0.1, 0.05, 0.01]) {
        const m = law.halfWidth(alpha);
        expect(2 * law.upperTail(m + 1)).toBeLessThanOrEqual(alpha);
        if (m > 0) expect(2 * law.upperTail(m)).toBeGreaterThan(alpha);
      }
      expect(law.upperTail(1) * 2 + law.pmf(0)).toBeCloseTo(1, 11);
      expect(law.variance).toBeLessThanOrEqual(toNumber(parseRational(text)) * (1 + 1e-11));
    },
  );
});

describe('the exact delta of the discrete Gaussian', () => {
  interface DeltaVector {
    readonly sigma2: string;
    readonly sensitivity: number;
    readonly eps: string;
    readonly delta_discrete_exact: string;
  }
  test.each(vectorsOf<DeltaVector>('gaussian_delta').map((vector) => [vector.id, vector] as const))(
    '%s is the reference value',
    (_id, vector) => {
      const mechanism = { sigma2: parseRational(vector.sigma2), sensitivity: BigInt(vector.sensitivity) };
      const delta = gaussianDelta(mechanism, parseRational(vector.eps));
      expect(relativeError(delta, vector.delta_discrete_exact)).toBeLessThan(1e-9);
    },
  );
});

describe('the law of the discrete Laplace', () => {
  const scaleOf = (text: string): number => (text === '1/ln(3)' ? 1 / Math.log(3) : toNumber(parseRational(text)));
  test.each(vectorsOf<LaplaceVector>('discrete_laplace').map((vector) => [vector.id, vector] as const))(
    '%s: probabilities, tails, variance and half-widths are the reference values',
    (_id, vector) => {
      const law = discreteLaplaceLaw(scaleOf(vector.scale));
      for (const [x, expected] of Object.entries(vector.pmf)) {
        expect(relativeError(law.pmf(Number(x)), expected)).toBeLessThan(1e-12);
      }
      for (const [x, expected] of Object.entries(vector.prob_gt)) {
        expect(relativeError(law.above(Number(x)), expected)).toBeLessThan(1e-12);
        expect(relativeError(1 - law.above(Number(x)), vector.cdf[x] ?? '')).toBeLessThan(1e-12);
      }
      expect(relativeError(law.variance, vector.variance)).toBeLessThan(1e-12);
      for (const [alpha, expected] of Object.entries(vector.ci_halfwidth)) {
        expect(law.halfWidth(Number(alpha))).toBe(expected);
      }
    },
  );
});

describe('constants that others published', () => {
  const published = new Map(
    vectorsOf<{ value: number; correct_for_ge?: number }>('published').map((vector) => [vector.id, vector]),
  );

  test('tails of the discrete Laplace with scale 1: Tumult counts a release at or above the threshold, OpenDP above it', () => {
    const law = discreteLaplaceLaw(1);
    expect(relativeError(law.above(48), `${published.get('published-06')?.value}`)).toBeLessThan(1e-12);
    expect(relativeError(law.above(9), `${published.get('published-07')?.value}`)).toBeLessThan(1e-12);
    expect(relativeError(law.above(8), `${published.get('published-07')?.correct_for_ge}`)).toBeLessThan(1e-12);
  });

  test("the conversion to epsilon is OpenDP's", () => {
    expect(relativeError(zcdpToEpsilon(1 / 32, 1e-3), `${published.get('published-09')?.value}`)).toBeLessThan(1e-9);
  });
});

test('two sources have the same critical value of a Kolmogorov-Smirnov distance', () => {
  const published = vectorsOf<{ value: unknown }>('published').find(({ id }) => id === 'published-10');
  const own = vectorsOf<{ n: number; alpha_1e_6: string }>('ks_critical_two_sided').find(({ n }) => n === 5_000);
  expect(relativeError(Number(published?.value), own?.alpha_1e_6 ?? '0')).toBeLessThan(1e-8);
});

describe('the smallest threshold at which a cell of one family is shown with at most delta', () => {
  interface ThresholdVector {
    readonly delta: string;
    readonly l0: number;
    readonly linf: number;
    readonly T: number;
    readonly delta_attained: string;
  }
  type AtLeast = (x: number) => number;
  const cases = [
    ...vectorsOf<ThresholdVector & { readonly sigma2: string }>('threshold_discrete_gaussian').map(
      (vector) => [vector.id, vector, discreteGaussianLaw(parseRational(vector.sigma2)).upperTail] as const,
    ),
    ...vectorsOf<ThresholdVector & { readonly scale: string }>('threshold_discrete_laplace').map((vector) => {
      const { above } = discreteLaplaceLaw(Number(vector.scale));
      return [vector.id, vector, ((x) => above(x - 1)) satisfies AtLeast] as const;
    }),
  ];
  test.each(cases)('%s: shown from T on, as the reference has it, and one lower is too low', (_id, vector, atLeast) => {
    const { T, l0, linf, delta } = vector;
    const shown = (threshold: number): number => -Math.expm1(l0 * Math.log1p(-atLeast(threshold - linf)));
    expect(relativeError(shown(T), vector.delta_attained)).toBeLessThan(1e-9);
    expect(shown(T)).toBeLessThanOrEqual(Number(delta));
    expect(shown(T - 1)).toBeGreaterThan(Number(delta));
  });
});

test('every reference value is asked for by a test, but for what statistics do not do', () => {
  const folder = join(projectRoot, 'test/statistics');
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const tested = new Set(
    texts.flatMap((text) => [...text.matchAll(/vectorsOf(?:<[^(]*>)?\(\s*'(\w+)'/g)].map(([, kind]) => kind)),
  );
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/'(published-\d+)'/g)].map(([, id]) => id)));
  const unnamed = vectorsOf('published').flatMap(({ id }) => (named.has(id) ? [] : [Number(id.slice(-2))]));
  // 1 to 3 select partitions by their data, 5 is the threshold of a continuous Laplace: neither is done here.
  expect(unnamed).toEqual([1, 2, 3, 5]);
  // Every key comes from a public domain, so that no partition is ever selected by its data; the tree is that of the audit log.
  expect(vectorKinds.filter((kind) => !tested.has(kind)).toSorted()).toEqual([
    'merkle_rfc6962',
    'partition_select_optimal',
  ]);
});

test('a rational is kept in lowest terms and read back as written', () => {
  expect(parseRational('0.025')).toEqual(rational(1n, 40n));
  expect(parseRational('-6/4')).toEqual({ numerator: -3n, denominator: 2n });
  expect(() => parseRational('1e-3')).toThrow('not a rational number');
  expect(() => parseRational('1/0')).toThrow('denominator 0');
});
