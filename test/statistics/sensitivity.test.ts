import fc from 'fast-check';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { FACT_DIMENSIONS, TOPICS, type DimensionName } from '../../src/statistics/model/statisticModel.js';
import { dimensionsOf, keptValues, type AskedQuestion, type CanonicalQuestion } from '../../src/statistics/question.js';
import { toNumber } from '../../src/statistics/rational.js';
import { cellsOfOneFamily, clampOf, sensitivitySquared } from '../../src/statistics/sensitivity.js';
import { canonical } from './asking.js';
import { clubModel } from './clubModel.js';
import { settings } from './settings.js';

const LARGE = 100_000;

/** A question of any topic and grain, with filters; null where its grain does not exist. */
const question = fc.constantFrom(...TOPICS).chain((topic) => {
  const dimensions = dimensionsOf(clubModel.topics[topic]);
  const { sums } = clubModel.topics[topic];
  const filters = Object.fromEntries(
    dimensions.map((name) => [
      name,
      fc.option(
        fc.subarray(
          clubModel.dimensions[name].values.map(({ code }) => code),
          { minLength: 1 },
        ),
        { freq: 1 },
      ),
    ]),
  );
  return fc
    .record({ groupBy: fc.subarray([...dimensions]), where: fc.record(filters), dropped: fc.subarray([...dimensions]) })
    .map(({ groupBy, where, dropped }) => {
      const kept = Object.fromEntries(
        Object.entries(where).filter(([name]) => !dropped.includes(name as DimensionName)),
      );
      try {
        return canonical({ topic, groupBy, where: kept, sums }, LARGE);
      } catch {
        return null;
      }
    });
});

/** A family that does its worst: in as many fact cells as the refresh keeps, with the clamp in each; its squared distance from none. */
function worstFamily(
  asked: CanonicalQuestion,
  sum: Parameters<typeof clampOf>[1],
  keptFirst: (cells: number) => number[],
): number {
  const { grain, groupBy } = asked;
  const read = grain.regroupedFrom ?? grain.by;
  const all = read.reduce<readonly Readonly<Partial<Record<DimensionName, string>>>[]>(
    (cells, name) =>
      cells.flatMap((cell) => clubModel.dimensions[name].values.map(({ code }) => ({ ...cell, [name]: code }))),
    [{}],
  );
  const order = keptFirst(all.length);
  const facts = order.slice(0, grain.cells ?? all.length).map((index) => all[index] ?? {});
  const seen = facts.filter((cell) =>
    read.every((name) => keptValues(asked, clubModel.dimensions[name]).includes(cell[name] ?? '')),
  );
  const grouped = FACT_DIMENSIONS.filter((name) => groupBy.includes(name));
  const output = new Set(seen.map((cell) => JSON.stringify(grouped.map((name) => cell[name]))));
  return output.size * clampOf(asked, sum) ** 2;
}

test('no family moves the cells of a sum farther than the closed form says, whatever it does', () => {
  let asked = 0;
  fc.assert(
    fc.property(question, fc.integer(), (one, seed) => {
      if (one === null) return;
      asked += 1;
      for (const sum of one.sums) {
        const shuffled = (cells: number): number[] =>
          Array.from({ length: cells }, (_cell, index) => index).sort(
            (a, b) => ((a * 7919 + seed) % 1009) - ((b * 7919 + seed) % 1009),
          );
        expect(worstFamily(one, sum, shuffled)).toBeLessThanOrEqual(Number(sensitivitySquared(one, sum, clubModel)));
      }
    }),
    { numRuns: 400, seed: 20261125 },
  );
  expect(asked).toBeGreaterThan(100);
});

test('and there is a family that does: the closed form wastes nothing where it groups', () => {
  const asked = canonical({ topic: 'PURCHASES', groupBy: ['MONTH'], sums: ['AMOUNT'] });
  const inOrder = (cells: number): number[] => Array.from({ length: cells }, (_cell, index) => index);
  expect(BigInt(worstFamily(asked, 'AMOUNT', inOrder))).toBe(sensitivitySquared(asked, 'AMOUNT', clubModel));
});

test.each([
  [{ topic: 'FAMILIES', groupBy: ['MUNICIPALITY', 'AGE_BAND'] }, 'FAMILIES', 1n],
  [{ topic: 'CHILDREN', groupBy: [] }, 'CHILDREN', 9n],
  [{ topic: 'CHILDREN', groupBy: ['SEX'], where: { SEX: ['MALE'] } }, 'CHILDREN', 4n],
  [{ topic: 'CHILDREN', groupBy: ['SEX'] }, 'CHILDREN', 8n],
  [{ topic: 'PURCHASES', groupBy: ['MONTH'] }, 'FAMILIES', 24n],
  [{ topic: 'PURCHASES', groupBy: ['MONTH'], where: { MONTH: { from: '2026-08' } } }, 'FAMILIES', 3n],
  [
    { topic: 'PURCHASES', groupBy: ['MONTH', 'PRODUCT_CATEGORY', 'MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } },
    'AMOUNT',
    1_800n,
  ],
] satisfies readonly (readonly [Partial<AskedQuestion>, 'FAMILIES' | 'CHILDREN' | 'AMOUNT', bigint])[])(
  '%j: the square of the distance of %s is %s',
  (asked, sum, expected) => {
    expect(sensitivitySquared(canonical({ ...asked, sums: [sum] }, LARGE), sum, clubModel)).toBe(expected);
  },
);

test('attributes never multiply: a question by place has the noise of the question without', () => {
  const noise = (groupBy: readonly string[]): number => {
    const { sums } = mechanismsOf(canonical({ topic: 'PURCHASES', groupBy, sums: ['AMOUNT'] }), clubModel, settings);
    return toNumber(sums.get('AMOUNT')?.sigma2 ?? { numerator: 0n, denominator: 1n });
  };
  expect(noise(['MUNICIPALITY'])).toBe(noise([]));
  expect(noise(['MONTH'])).toBeGreaterThan(0);
});

test('a sum without a bound on its grain is never priced', () => {
  const asked = canonical({ topic: 'PURCHASES', groupBy: ['MONTH'] });
  expect(() => clampOf(asked, 'ENTRIES')).toThrow('no bound');
  expect(cellsOfOneFamily(asked, clubModel)).toBe(24);
});
