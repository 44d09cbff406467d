import { discreteGaussianLaw } from '../../../src/statistics/noise/discreteGaussianLaw.js';
import { interval95 } from '../../../src/statistics/noise/interval95.js';
import { nearThreshold, shownInterval95, shownIntervals } from '../../../src/statistics/noise/shownInterval.js';
import { rational } from '../../../src/statistics/rational.js';

const LAWS = [
  [rational(1n, 2n), 5],
  [rational(5n), 10],
  [rational(100n), 5],
  [rational(100n), 10],
  [rational(100n), 20],
  [rational(1_300n), 10],
  [rational(20_000n), 20],
] as const;

test.each(LAWS)(
  'variance %o, shown from %i on: every exact count is held as often as is told, by the law',
  (sigma2, from) => {
    const law = discreteGaussianLaw(sigma2);
    const intervalOf = shownInterval95(sigma2);
    const { coverage } = interval95(sigma2);
    const deviation = Math.sqrt(Number(sigma2.numerator) / Number(sigma2.denominator));
    const last = Math.ceil(from + 16 * deviation);
    const intervals = Array.from({ length: last - from }, (_, index) => intervalOf({ value: from + index, from }));
    const step = Math.max(1, Math.floor(deviation / 8));
    for (let exact = 0; exact <= from + 8 * deviation; exact += step) {
      const isShown = law.upperTail(from - exact);
      if (isShown < 1e-200) continue;
      let held = 0;
      intervals.forEach(({ low, high }, index) => {
        if (low <= exact && exact <= high) held += law.pmf(from + index - exact);
      });
      expect(held / isShown).toBeGreaterThan(coverage - 1e-6);
    }
  },
);

test.each(LAWS)(
  'variance %o, shown from %i on: rising, around the number, and the usual one far above',
  (sigma2, from) => {
    const intervalOf = shownInterval95(sigma2);
    const { halfWidth, coverage } = interval95(sigma2);
    const isNear = nearThreshold(sigma2);
    let before = intervalOf({ value: from, from });
    expect(before.low).toBe(0);
    for (let value = from; value < from + 400; value += 1) {
      const { low, high, ...told } = intervalOf({ value, from });
      expect(told).toEqual({ coverage });
      expect(low <= value && value <= high).toBe(true);
      expect(high).toBeGreaterThanOrEqual(before.high - 1);
      before = { low, high, ...told };
      if (!isNear({ value, from })) expect([low, high]).toEqual([value - halfWidth, value + halfWidth]);
    }
  },
);

test('near the threshold nobody at all is possible; at the usual price until far above it', () => {
  const shown = shownIntervals(rational(100n));
  expect(shown({ value: 20, from: 20 }, 0.05)).toEqual({ low: 0, high: 30 });
  expect(shown({ value: 24, from: 20 }, 0.05).low).toBe(0);
  expect(shown({ value: 79, from: 20 }, 0.05)).toEqual({ low: 59, high: 99 });
});

test('a miss that is cut in two leaves something out: less of it, and the interval is wider', () => {
  const shown = shownIntervals(rational(100n));
  const [usual, safe] = [shown({ value: 45, from: 20 }, 0.05), shown({ value: 45, from: 20 }, 0.01)];
  expect(safe.low).toBeLessThan(usual.low);
  expect(safe.high).toBeGreaterThan(usual.high);
});
