import fc from 'fast-check';
import { ENGINE_FAULTS } from './engineFaults.js';
import { brokenRules, QUESTIONS } from './engineReplay.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { family } from './worldArbitrary.js';

/**
 * Re:cord-play (PETS 2026) of the whole way of a purchase: real sources, real refresh, real ledger, real statements. The outputs of the noise
 * primitive are frozen; a family more or less may change nothing but its inputs, and those by no more than the noise is made for.
 */

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());

test('a family more or less: same control flow, same statements, same errors, and inputs no farther apart than declared', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(family, { maxLength: 5 }), family, async (families, one) => {
      expect([...(await brokenRules(world, { families, one }))]).toEqual([]);
    }),
    { numRuns: 10, seed: 20261125 },
  );
}, 600_000);

const buying = (yen: number): WorldFamily['purchases'] => [
  ['2026-02', '2026-05', '2026-08', '2026-09', '2026-10'].flatMap((month) =>
    [1, 2, 3].map((product) => [product, (product % 2) + 1, `${month}-03`, yen] as const),
  ),
];
const HEAVY: WorldFamily = {
  children: ['2012-05-03', '2015-05-03', '2018-05-03'].map((birth) => ({
    birth,
    sex: 'FEMALE',
    classes: [1, 2, 3].map((each) => ({ class: each, attended: [['2026-10-03', 'PRESENT']] })),
  })),
  guardians: [{ code: '04101', member: 0, consents: true, entries: [1, 2] }],
  purchases: buying(1_900),
};
const LIGHT: WorldFamily = { ...HEAVY, purchases: buying(130) };

test('without a fault nothing is found, of families that run into every bound', async () => {
  expect([...(await brokenRules(world, { families: [LIGHT, LIGHT], one: HEAVY }))]).toEqual([]);
  expect(QUESTIONS.length).toBeGreaterThan(5);
});

test.each(ENGINE_FAULTS)('planted: $title', async ({ plant, caughtBy }) => {
  const found = [...(await brokenRules(world, { families: [LIGHT, LIGHT], one: HEAVY, plant }))];
  expect(found.filter((rule) => caughtBy.test(rule))).not.toEqual([]);
});
