import fc from 'fast-check';
import { readRelease, writeReleaseBody, type FamilyRelease } from '../../src/statistics/familyRelease.js';
import { familyCountMechanism } from '../../src/statistics/familyCount.js';
import { present } from '../../src/statistics/present.js';
import { canonicalQuestion, cellsOf, type AskedQuestion } from '../../src/statistics/question.js';
import { settings } from './settings.js';

function releaseOf(asked: AskedQuestion, families: (index: number) => bigint): FamilyRelease {
  const question = canonicalQuestion(asked, settings);
  const body = writeReleaseBody({
    question,
    snapshot: '2026-11-22.1',
    policyVersion: '1',
    mechanism: familyCountMechanism(settings),
    epsilon: '0.429942',
    delta: '1e-6',
    cells: cellsOf(question).map((by, index) => ({ by, families: families(index) })),
  });
  return readRelease({ id: 'r', issuedAt: '2026-11-22T03:00:00Z', body });
}

const statusAt = (asked: AskedQuestion, families: bigint, reader: 'OWN' | 'OUTSIDE'): string | undefined =>
  present(
    releaseOf(asked, () => families),
    reader,
    settings,
  ).cells[0]?.families.status;

describe('the threshold on the noisy number', () => {
  test.each([
    ['a large place, own organisation', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } }, 'OWN', 5n],
    ['a large place, outside', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } }, 'OUTSIDE', 10n],
    ['a small place, own organisation', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04301'] } }, 'OWN', 20n],
    ['a small place, outside', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04301'] } }, 'OUTSIDE', 20n],
    ['a small place named in the filter only', { groupBy: [], where: { MUNICIPALITY: ['04301'] } }, 'OUTSIDE', 20n],
    ['other places', { groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['OTHER'] } }, 'OUTSIDE', 20n],
    ['all places together', { groupBy: ['AGE_BAND'] }, 'OUTSIDE', 10n],
  ] satisfies readonly (readonly [string, AskedQuestion, 'OWN' | 'OUTSIDE', bigint])[])(
    '%s: shown from k on, not below',
    (_what, asked, reader, k) => {
      expect(statusAt(asked, k, reader)).toBe('RELEASED');
      expect(statusAt(asked, k - 1n, reader)).toBe('SUPPRESSED');
    },
  );
});

test('a suppressed cell says the same whatever its number was', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -200n, max: 9n }), (families) => {
      expect(
        present(
          releaseOf({ groupBy: ['AGE_BAND'] }, () => families),
          'OUTSIDE',
          settings,
        ),
      ).toEqual(
        present(
          releaseOf({ groupBy: ['AGE_BAND'] }, () => 0n),
          'OUTSIDE',
          settings,
        ),
      );
    }),
    { seed: 20261122 },
  );
});

test('every cell comes back, named, with the interval around the noisy number, cut at 0 for display only', () => {
  const { cells, spent, release } = present(
    releaseOf({ groupBy: ['AGE_BAND'] }, (index) => BigInt(index * 12)),
    'OUTSIDE',
    settings,
  );
  expect(cells.map(({ by }) => by.AGE_BAND?.name)).toEqual([
    '0-5歳',
    '6-8歳',
    '9-11歳',
    '12-14歳',
    '15-17歳',
    '18歳以上',
  ]);
  expect(cells[0]?.families).toEqual({ status: 'SUPPRESSED', value: null, low: null, high: null });
  expect(cells[1]?.families).toEqual({ status: 'RELEASED', value: 12n, low: 0n, high: 32n });
  expect(cells[4]?.families).toEqual({ status: 'RELEASED', value: 48n, low: 28n, high: 68n });
  expect(spent).toEqual({
    rho: '0.005',
    epsilon: '0.429942',
    delta: '1e-6',
    unit: 'FAMILY',
    mechanism: 'DISCRETE_GAUSSIAN',
  });
  expect(release).toEqual({ id: 'r', snapshot: '2026-11-22.1', policyVersion: '1', issuedAt: '2026-11-22T03:00:00Z' });
});

test('a release is shown with the noise it was made with, whatever the price is today', () => {
  const cheap = { ...settings, priceNano: { families: 50n } };
  const release = releaseOf({ groupBy: ['AGE_BAND'] }, () => 100n);
  expect(present(release, 'OUTSIDE', cheap)).toEqual(present(release, 'OUTSIDE', settings));
});
