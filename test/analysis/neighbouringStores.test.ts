import fc from 'fast-check';
import { PLANTED_FAULTS } from './plantedFaults.js';
import { violations, type Neighbours } from './replay.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { family } from './worldArbitrary.js';

/** B.1, B.4: what one family can move in any answer of the store, through the real statements on the real PostgreSQL. */

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());

test('one family more moves each sum by at most its clamp, in at most its cells, at most that far, and nothing else', async () => {
  let participating = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(family, { maxLength: 6 }), family, async (families, one) => {
      expect([...(await violations(world, { families, one }))]).toEqual([]);
      participating += one.children.some(({ left, died }) => left === null && died === null) ? 1 : 0;
    }),
    { numRuns: 12, seed: 20261122 },
  );
  expect(participating).toBeGreaterThan(5);
}, 300_000);

const days = (month: string): readonly string[] => ['03', '10', '17'].map((day) => `${month}-${day}`);
const LESSONS = ['2026-04', '2026-05', '2026-06', '2026-09', '2026-10']
  .flatMap(days)
  .map((on) => [on, 'PRESENT'] as const);
const buying = ['2025-12', '2026-02', '2026-05', '2026-08', '2026-10'].flatMap((month) =>
  [1, 2, 3, 4].flatMap((product) => days(month).map((on) => [product, (product % 2) + 1, on, 1_900] as const)),
);

/** Two guardians, one membership between them, and more of everything than any bound lets through. */
const LARGEST: WorldFamily = {
  children: ['2012-05-03', '2015-05-03', '2018-05-03'].map((birth, index) => ({
    birth,
    sex: index === 0 ? 'MALE' : 'FEMALE',
    classes: [1, 2, 3].map((each) => ({ class: each, attended: LESSONS })),
  })),
  guardians: ['04101', '04104'].map((code) => ({ code, member: 0, consents: true, entries: [1, 2] })),
  purchases: [buying],
};
const SMALL: WorldFamily = {
  ...LARGEST,
  purchases: [
    [
      [1, 1, '2026-10-03', 130],
      [3, 2, '2026-05-03', 130],
      [2, 2, '2026-02-03', 130],
      [4, 1, '2025-12-03', 130],
    ],
  ],
};
const LEFT: WorldFamily = { ...LARGEST, children: LARGEST.children.map((child) => ({ ...child, left: '2026-01-31' })) };

const caught = async (neighbours: Neighbours, change: (text: string) => string): Promise<readonly string[]> => {
  world.fault.change = change;
  try {
    return [...(await violations(world, neighbours))];
  } finally {
    world.fault.change = (text) => text;
  }
};

describe('planted faults', () => {
  test('without one there is nothing to find', async () => {
    expect(await caught({ families: [SMALL, SMALL], one: LARGEST }, (text) => text)).toEqual([]);
    expect(await caught({ families: [SMALL], one: LEFT }, (text) => text)).toEqual([]);
  });

  test.each(PLANTED_FAULTS)('$title', async ({ change, caughtBy }) => {
    const one = caughtBy.source.startsWith('^PARTICIPANTS') ? LEFT : LARGEST;
    const found = await caught({ families: [SMALL, SMALL], one }, change);
    expect(found.filter((each) => caughtBy.test(each))).not.toEqual([]);
  });
});
