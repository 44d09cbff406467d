import fc from 'fast-check';
import { gaussianVariance } from '../../../src/statistics/accounting/gaussianPrice.js';
import { budgetPeriod } from '../../../src/statistics/accounting/period.js';
import { formatNanoRho, parseNanoRho } from '../../../src/statistics/accounting/rho.js';
import {
  epsilonToZcdp,
  parseDelta,
  reportEpsilon,
  zcdpToDelta,
  zcdpToEpsilon,
} from '../../../src/statistics/accounting/zcdp.js';
import { parseRational, rational } from '../../../src/statistics/rational.js';
import { relativeError, vectorsOf } from '../vectors.js';

describe('zCDP to epsilon', () => {
  interface EpsilonVector {
    readonly rho: string;
    readonly delta: string;
    readonly eps_tight: string;
    readonly eps_simple_bound: string;
  }
  test.each(vectorsOf<EpsilonVector>('zcdp_to_eps').map((vector) => [vector.id, vector] as const))(
    '%s is tight, and errs outward',
    (_id, vector) => {
      const epsilon = zcdpToEpsilon(Number(vector.rho), Number(vector.delta));
      expect(relativeError(epsilon, vector.eps_tight)).toBeLessThan(1e-12);
      expect(epsilon).toBeGreaterThanOrEqual(Number(vector.eps_tight));
      expect(epsilon).toBeLessThan(Number(vector.eps_simple_bound));
    },
  );

  test('the report rounds up in the sixth decimal', () => {
    expect(reportEpsilon(parseNanoRho('0.005'), '1e-6')).toBe('0.429942');
    expect(reportEpsilon(parseNanoRho('0.1'), '1e-6')).toBe('2.141939');
    expect(reportEpsilon(0n, '1e-6')).toBe('0.000000');
    for (const nano of [1n, 12_345n, 5_000_000n, 3_000_000_000n]) {
      const exact = zcdpToEpsilon(Number(nano) / 1e9, 1e-6);
      expect(Number(reportEpsilon(nano, '0.000001'))).toBeGreaterThanOrEqual(exact);
      expect(Number(reportEpsilon(nano, '0.000001'))).toBeLessThan(exact + 1.1e-6);
    }
  });

  test('more rho is never less epsilon', () => {
    const rho = fc.double({ min: 1e-9, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        rho,
        rho,
        (a, b) => zcdpToEpsilon(Math.min(a, b), 1e-6) <= zcdpToEpsilon(Math.max(a, b), 1e-6) * (1 + 1e-12),
      ),
      { seed: 20261122 },
    );
  });
});

describe('epsilon to zCDP', () => {
  interface RhoVector {
    readonly eps: string;
    readonly delta: string;
    readonly rho_max: string;
  }
  test.each(vectorsOf<RhoVector>('eps_to_zcdp').map((vector) => [vector.id, vector] as const))(
    '%s is tight, and errs inward',
    (_id, vector) => {
      const rho = epsilonToZcdp(Number(vector.eps), Number(vector.delta));
      expect(relativeError(rho, vector.rho_max)).toBeLessThan(1e-11);
      expect(rho).toBeLessThanOrEqual(Number(vector.rho_max));
    },
  );
});

test('delta through zCDP is the reference value', () => {
  for (const vector of vectorsOf<{ sigma2: string; eps: string; delta_via_zcdp: string }>('gaussian_delta')) {
    const delta = zcdpToDelta(1 / (2 * Number(vector.sigma2)), Number(vector.eps));
    expect(relativeError(delta, vector.delta_via_zcdp)).toBeLessThan(1e-11);
    expect(delta).toBeGreaterThanOrEqual(Number(vector.delta_via_zcdp) * (1 - 1e-15));
  }
});

test('delta is read as a decimal between 0 and 1, and nothing else', () => {
  expect(parseDelta('1e-6')).toBe(0.000001);
  for (const wrong of ['0', '1', '-1e-6', '', 'NaN', '0x1']) expect(() => parseDelta(wrong)).toThrow('not a delta');
});

test('rho is exact in nano units: read and written back digit for digit, never rounded', () => {
  expect(parseNanoRho('0.005')).toBe(5_000_000n);
  expect(formatNanoRho(5_000_000n)).toBe('0.005');
  expect(formatNanoRho(0n)).toBe('0');
  expect(formatNanoRho(-1n)).toBe('-0.000000001');
  for (const wrong of ['0.0000000001', '-1', '1e-3', '', '.5', '1.'])
    expect(() => parseNanoRho(wrong)).toThrow('not a budget');
  fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (nano) => parseNanoRho(formatNanoRho(nano)) === nano));
});

test('the variance is the price turned round, as a rational', () => {
  expect(gaussianVariance({ sensitivitySquared: 1n, nanoRho: parseNanoRho('0.025') })).toEqual(parseRational('20'));
  expect(gaussianVariance({ sensitivitySquared: 3n, nanoRho: 7n })).toEqual(rational(3_000_000_000n, 14n));
  expect(() => gaussianVariance({ sensitivitySquared: 1n, nanoRho: 0n })).toThrow('price above 0');
});

test('a charge falls into the quarter, month or year of its date', () => {
  expect(
    ['2026-01-01', '2026-03-31', '2026-04-01', '2026-11-22', '2026-12-31'].map((date) => budgetPeriod(date)),
  ).toEqual(['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q4', '2026-Q4']);
  expect(budgetPeriod('2026-11-22', 'MONTH')).toBe('2026-11');
  expect(budgetPeriod('2026-11-22', 'YEAR')).toBe('2026');
  expect(() => budgetPeriod('2026-13-01')).toThrow('not a date');
});
