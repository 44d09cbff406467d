import type { ClassQuestion } from '../../src/statistics/factStore.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());

const spending = (...yen: readonly number[]): WorldFamily => ({
  children: [{ birth: '2014-05-03', sex: 'FEMALE', classes: [] }],
  guardians: [{ code: '04104', member: 0, consents: false, entries: [] }],
  purchases: [yen.map((each, index) => [1, 1, index % 2 === 0 ? '2026-10-30' : '2026-09-05', each] as const)],
});

const classesOf = async (question: Partial<ClassQuestion>) =>
  world.store.classes({
    snapshot: (await world.store.currentSnapshot()).id,
    topic: 'PURCHASES',
    grain: [],
    regroupedFrom: null,
    clamp: { AMOUNT: 20 },
    groupBy: [],
    keep: {},
    of: 'AMOUNT',
    grid: [0, 5, 10, 20],
    ...question,
  });

test('a family is in one class of its own bounded sum; lower bounds belong to their class', async () => {
  await world.fill([spending(0), spending(499), spending(949, 0), spending(1_000), spending(1_949), spending(99_900)]);
  await world.refresh({ full: true });
  expect(await classesOf({})).toEqual([{ by: {}, families: [1n, 2n, 2n, 1n] }]);
  expect(await classesOf({ groupBy: ['REGION'] })).toEqual([{ by: { REGION: 'SENDAI' }, families: [1n, 2n, 2n, 1n] }]);
});

test('several values of a dimension that is not grouped by are added up per family first', async () => {
  await world.fill([spending(400, 400), spending(400)]);
  await world.refresh({ full: true });
  const regrouped = { regroupedFrom: ['MONTH'], keep: { MONTH: ['2026-09', '2026-10'] } } as const;
  expect(await classesOf(regrouped)).toEqual([{ by: {}, families: [1n, 1n, 0n, 0n] }]);
  const months = await classesOf({ grain: ['MONTH'], groupBy: ['MONTH'] });
  expect(months.toSorted((a, b) => ((a.by.MONTH ?? '') < (b.by.MONTH ?? '') ? -1 : 1))).toEqual([
    { by: { MONTH: '2026-09' }, families: [1n, 0n, 0n, 0n] },
    { by: { MONTH: '2026-10' }, families: [2n, 0n, 0n, 0n] },
  ]);
});

test('one family more is one more in one class, and a stopped one is in none', async () => {
  const families = [spending(300), spending(1_200)];
  await world.fill(families);
  await world.refresh({ full: true });
  const before = await classesOf({});
  await world.fill([...families, spending(1_300)]);
  await world.refresh();
  expect(await classesOf({})).toEqual([{ by: {}, families: [1n, 0n, 2n, 0n] }]);
  world.closed.push({ kind: 'GUARDIAN', reference: 21 });
  await world.refresh();
  expect(await classesOf({})).toEqual(before);
});

test('a question without a bound is refused', async () => {
  await expect(classesOf({ clamp: {} })).rejects.toThrow('a question without a bound for AMOUNT');
});
