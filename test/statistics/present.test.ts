import fc from 'fast-check';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { present } from '../../src/statistics/present.js';
import type { AskedQuestion } from '../../src/statistics/question.js';
import { releaseDocument } from '../../src/statistics/releaseDocument.js';
import { readRelease } from '../../src/statistics/statisticRelease.js';
import { clubModel } from './clubModel.js';
import { canonical } from './asking.js';
import { releaseOf } from './releases.js';
import { settings } from './settings.js';

type Asked = Partial<AskedQuestion>;
type Reader = keyof typeof K;
const K = { OWN: 5, OUTSIDE: settings.k } as const;
const shown = (release: ReturnType<typeof releaseOf>, reader: Reader = 'OUTSIDE') =>
  present(release, { settings: { ...settings, k: K[reader] }, model: clubModel });
const statusAt = (asked: Asked, families: bigint, reader: Reader): string | undefined =>
  shown(
    releaseOf(asked, () => families),
    reader,
  ).cells[0]?.numbers.FAMILIES?.status;

describe('the threshold on the noisy number', () => {
  test.each([
    ['a large place, own organisation', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } }, 'OWN', 5n],
    ['a large place, outside', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } }, 'OUTSIDE', 10n],
    ['a small place, own organisation', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04301'] } }, 'OWN', 20n],
    ['a small place, outside', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04301'] } }, 'OUTSIDE', 20n],
    ['a small place named in the filter only', { where: { MUNICIPALITY: ['04301'] } }, 'OUTSIDE', 20n],
    ['other places', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['OTHER'] } }, 'OUTSIDE', 20n],
    ['all places together', { groupBy: ['AGE_BAND'] }, 'OUTSIDE', 10n],
    ['a topic of facts', { topic: 'PURCHASES', groupBy: ['MONTH'] }, 'OUTSIDE', 10n],
  ] satisfies readonly (readonly [string, Asked, Reader, bigint])[])(
    '%s: shown from k on, not below',
    (_what, asked, reader, k) => {
      expect(statusAt(asked, k, reader)).toBe('RELEASED');
      expect(statusAt(asked, k - 1n, reader)).toBe('SUPPRESSED');
    },
  );
});

test('a suppressed cell says the same whatever its numbers were, and none of its measures is shown', () => {
  const asked: Asked = { topic: 'PURCHASES', groupBy: [], sums: ['AMOUNT', 'PURCHASES'], quantiles: true };
  const cellOf = (number: bigint, other: bigint) =>
    shown(
      releaseOf(
        asked,
        (_cell, sum) => (sum === 0 ? number : other),
        () => settings.quantiles.grid.map(() => other),
      ),
    ).cells[0];
  const none = cellOf(-5n, 0n);
  expect(Object.keys(none?.numbers ?? {})).toHaveLength(8);
  fc.assert(
    fc.property(fc.bigInt({ min: -200n, max: 9n }), fc.bigInt({ min: -9n, max: 10n ** 7n }), (number, other) => {
      expect(cellOf(number, other)).toEqual(none);
    }),
    { seed: 20261122 },
  );
});

test('a small number that is shown differs from a suppressed one: it has its interval, of those that are shown, cut to what is possible', () => {
  const { cells } = shown(releaseOf({ groupBy: ['AGE_BAND'] }, (cell) => (cell === 0 ? 12n : -40n)));
  expect(cells[0]?.numbers.FAMILIES).toEqual({
    status: 'RELEASED',
    value: 12,
    low: 0,
    high: 30,
    coverage: 0.9597,
    shown: 12,
  });
  expect(cells[1]?.numbers.FAMILIES).toEqual({
    status: 'SUPPRESSED',
    value: null,
    low: null,
    high: null,
    coverage: null,
    shown: null,
  });
});

test('amounts are in yen, and the value of a sum stays unclamped beside the one that is shown; an average, which nobody adds up, does not', () => {
  const release = releaseOf({ topic: 'PURCHASES', groupBy: [], sums: ['AMOUNT'] }, (_cell, sum) =>
    sum === 0 ? 50n : -7n,
  );
  expect(shown(release).cells[0]?.numbers.AMOUNT).toMatchObject({ value: -3500, low: 0, shown: 0 });
  expect(shown(release).cells[0]?.numbers.AMOUNT_PER_FAMILY).toMatchObject({ value: 0, low: 0, shown: 0 });
});

test('shares and averages come with every pair of sums, within what is possible', () => {
  const attendance = releaseOf(
    { topic: 'ATTENDANCE', sums: ['LESSONS', 'ATTENDED'] },
    (_cell, sum) => [400n, 5_000n, 4_500n][sum] ?? 0n,
  );
  const rate = shown(attendance).cells[0]?.numbers.ATTENDANCE_RATE;
  expect(rate).toMatchObject({ status: 'RELEASED', value: 0.9, shown: 0.9 });
  expect(rate?.low).toBeGreaterThan(0.6);
  expect(rate?.high).toBeLessThanOrEqual(1);
  const empty = releaseOf(
    { topic: 'ATTENDANCE', sums: ['LESSONS', 'ATTENDED'] },
    (_cell, sum) => [400n, -3n, 9n][sum] ?? 0n,
  );
  expect(shown(empty).cells[0]?.numbers.ATTENDANCE_RATE).toMatchObject({ value: 1, low: 0, high: 1, shown: 1 });
});

test('a release comes back from storage as it went in, and one of another format is refused', () => {
  const release = releaseOf({ groupBy: ['AGE_BAND'] }, (cell) => BigInt(cell) - 2n);
  expect(release.cells.map(({ sums }) => sums)).toEqual([[-2n], [-1n], [0n], [1n], [2n], [3n]]);
  const old = { id: 'old', issuedAt: '2026-11-22T03:00:00Z', body: '{"format":1}' };
  expect(() => readRelease(old)).toThrow(expect.objectContaining({ code: 'STATISTIC_UNAVAILABLE' }) as Error);
});

test('the document has every cell, its metadata, and no number where the cell is suppressed', () => {
  const release = releaseOf({ groupBy: ['AGE_BAND'] }, (cell) => (cell === 0 ? 30n : 3n));
  const lines = releaseDocument(release, shown(release)).split('\r\n');
  const comments = lines.filter((line) => line.startsWith('# '));
  expect(comments).toContain('# question: FAMILIES by AGE_BAND: FAMILIES');
  expect(comments).toContain('# rho: 0.005');
  const [header, ...rows] = lines.filter((line) => line !== '' && !line.startsWith('# '));
  expect(header).toBe(
    'age_band,age_band_name,families_value,families_low,families_high,families_coverage,families_shown,families_status',
  );
  expect(rows).toHaveLength(6);
  expect(rows[0]).toBe('0-5,0-5歳,30,5,50,0.9597,30,RELEASED');
  expect(rows[1]).toBe('6-8,6-8歳,,,,,,SUPPRESSED');
});

describe('quantiles of spending', () => {
  const asked: Asked = { topic: 'PURCHASES', groupBy: [], quantiles: true };
  /** So many families in one class, noise aside. */
  const inClass = (at: number) =>
    shown(
      releaseOf(
        asked,
        () => 10n ** 9n,
        () => settings.quantiles.grid.map((_bound, index) => (index === at ? 10n ** 9n : 0n)),
      ),
    ).cells[0]?.numbers.AMOUNT_MEDIAN;

  test('spending is rounded to units, so that a class begins half a unit below its bound, and the first at 0', () => {
    expect(inClass(2)).toMatchObject({ low: 750, high: 1_750 });
    expect(inClass(0)).toMatchObject({ low: 0, high: 250 });
  });

  test('the last class ends at the most that a family counts with', () => {
    expect(inClass(12)).toMatchObject({ low: 59_750, high: 70_000 });
  });

  test('classes that a family cannot reach are neither drawn nor counted', () => {
    const classesOf = (groupBy: readonly string[]): readonly number[] =>
      mechanismsOf(canonical({ topic: 'PURCHASES', groupBy, quantiles: true }, 10_000), clubModel, settings).classes
        ?.grid ?? [];
    expect(classesOf([])).toEqual(settings.quantiles.grid);
    expect(classesOf(['MONTH']).at(-1)).toBe(20);
    expect(classesOf(['MONTH', 'PRODUCT_CATEGORY'])).toEqual([0, 1, 2, 4]);
  });
});
