import fc from 'fast-check';
import { createAudienceFamilies } from '../../src/analysis/audienceFamilies.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import { buyReach, type ReachAnswer } from '../../src/statistics/buyReach.js';
import { immediateNoise } from '../statistics/immediateNoise.js';
import { seededUniform } from '../statistics/scriptedUniform.js';
import { settings } from '../statistics/settings.js';
import { tapped, withoutNames } from './engineReplay.js';
import { keyOf, openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { family } from './worldArbitrary.js';

/** As for the engine: the outputs of the noise are frozen, and a family more or less may change the number by one and nothing else. */

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());
afterEach(() => (world.fault.change = (text) => text));

const PSEUDONYM_KEY = Buffer.alloc(32, 7);
const LARGE = { ...settings, recipientCapNano: 10n ** 12n, globalCapNano: 10n ** 12n, lifetimeCapNano: 10n ** 12n };

interface Recording {
  readonly families: bigint;
  readonly draws: readonly string[];
  readonly statements: readonly string[];
}

/** The audience is the same in both worlds, also those of it who are in one of them alone. */
async function record(families: readonly (WorldFamily | null)[], audience: readonly number[]): Promise<Recording> {
  await world.fill(families);
  await world.refresh({ full: true });
  await world.governancePool.query('TRUNCATE privacy_accounts, releases, release_views, release_keys');
  const snapshot = await world.store.currentSnapshot();
  const [draws, statements]: [string[], string[]] = [[], []];
  const pool = tapped(world.governancePool, statements);
  const count = createAudienceFamilies(pool, PSEUDONYM_KEY);
  const purchase = {
    audience: { key: 'AUDIENCE-1', version: 1 },
    chosen: audience.length,
    snapshot,
    settings: LARGE,
    policy: { version: '1', hash: 'abc' },
    account: { recipient: 'COOP', purpose: 'AGGREGATE_ANALYSIS', period: '2026-Q4', sources: ['club'] },
    retryKey: null,
    count: async () => count(snapshot.id, audience),
  };
  const noise = immediateNoise(seededUniform(7), (call) => draws.push(call));
  const answer: ReachAnswer = await buyReach(purchase, {
    ledger: new BudgetLedger({ pool }),
    noise,
    departures: () => async () => undefined,
  });
  if (answer.kind === 'REFUSED') throw new Error('Refused.');
  return { families: answer.release.families, draws, statements: statements.map(withoutNames) };
}

async function distance(families: readonly WorldFamily[], one: WorldFamily): Promise<bigint> {
  const all = [...families, one];
  const audience = all.flatMap(({ guardians }, index) => guardians.map((_guardian, slot) => keyOf(index, slot)));
  const without = await record([...families, null], audience);
  const withOne = await record(all, audience);
  expect(withOne.draws).toEqual(without.draws);
  expect(withOne.draws).toHaveLength(1);
  // The number of a snapshot differs from run to run.
  const masked = ({ statements }: Recording) => statements.map((text) => text.replace(/,\d+\]$/, ',NUMBER]'));
  expect(masked(withOne)).toEqual(masked(without));
  const charged = withOne.statements.findIndex((text) => text.includes('UPDATE privacy_accounts'));
  expect(withOne.statements.findIndex((text) => text.includes('count(DISTINCT s.family)'))).toBeGreaterThan(charged);
  return withOne.families - without.families;
}

test('a family more or less moves the reach of an audience by one at most, after the charge, and changes no statement', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(family, { maxLength: 3 }), family, async (families, one) => {
      const moved = await distance(families, one);
      expect(moved === 0n || moved === 1n).toBe(true);
    }),
    { numRuns: 8, seed: 20261125 },
  );
}, 300_000);

const guardian = { code: '04101', member: null, consents: false, entries: [] } as const;
const TWO: WorldFamily = {
  children: [{ birth: '2015-05-03', sex: 'FEMALE', classes: [] }],
  guardians: [guardian, guardian],
  purchases: [],
};

test('a family of two guardians counts once; planted: who counts guardians is found', async () => {
  expect(await distance([TWO], TWO)).toBe(1n);
  world.fault.change = (text) => text.replace('count(DISTINCT s.family)', 'count(s.family)');
  expect(await distance([TWO], TWO)).toBe(2n);
});
