import { rhoToNumber } from '../../../src/statistics/accounting/rho.js';
import { zcdpToEpsilon } from '../../../src/statistics/accounting/zcdp.js';
import { BudgetLedger } from '../../../src/ledger/budgetLedger.js';
import { buyStatistic } from '../../../src/statistics/buyStatistic.js';
import type { NoisePool } from '../../../src/statistics/noise/noisePool.js';
import { present } from '../../../src/statistics/present.js';
import { canonicalQuestion } from '../../../src/statistics/question.js';
import type { StatisticRelease } from '../../../src/statistics/statisticRelease.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from '../../analysis/storeWorld.js';
import { testModel } from '../../analysis/testModel.js';
import { LEDGER_TABLES, readBooks } from '../../ledger/purchase.js';
import { immediateNoise } from '../../statistics/immediateNoise.js';
import { seededUniform } from '../../statistics/scriptedUniform.js';
import { settings } from '../../statistics/settings.js';
import * as attacks from './attacks.js';
import {
  bands,
  DELTA,
  mostRight,
  places,
  silence,
  slack,
  TARGET,
  type AttackedFamily,
  type Attacker,
} from './attacks.js';

/**
 * The attacks of statistics.test.ts on what an attacker meets: the ledger in PostgreSQL, which charges, stores and refuses, and the analysis store,
 * refreshed from the sources. Fewer runs, seeded.
 */

const model = testModel();
const CAP = settings.recipientCapNano;
const noiseOf = (seed: number): NoisePool => immediateNoise(seededUniform(seed));
const random = seededUniform(20261126);
const coin = (): boolean => random.belowInteger(2) === 1;
const others: readonly AttackedFamily[] = places.flatMap((place) =>
  bands.map((band) => ({ MUNICIPALITY: place, AGE_BAND: band })),
);

/** Years before the snapshot's day that put a child into a band. */
const AGES = new Map(bands.map((band, index) => [band, [3, 7, 10, 13, 16, 18][index] ?? 0]));

const familyOf = ({ MUNICIPALITY, AGE_BAND }: AttackedFamily): WorldFamily => ({
  children: [{ birth: `${2026 - (AGES.get(AGE_BAND) ?? 0)}-05-03`, sex: 'FEMALE', classes: [] }],
  guardians: [{ code: MUNICIPALITY, member: null, consents: false, entries: [] }],
  purchases: [],
});

const worlds: StoreWorld[] = [];
/** Without the target, and with it. */
let without: StoreWorld;
let withTarget: StoreWorld;

async function worldOf(families: readonly AttackedFamily[]): Promise<StoreWorld> {
  const world = await openStoreWorld();
  worlds.push(world);
  await world.fill(families.map(familyOf));
  await world.refresh({ full: true });
  return world;
}

beforeAll(async () => {
  [without, withTarget] = [await worldOf(others), await worldOf([...others, TARGET])];
}, 120_000);
afterAll(async () => {
  for (const world of worlds) await world.close();
});

/** A recipient whose quarter begins. */
async function attackerOn({ governancePool: pool, store }: StoreWorld, noise: NoisePool): Promise<Attacker> {
  await pool.query(`TRUNCATE ${LEDGER_TABLES}`);
  const ports = { ledger: new BudgetLedger({ pool }), store, noise, departures: () => async () => undefined };
  const snapshot = await store.currentSnapshot();
  const account = { recipient: 'A', purpose: 'ANONYMISED_DISCLOSURE', period: '2026-Q4', sources: ['club'] };
  return {
    async buy(asked) {
      const question = canonicalQuestion({ topic: 'FAMILIES', groupBy: [], ...asked }, { model, maxCells: 300 });
      const policy = { version: '1', hash: 'abc' };
      const answer = await buyStatistic({ question, model, snapshot, settings, policy, account }, ports);
      return answer.kind === 'RELEASE' ? answer.release : null;
    },
  };
}

const spentOn = async ({ governancePool }: StoreWorld): Promise<bigint> => {
  const { spent, balanced } = await readBooks(governancePool);
  expect(balanced).toBe(true);
  return spent['A'] ?? 0n;
};

async function successOf(
  trials: number,
  noise: (trial: number) => NoisePool,
  guess: (attacker: Attacker) => Promise<boolean>,
): Promise<number> {
  let right = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const isIn = coin();
    const world = isIn ? withTarget : without;
    if ((await guess(await attackerOn(world, noise(trial)))) === isIn) right += 1;
    expect(await spentOn(world)).toBeLessThanOrEqual(CAP);
  }
  return right / trials;
}

test('differencing works on exact numbers, and on ours no better than the two prices promise', async () => {
  const guess = async (attacker: Attacker) => attacks.byDifference(attacker, others);
  expect(await successOf(6, () => silence, guess)).toBe(1);
  expect(await successOf(100, noiseOf, guess)).toBeLessThanOrEqual(mostRight(0.01) + slack(100));
}, 120_000);

test('averaging: equivalent forms are one stored release, and other ways end with the budget', async () => {
  const attacker = await attackerOn(without, noiseOf(1));
  const releases: (StatisticRelease | null)[] = [];
  for (const asked of attacks.EQUIVALENT) releases.push(await attacker.buy(asked));
  expect(new Set(releases.map((release) => JSON.stringify(release?.cells.map(({ sums }) => String(sums))))).size).toBe(
    1,
  );
  expect(await spentOn(without)).toBe(5_000_000n);

  const again = await attackerOn(withTarget, silence);
  expect(await attacks.byAverage(again, others)).toEqual({ isIn: true, ways: 20 });
  expect(await spentOn(withTarget)).toBe(CAP);
  const guess = async (noisy: Attacker) => (await attacks.byAverage(noisy, others)).isIn;
  expect(await successOf(8, noiseOf, guess)).toBeLessThan(1);
}, 120_000);

test('threshold probing: what is shown of nine and of ten families tells no more than the price promises', async () => {
  const shownOf = async (families: number): Promise<number> => {
    const world = await worldOf(Array.from({ length: families }, () => TARGET));
    let shown = 0;
    for (let seed = 0; seed < 60; seed += 1) {
      const release = await (await attackerOn(world, noiseOf(seed))).buy({ where: { MUNICIPALITY: ['04101'] } });
      if (release === null) throw new Error('Not bought.');
      const { cells } = present(release, { settings, model });
      if (cells[0]?.numbers.FAMILIES?.status === 'RELEASED') shown += 1;
    }
    return shown / 60;
  };
  const [nine, ten] = [await shownOf(9), await shownOf(10)];
  const bound = Math.exp(zcdpToEpsilon(0.005, DELTA));
  expect(ten).toBeLessThanOrEqual(bound * nine + DELTA + slack(60));
  expect(nine).toBeGreaterThan(0.2);
  expect(ten).toBeLessThan(0.8);
}, 120_000);

test('linear reconstruction finds every bit in exact numbers; in ours the budget ends it long before', async () => {
  const secret = attacks.secretOf(coin);
  const world = await worldOf(attacks.familiesOf(secret));
  const exact = await attacks.reconstruct(await attackerOn(world, silence), secret, coin);
  expect(exact.questions).toBe(20);
  expect(exact.right).toBeGreaterThan(0.97);
  let right = 0;
  for (let seed = 1; seed <= 4; seed += 1) {
    const noisy = await attacks.reconstruct(await attackerOn(world, noiseOf(seed)), secret, coin);
    expect(noisy.questions).toBe(20);
    expect(await spentOn(world)).toBe(CAP);
    right += noisy.right / 4;
  }
  expect(right).toBeLessThan(Math.min(0.7, mostRight(rhoToNumber(CAP)) + slack(360)));
}, 120_000);
