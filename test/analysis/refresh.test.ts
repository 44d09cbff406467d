import type { FactQuestion } from '../../src/statistics/factStore.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());

const FAMILY: WorldFamily = {
  children: [
    {
      birth: '2014-05-03',
      sex: 'FEMALE',
      classes: [
        {
          class: 2,
          attended: [
            ['2026-10-03', 'PRESENT'],
            ['2026-10-17', 'ABSENT'],
          ],
        },
      ],
    },
    { birth: '2019-05-03', sex: 'MALE', classes: [{ class: 3, attended: [['2026-10-03', 'LATE']] }] },
  ],
  guardians: [
    { code: '04104', member: 0, consents: true, entries: [1, 2] },
    { code: '04302', member: 0, consents: false, entries: [1] },
  ],
  purchases: [
    [
      [1, 1, '2026-10-30', 1_249],
      [3, 2, '2026-10-30', 301],
      [1, 1, '2026-11-02', 9_999],
    ],
  ],
};

const ask = async (question: Partial<FactQuestion> & Pick<FactQuestion, 'topic'>) => {
  const snapshot = (await world.store.currentSnapshot()).id;
  return world.store.sums({
    snapshot,
    grain: [],
    regroupedFrom: null,
    clamp: {},
    groupBy: [],
    keep: {},
    sums: ['FAMILIES'],
    ...question,
  });
};

test('one family in all six topics', async () => {
  await world.fill([FAMILY]);
  expect(await world.refresh()).toEqual({ snapshot: '2026-11-22.1', kind: 'FULL', familiesWritten: 1 });
  expect(
    await ask({
      topic: 'FAMILIES',
      groupBy: ['MUNICIPALITY', 'REGION', 'AGE_BAND', 'PURCHASE_SEGMENT'],
      sums: ['FAMILIES', 'CONSENTING'],
    }),
  ).toEqual([
    {
      by: { MUNICIPALITY: '04104', REGION: 'SENDAI', AGE_BAND: '12-14', PURCHASE_SEGMENT: 'LOW' },
      sums: { FAMILIES: 1n, CONSENTING: 1n },
    },
  ]);
  expect(await ask({ topic: 'CHILDREN', grain: ['SEX'], groupBy: ['SEX'], sums: ['CHILDREN'] })).toEqual([
    { by: { SEX: 'FEMALE' }, sums: { CHILDREN: 1n } },
    { by: { SEX: 'MALE' }, sums: { CHILDREN: 1n } },
  ]);
  expect(
    await ask({ topic: 'ATTENDANCE', grain: ['COURSE'], groupBy: ['COURSE'], sums: ['LESSONS', 'ATTENDED'] }),
  ).toEqual([
    { by: { COURSE: 'PROG1' }, sums: { LESSONS: 2n, ATTENDED: 1n } },
    { by: { COURSE: 'ROBOT' }, sums: { LESSONS: 1n, ATTENDED: 1n } },
  ]);
  expect(
    await ask({
      topic: 'PURCHASES',
      grain: ['PRODUCT_CATEGORY'],
      groupBy: ['PRODUCT_CATEGORY'],
      sums: ['PURCHASES', 'AMOUNT'],
    }),
  ).toEqual([
    { by: { PRODUCT_CATEGORY: 'VEGETABLE' }, sums: { PURCHASES: 1n, AMOUNT: 12n } },
    { by: { PRODUCT_CATEGORY: 'FRUIT' }, sums: { PURCHASES: 1n, AMOUNT: 3n } },
  ]);
  expect(await ask({ topic: 'PURCHASES', grain: ['COURSE'], groupBy: ['COURSE'], sums: ['AMOUNT'] })).toEqual([
    { by: { COURSE: 'PROG1' }, sums: { AMOUNT: 16n } },
    { by: { COURSE: 'ROBOT' }, sums: { AMOUNT: 16n } },
  ]);
  expect(await ask({ topic: 'CAMPAIGNS', sums: ['ENTRIES'] })).toEqual([{ by: {}, sums: { ENTRIES: 1n } }]);
});

test('a wrong date and a short key are refused', async () => {
  await expect(world.refresh({ today: `2026-11-22'; DROP TABLE families; --` })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });
  await expect(world.refresh({ pseudonymKey: Buffer.alloc(16) })).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
});
