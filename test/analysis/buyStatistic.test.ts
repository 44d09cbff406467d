import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import { buyStatistic } from '../../src/statistics/buyStatistic.js';
import type { FactStore } from '../../src/statistics/factStore.js';
import { createNoisePool } from '../../src/statistics/noise/createNoisePool.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import { quoteStatistic } from '../../src/statistics/quoteStatistic.js';
import { seededUniform } from '../statistics/scriptedUniform.js';
import { settings } from '../statistics/settings.js';
import { readBooks } from '../ledger/purchase.js';
import { openWorld, purchase, type World } from './worlds.js';

/** Families without grouping, as the store is asked. */
const FAMILIES = {
  topic: 'FAMILIES',
  grain: [],
  regroupedFrom: null,
  clamp: {},
  groupBy: [],
  keep: {},
  sums: ['FAMILIES'],
} as const;

let world: World;
const question = { groupBy: ['AGE_BAND'] };

beforeAll(async () => {
  world = await openWorld();
});

beforeEach(async () => {
  await world.reset(Array.from({ length: 50 }, () => ({ place: '04101', band: '6-8' })));
});

afterAll(async () => {
  await world.close();
});

const positionOf = (part: string): number => world.statements.findIndex((statement) => statement.includes(part));

test('charge, then data, then store: in this order and each once', async () => {
  await buyStatistic(purchase(question), world.ports());
  const order = [
    'INSERT INTO releases',
    'UPDATE privacy_accounts',
    'COMMIT [',
    'FROM analysis_cube_1',
    `'RELEASED', body`,
  ];
  const positions = order.map(positionOf);
  expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  expect(positions).not.toContain(-1);
  expect(world.statements.filter((statement) => statement.includes('FROM analysis_cube_1'))).toHaveLength(1);
});

test('the noise is drawn before the data is read', async () => {
  const events: string[] = [];
  const ports = world.ports();
  const noise: NoisePool = {
    take: (sigma2, count) => (events.push(`${count} draws`), ports.noise.take(sigma2, count)),
  };
  const store: FactStore = {
    currentSnapshot: () => ports.store.currentSnapshot(),
    sums: (asked) => (events.push('read'), ports.store.sums(asked)),
    classes: (asked) => (events.push('read'), ports.store.classes(asked)),
  };
  await buyStatistic(purchase(question), { ...ports, noise, store });
  expect(events).toEqual([expect.stringMatching(/^[1-9][0-9]* draws$/), 'read']);
});

test('the quote is the charge to the last digit, touches no data, and spends nothing', async () => {
  const before = await quoteStatistic(purchase(question), world.ports().ledger);
  expect(world.statements.join('\n')).not.toContain('analysis_cube_1');
  expect((await readBooks(world.pool)).spent).toEqual({});
  expect(before).toMatchObject({
    alreadyReleased: false,
    chargeNano: 5_000_000n,
    remainingNano: 100_000_000n,
    remainingAfter: '0.095',
    affordable: true,
  });
  const bought = await buyStatistic(purchase(question), world.ports());
  expect(bought).toMatchObject({ kind: 'RELEASE', chargedNano: before.chargeNano });
  expect((await readBooks(world.pool)).spent).toEqual({
    GAKKO: 5_000_000n,
    GLOBAL: 5_000_000n,
    LIFETIME: 5_000_000n,
  });
  const after = await quoteStatistic(purchase(question), world.ports().ledger);
  expect(after).toMatchObject({
    alreadyReleased: true,
    chargeNano: 0n,
    remainingNano: 95_000_000n,
    remainingAfter: '0.095',
    affordable: true,
  });
});

test('an equivalent question gets the identical release at no cost, without a look at the data', async () => {
  const first = await buyStatistic(purchase({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }), world.ports());
  world.statements.length = 0;
  const again = await buyStatistic(purchase({ groupBy: ['AGE_BAND', 'MUNICIPALITY'] }), world.ports());
  expect(again).toEqual({ ...first, chargedNano: 0n });
  expect(world.statements.join('\n')).not.toContain('analysis_cube_1');
  const other = await buyStatistic(purchase({ groupBy: ['AGE_BAND', 'MUNICIPALITY'] }, 'AD_AGENCY'), world.ports());
  expect(other).toEqual({ ...first, chargedNano: 5_000_000n });
});

test('an exhausted budget is a refusal as a value, before any data is read', async () => {
  const poor = { ...purchase(question), settings: { ...settings, recipientCapNano: 4_999_999n } };
  expect(await buyStatistic(poor, world.ports())).toMatchObject({
    kind: 'REFUSED',
    refusal: { refused: 'DP_BUDGET_EXHAUSTED', account: 'RECIPIENT', remainingNano: 4_999_999n },
  });
  expect(await quoteStatistic(poor, world.ports().ledger)).toMatchObject({ affordable: false, remainingAfter: '0' });
  expect(world.statements.join('\n')).not.toContain('analysis_cube_1');
});

test('what another recipient has bought can be had when the accounts of all are spent, and the quote says so; nothing else can', async () => {
  const first = await buyStatistic(purchase(question), world.ports());
  const spent = { ...settings, globalCapNano: 5_000_000n, lifetimeCapNano: 5_000_000n };
  const look = { ...purchase(question, 'AD_AGENCY'), settings: spent };
  expect(await quoteStatistic(look, world.ports().ledger)).toMatchObject({ affordable: true, remainingAfter: '0.095' });
  expect(await buyStatistic(look, world.ports())).toEqual({ ...first, chargedNano: 5_000_000n });
  const other = { ...purchase({ groupBy: ['REGION'] }, 'AD_AGENCY'), settings: spent };
  expect(await quoteStatistic(other, world.ports().ledger)).toMatchObject({ affordable: false });
  expect(await buyStatistic(other, world.ports())).toMatchObject({ kind: 'REFUSED', refusal: { account: 'GLOBAL' } });
});

test('a pool that holds too little noise refuses, and nothing is charged, reserved or read', async () => {
  const noise = createNoisePool({ uniform: seededUniform(1), capacity: 1 });
  await expect(buyStatistic(purchase(question), { ...world.ports(), noise })).rejects.toMatchObject({
    code: 'STATISTIC_UNAVAILABLE',
    message: expect.stringContaining('Nothing was charged') as string,
  });
  expect(await readBooks(world.pool)).toMatchObject({ spent: { GAKKO: 0n, GLOBAL: 0n, LIFETIME: 0n }, releases: 0 });
  expect(world.statements.join('\n')).not.toContain('analysis_cube_1');
  await noise.close();
});

test('noise is drawn before the charge, and none for who cannot pay or has the release', async () => {
  const events: string[] = [];
  const noting = (): ReturnType<typeof world.ports> => {
    const ports = world.ports();
    return { ...ports, noise: { take: (sigma2, count) => (events.push('draws'), ports.noise.take(sigma2, count)) } };
  };
  const poor = { ...purchase(question), settings: { ...settings, recipientCapNano: 4_999_999n } };
  expect(await buyStatistic(poor, noting())).toMatchObject({ kind: 'REFUSED' });
  expect(events).toEqual([]);
  world.statements.length = 0;
  const ports = noting();
  await buyStatistic(purchase(question), {
    ...ports,
    noise: {
      take: async (sigma2, count) => {
        expect(world.statements.join('\n')).not.toContain('UPDATE privacy_accounts');
        return ports.noise.take(sigma2, count);
      },
    },
  });
  expect(events).toEqual(['draws']);
  await buyStatistic(purchase(question), noting());
  expect(events).toEqual(['draws']);
});

test('a statement that takes too long is ended, charged, and told as any other failure; the gates have connections of their own', async () => {
  const scans = new pg.Pool({ ...world.connection, max: 1, statement_timeout: 50 });
  scans.on('error', () => undefined);
  const holder = await world.pool.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE analysis_cube_1 IN ACCESS EXCLUSIVE MODE');
  const store = new AnalysisStore({ pool: world.pool, scans });
  const refused = await buyStatistic(purchase(question), { ...world.ports(), store }).catch((error: unknown) => error);
  await holder.query('ROLLBACK');
  holder.release();
  await scans.end();
  expect(refused).toMatchObject({ code: 'STATISTIC_UNAVAILABLE', cause: { code: '57014' } });
  expect((refused as Error).message).toBe(
    'statistics: the answer could not be finished. Its price stays charged. Ask again in a minute.',
  );
  expect(await readBooks(world.pool)).toMatchObject({ spent: { GAKKO: 5_000_000n }, balanced: true });
});

describe('answers leave on a fixed schedule', () => {
  /** A schedule whose instant comes when `pass` is called. */
  function scheduleByHand() {
    const begun: string[] = [];
    let pass = (): void => undefined;
    const departures = () => {
      begun.push(world.statements.some((each) => each.includes('analysis_cube_1')) ? 'after the data' : 'before');
      return () => new Promise<void>((resolve) => void (pass = resolve));
    };
    return { begun, departures, pass: () => pass() };
  }

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await pause(1);
  };

  test('a release that is stored waits for the next instant; served again it does not', async () => {
    const { begun, departures, pass } = scheduleByHand();
    let answered = false;
    const bought = buyStatistic(purchase(question), { ...world.ports(), departures }).then(() => (answered = true));
    await until(() => world.statements.some((each) => each.includes(`'RELEASED', body`)));
    await pause(20);
    expect([begun, answered]).toEqual([['before'], false]);
    pass();
    await bought;
    expect(await buyStatistic(purchase(question), { ...world.ports(), departures })).toMatchObject({ kind: 'RELEASE' });
    expect(begun).toHaveLength(1);
  });

  test('so does a failure: how long a statement ran before it was ended tells nothing', async () => {
    const { departures, pass } = scheduleByHand();
    let isRead = false;
    let refused = false;
    const store = failing(() => ((isRead = true), Promise.reject(new Error('timeout'))));
    const bought = buyStatistic(purchase(question), { ...world.ports(), store, departures }).catch(
      () => (refused = true),
    );
    await until(() => isRead);
    await pause(20);
    expect(refused).toBe(false);
    pass();
    await bought;
    expect(refused).toBe(true);
  });
});

const failing = (fail: FactStore['sums']): FactStore => ({
  currentSnapshot: () => new AnalysisStore({ pool: world.pool }).currentSnapshot(),
  sums: fail,
  classes: () => Promise.reject(new Error('not asked')),
});

test('whatever fails after the charge: one error that says nothing of it, and the charge stays', async () => {
  const messages = new Set<string>();
  for (const [position, cause] of ['value "secret" out of range', 'timeout'].entries()) {
    const store = failing(() => Promise.reject(new Error(cause)));
    await buyStatistic(purchase({ groupBy: [], where: { AGE_BAND: [position === 0 ? '0-5' : '6-8'] } }), {
      ...world.ports(),
      store,
    }).catch((error: unknown) =>
      messages.add(JSON.stringify([(error as Error).message, (error as { code?: string }).code])),
    );
  }
  expect([...messages]).toHaveLength(1);
  expect([...messages][0]).toContain('STATISTIC_UNAVAILABLE');
  expect(await readBooks(world.pool)).toMatchObject({
    spent: { GAKKO: 10_000_000n, GLOBAL: 10_000_000n },
    releases: 2,
    balanced: true,
  });
});

test('a gateway killed between charge and release leaves a charged reservation, no release, and a void one later', async () => {
  const store = failing(async () => {
    await world.pool.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await world.pool.query('SELECT pg_terminate_backend(pg_backend_pid())');
    return [];
  });
  await expect(buyStatistic(purchase(question), { ...world.ports(), store })).rejects.toMatchObject({
    code: 'STATISTIC_UNAVAILABLE',
  });
  await pause(50);
  const { rows } = await world.pool.query<{ status: string; body: string | null }>('SELECT status, body FROM releases');
  expect(rows).toEqual([{ status: 'RESERVED', body: null }]);
  expect(await readBooks(world.pool)).toMatchObject({
    spent: { GAKKO: 5_000_000n, GLOBAL: 5_000_000n },
    balanced: true,
  });
  await expect(buyStatistic(purchase(question), world.ports())).rejects.toMatchObject({
    code: 'STATISTIC_UNAVAILABLE',
  });
  await world.pool.query(`UPDATE releases SET reserved_at = reserved_at - interval '2 minutes'`);
  expect(await buyStatistic(purchase(question), world.ports())).toMatchObject({
    kind: 'RELEASE',
    chargedNano: 5_000_000n,
  });
  expect(await readBooks(world.pool)).toMatchObject({
    spent: { GAKKO: 10_000_000n, GLOBAL: 10_000_000n },
    releases: 2,
    balanced: true,
  });
});

test('a snapshot that is gone is an error, never a count of nothing', async () => {
  const store = new AnalysisStore({ pool: world.pool });
  await expect(store.sums({ ...FAMILIES, snapshot: '2020-01-01.1' })).rejects.toMatchObject({
    code: 'STATISTIC_UNAVAILABLE',
  });
});

test('sixteen identical questions at once are one release with one set of numbers', async () => {
  // However busy the machine is, they wait for the first.
  const ports = { ...world.ports(), ledger: new BudgetLedger({ pool: world.pool, waitMilliseconds: 60_000 }) };
  const answers = await Promise.all(Array.from({ length: 16 }, () => buyStatistic(purchase(question), ports)));
  expect(new Set(answers.map((answer) => (answer.kind === 'RELEASE' ? answer.release.id : 'REFUSED'))).size).toBe(1);
  expect(answers.filter((answer) => answer.kind === 'RELEASE' && answer.chargedNano > 0n)).toHaveLength(1);
  expect(await readBooks(world.pool)).toMatchObject({ spent: { GAKKO: 5_000_000n }, releases: 1 });
});
