import type { DimensionName, StatisticModel } from '../../src/statistics/model/statisticModel.js';
import { canonicalQuestion, type AskedQuestion } from '../../src/statistics/question.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { testModel } from './testModel.js';

/** What a filter leaves out, against numbers that are counted by hand. */

const full = testModel();
const only = (name: DimensionName, codes: readonly string[]) => ({
  [name]: { ...full.dimensions[name], values: codes.map((code) => ({ code, name: code })) },
});
/** Quarters that begin after the first months, as those of any calendar do. */
const model: StatisticModel = {
  ...full,
  dimensions: { ...full.dimensions, ...only('QUARTER', ['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']) },
};
const every = (name: DimensionName): readonly string[] => model.dimensions[name].values.map(({ code }) => code);

type Purchase = WorldFamily['purchases'][number][number];
const family = (classes: readonly number[], purchases: readonly Purchase[]): WorldFamily => ({
  children: [
    { birth: '2015-05-03', sex: 'FEMALE', classes: classes.map((each) => ({ class: each, attended: [] })) },
    { birth: '2017-05-03', sex: 'MALE', classes: [] },
  ],
  guardians: [{ code: '04101', member: 0, consents: false, entries: [] }],
  purchases: [purchases],
});
/** At so many lessons of class 1 and class 3, first those that the child came to. */
const pupil = (came: number, missed: number): WorldFamily => ({
  children: [
    {
      birth: '2015-05-03',
      sex: 'FEMALE',
      classes: [1, 3].map((each) => ({
        class: each,
        attended: Array.from({ length: came + missed }, (_, day): readonly [string, string] => [
          `2026-05-${String(day + 1).padStart(2, '0')}`,
          day < came ? 'PRESENT' : 'ABSENT',
        ]),
      })),
    },
  ],
  guardians: [{ code: '04101', member: 0, consents: false, entries: [] }],
  purchases: [[]],
});
const EARLY: Purchase = [1, 1, '2024-12-03', 300];
const LATE: Purchase = [1, 1, '2026-05-03', 500];

let world: StoreWorld;
let snapshot: string;
beforeAll(async () => {
  world = await openStoreWorld();
  await world.fill([
    // In both courses; class 4 is of a course and a term that are in no domain.
    family([1, 3], [EARLY, LATE]),
    family([4], [EARLY]),
    family([], [LATE]),
  ]);
  await world.refresh({ model });
  snapshot = (await world.store.currentSnapshot()).id;
});
afterAll(async () => world.close());

const questionOf = (asked: Partial<AskedQuestion>) =>
  canonicalQuestion({ topic: 'PURCHASES', groupBy: [], sums: ['AMOUNT'], ...asked }, { model, maxCells: 1_000 });

async function answer(asked: Partial<AskedQuestion>) {
  const { grain, ...question } = questionOf(asked);
  const { by, regroupedFrom, clamp } = grain;
  const [cell] = await world.store.sums({ ...question, snapshot, grain: by, regroupedFrom, clamp });
  return Object.fromEntries(Object.entries(cell?.sums ?? {}).map(([name, value]) => [name, Number(value)]));
}

describe('a filter that names every value of a domain', () => {
  test('keeps out what is in none of them', async () => {
    expect(await answer({})).toEqual({ FAMILIES: 3, AMOUNT: 16 });
    expect(await answer({ where: { QUARTER: every('QUARTER') } })).toEqual({ FAMILIES: 2, AMOUNT: 10 });
    expect(await answer({ where: { QUARTER: {} } })).toEqual({ FAMILIES: 2, AMOUNT: 10 });
    expect(await answer({ where: { COURSE: every('COURSE') } })).toEqual({ FAMILIES: 1, AMOUNT: 8 });
    const enrolments = { topic: 'ENROLMENTS', sums: ['ENROLMENTS'] } as const;
    expect(await answer(enrolments)).toEqual({ FAMILIES: 2, ENROLMENTS: 3 });
    expect(await answer({ ...enrolments, where: { TERM: every('TERM') } })).toEqual({ FAMILIES: 1, ENROLMENTS: 2 });
  });

  test('is none where each family or fact has a value, and where it is grouped by', () => {
    const asked = (where: AskedQuestion['where'], groupBy: readonly string[] = []) => questionOf({ where, groupBy });
    expect(asked({ MONTH: every('MONTH'), REGION: every('REGION') })).toEqual(asked({}));
    expect(asked({ PRODUCT_CATEGORY: every('PRODUCT_CATEGORY') })).toEqual(asked({}));
    expect(asked({ QUARTER: every('QUARTER') }, ['QUARTER'])).toEqual(asked({}, ['QUARTER']));
  });

  test('is refused where there are no facts to tell by, like any filter', () => {
    expect(() => questionOf({ groupBy: ['SHOP_AREA'], where: { QUARTER: every('QUARTER') } })).toThrow(
      "QUARTER and SHOP_AREA can't be asked together",
    );
  });
});

test('a family with children in two courses counts its purchases once where both are kept', async () => {
  expect(await answer({ where: { COURSE: ['PROG1', 'ROBOT'] } })).toEqual({ FAMILIES: 1, AMOUNT: 8 });
  const { grain, ...question } = questionOf({ where: { COURSE: ['PROG1', 'ROBOT'] } });
  const { by, regroupedFrom, clamp } = grain;
  const asked = { ...question, snapshot, grain: by, regroupedFrom, clamp, of: 'AMOUNT', grid: [0, 5, 10] } as const;
  expect(await world.store.classes(asked)).toEqual([{ by: {}, families: [0n, 1n, 0n] }]);
});

describe('lessons over the bound', () => {
  const attendance = { topic: 'ATTENDANCE', sums: ['LESSONS', 'ATTENDED'] } as const;
  const shareOf = ({ ATTENDED = 0, LESSONS = 0 }: Readonly<Record<string, number>>) => ATTENDED / LESSONS;

  beforeAll(async () => {
    await world.fill([pupil(6, 6)]);
    await world.refresh({ model, full: true });
    snapshot = (await world.store.currentSnapshot()).id;
  });

  test('are cut with those attended in proportion: who came every second time is not made to have come two times of three', async () => {
    const { LESSONS: whole } = model.topics.ATTENDANCE.grains.find(({ by }) => by.length === 0)?.clamp ?? {};
    expect(await answer(attendance)).toEqual({
      FAMILIES: 1,
      LESSONS: whole,
      ATTENDED: Math.floor((12 * (whole ?? 0)) / 24),
    });
    expect(shareOf(await answer(attendance))).toBeLessThanOrEqual(0.5);
  });

  test('also where several months or terms are added up and bounded again, and where attendance alone is asked for', async () => {
    const asked = { ...attendance, where: { TERM: ['2026-1', '2026-2'] } };
    const both = await answer(asked);
    expect(shareOf(both)).toBeLessThanOrEqual(0.5);
    expect(await answer({ ...asked, sums: ['ATTENDED'] })).toEqual({ FAMILIES: 1, ATTENDED: both['ATTENDED'] });
  });
});
