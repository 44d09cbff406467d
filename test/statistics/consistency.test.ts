import fc from 'fast-check';
import { makeConsistent } from '../../src/statistics/consistency.js';
import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import { NORMAL_95 } from '../../src/statistics/noise/interval95.js';
import { present } from '../../src/statistics/present.js';
import type { AskedQuestion } from '../../src/statistics/question.js';
import { rational } from '../../src/statistics/rational.js';
import { clubModel } from './clubModel.js';
import { releaseOf } from './releases.js';
import { seededUniform } from './scriptedUniform.js';
import { settings } from './settings.js';

const seen = { isShown: (): boolean => true, isNear: (): boolean => false };
const all = { parent: seen, child: seen };
const familiesOf = (cell: { sums: ReadonlyMap<string, { value: number; variance: number }> } | undefined) =>
  cell?.sums.get('FAMILIES') ?? { value: NaN, variance: NaN };

test('children add up to their parent, in every sum, whatever the noise was', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -500n, max: 5_000n }), { minLength: 24, maxLength: 24 }), (numbers) => {
      const asked = { topic: 'PURCHASES', sums: ['AMOUNT'], where: { MUNICIPALITY: ['04101', '04102'] } } as const;
      const parent = releaseOf({ ...asked, groupBy: ['MUNICIPALITY'] }, (cell, sum) => numbers[cell * 2 + sum] ?? 0n);
      const child = releaseOf(
        { ...asked, groupBy: ['MUNICIPALITY', 'AGE_BAND'] },
        (cell, sum) => numbers[(cell * 2 + sum) % 24] ?? 0n,
      );
      const { parents, children } = makeConsistent(parent, child, all);
      for (const sum of ['FAMILIES', 'AMOUNT'] as const) {
        for (const whole of parents) {
          const parts = children.filter(({ by }) => by.MUNICIPALITY === whole.by.MUNICIPALITY);
          const total = parts.reduce((added, part) => added + (part.sums.get(sum)?.value ?? NaN), 0);
          expect(total).toBeCloseTo(whole.sums.get(sum)?.value ?? 0, 6);
        }
      }
    }),
    { seed: 20261125 },
  );
});

test('consistent numbers are less noisy, as their variance says, and keep their coverage', () => {
  const uniform = seededUniform(7);
  const sigma2 = rational(100n);
  const truth = [40n, 60n, 80n, 30n, 20n, 70n];
  const draws = 10_000;
  let [squares, hits, parentHits] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const parent = releaseOf({}, () => 300n + discreteGaussian(sigma2, uniform));
    const child = releaseOf(
      { groupBy: ['AGE_BAND'] },
      (cell) => (truth[cell] ?? 0n) + discreteGaussian(sigma2, uniform),
    );
    const both = makeConsistent(parent, child, all);
    const { value, variance } = familiesOf(both.children[0]);
    squares += (value - 40) ** 2;
    if (Math.abs(value - 40) <= NORMAL_95 * Math.sqrt(variance)) hits += 1;
    const whole = familiesOf(both.parents[0]);
    if (Math.abs(whole.value - 300) <= NORMAL_95 * Math.sqrt(whole.variance)) parentHits += 1;
  }
  const { variance } = familiesOf(
    makeConsistent(
      releaseOf({}, () => 0n),
      releaseOf({ groupBy: ['AGE_BAND'] }, () => 0n),
      all,
    ).children[0],
  );
  expect(variance).toBeCloseTo(100 - 100 ** 2 / (100 + 600), 6);
  expect(squares / draws / variance).toBeGreaterThan(0.95);
  expect(squares / draws / variance).toBeLessThan(1.05);
  for (const share of [hits / draws, parentHits / draws]) {
    expect(share).toBeGreaterThan(0.945);
    expect(share).toBeLessThan(0.955);
  }
});

test('a parent that this reader does not see changes nothing, and the threshold stays with the noisy number', () => {
  const parent = releaseOf({ where: { MUNICIPALITY: ['04101'] } }, () => 9n);
  const child = releaseOf({ groupBy: ['AGE_BAND'], where: { MUNICIPALITY: ['04101'] } }, (cell) =>
    cell === 0 ? 12n : 9n,
  );
  const shown = present(child, { settings, model: clubModel, parent });
  expect(shown.cells[0]?.numbers.FAMILIES).toMatchObject({ value: 12 });
  expect(shown.cells[1]?.numbers.FAMILIES).toMatchObject({ status: 'SUPPRESSED' });
  expect(shown.parents?.[0]?.numbers.FAMILIES).toMatchObject({ status: 'SUPPRESSED' });
});

test('with one child that this reader does not see, parent and siblings stay as released: it is not what is missing', () => {
  const numbers = [30n, 100n, 120n, 7n, 80n, 60n];
  const parent = releaseOf({}, () => 400n);
  const child = releaseOf({ groupBy: ['AGE_BAND'] }, (cell) => numbers[cell] ?? 0n);
  const shownFrom = (k: number) => present(child, { settings: { ...settings, k }, model: clubModel, parent });
  const values = ({ cells, parents }: ReturnType<typeof shownFrom>) =>
    [...(parents ?? []), ...cells].map(({ numbers: { FAMILIES } }) => FAMILIES?.value ?? null);
  expect(values(shownFrom(10))).toEqual([400, 30, 100, 120, null, 80, 60]);
  const [whole = NaN, ...parts] = values(shownFrom(5)) as readonly number[];
  expect(whole).not.toBe(400);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(whole, 1);
});

test.each([
  ['of another topic', { topic: 'CHILDREN' }, { groupBy: ['AGE_BAND'] }, 'is about another snapshot or topic'],
  ['of the same dimensions', { groupBy: ['AGE_BAND'] }, { groupBy: ['AGE_BAND'] }, 'is not grouped by a part'],
  ['of other dimensions', { groupBy: ['REGION'] }, { groupBy: ['AGE_BAND'] }, 'is not grouped by a part'],
  [
    'whose families lie in several children',
    { topic: 'PURCHASES' },
    { topic: 'PURCHASES', groupBy: ['MONTH'] },
    'does not add up with MONTH',
  ],
  ['that keeps other values', { where: { MUNICIPALITY: ['04101'] } }, { groupBy: ['AGE_BAND'] }, 'keeps other values'],
] satisfies readonly (readonly [string, Partial<AskedQuestion>, Partial<AskedQuestion>, string])[])(
  'a parent %s is refused',
  (_what, above, below, message) => {
    expect(() =>
      makeConsistent(
        releaseOf(above, () => 0n),
        releaseOf(below, () => 0n),
        all,
      ),
    ).toThrow(message);
  },
);
