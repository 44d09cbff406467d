import { loadConfig } from '../../src/config.js';
import { latestDue } from '../../src/analysis/refreshCalendar.js';
import { refreshWhenDue } from '../../src/analysis/refreshWhenDue.js';
import { keepRefreshing } from '../../src/keepRefreshing.js';
import { openStoreWorld, type StoreWorld } from './storeWorld.js';

const MONDAY_AT_3 = { weekday: 1, minute: 180 };

test.each([
  // 2026-11-22 is a Sunday; Tokyo is nine hours ahead.
  ['2026-11-22T01:00:00Z', MONDAY_AT_3, '2026-11-15T18:00:00.000Z'],
  ['2026-11-22T17:59:59Z', MONDAY_AT_3, '2026-11-15T18:00:00.000Z'],
  ['2026-11-22T18:00:00Z', MONDAY_AT_3, '2026-11-22T18:00:00.000Z'],
  ['2026-11-22T01:00:00Z', { weekday: 7, minute: 0 }, '2026-11-21T15:00:00.000Z'],
  ['2026-11-22T14:59:00Z', { weekday: 7, minute: 1439 }, '2026-11-22T14:59:00.000Z'],
  ['2026-11-22T01:00:00Z', { weekday: null, minute: 600 }, '2026-11-22T01:00:00.000Z'],
  ['2026-11-22T00:59:59Z', { weekday: null, minute: 600 }, '2026-11-21T01:00:00.000Z'],
])('at %s, %j was last due at %s', (now, calendar, due) => {
  expect(latestDue(calendar, new Date(now)).toISOString()).toBe(due);
});

test.each(['MONDAY', 'MONDAY 24:00', 'monday 03:00', 'NODAY 03:00', 'DAILY 3:00', 'DAILY 03:00 UTC'])(
  'the setting %j is refused',
  (text) => {
    expect(() => loadConfig({ NOREN_SNAPSHOTS: text })).toThrow('NOREN_SNAPSHOTS must be like "MONDAY 03:00"');
  },
);

test('the setting gives a weekday, every day or nobody', () => {
  expect(loadConfig({}).snapshots).toEqual(MONDAY_AT_3);
  expect(loadConfig({ NOREN_SNAPSHOTS: 'DAILY 23:05' }).snapshots).toEqual({ weekday: null, minute: 1385 });
  expect(loadConfig({ NOREN_SNAPSHOTS: 'none' }).snapshots).toBeNull();
});

describe('with several gateways on one database', () => {
  let world: StoreWorld;
  beforeAll(async () => {
    world = await openStoreWorld();
  });
  afterAll(async () => world.close());

  const snapshots = async () => (await world.governancePool.query('SELECT FROM analysis_snapshots')).rowCount;
  const look = async (at: string) => {
    const now = new Date(at);
    const take = async () => world.refresh({ now });
    return refreshWhenDue({ pool: world.governancePool, calendar: MONDAY_AT_3, now, take });
  };

  test('one of them takes the snapshot that is due, and none another before the next is', async () => {
    const sunday = await Promise.all([look('2026-11-22T01:00:00Z'), look('2026-11-22T01:00:00Z')]);
    expect(sunday.filter((said) => said === 'TAKEN')).toHaveLength(1);
    expect(await snapshots()).toBe(1);
    expect(await look('2026-11-22T17:59:00Z')).toBe('NOT_DUE');
    const monday = await Promise.all(Array.from({ length: 3 }, async () => look('2026-11-22T18:00:00Z')));
    expect(monday.filter((said) => said === 'TAKEN')).toHaveLength(1);
    expect(await snapshots()).toBe(2);
  });

  test('one that fails leaves it to whoever looks next', async () => {
    const now = new Date('2026-11-29T18:00:00Z');
    const broken = refreshWhenDue({
      pool: world.governancePool,
      calendar: MONDAY_AT_3,
      now,
      take: () => Promise.reject(new Error('no')),
    });
    await expect(broken).rejects.toThrow('no');
    expect(await look('2026-11-29T18:00:00Z')).toBe('TAKEN');
  });

  test('a gateway that ends breaks its refresh off, and the next one takes it', async () => {
    const now = new Date('2026-12-06T18:00:00Z');
    const before = await snapshots();
    let end: () => Promise<void> = () => Promise.resolve();
    const begun = new Promise<void>((resolve) => {
      const take = async (_at: Date, signal: AbortSignal) =>
        world.refresh({ now, signal, full: true, onProgress: () => resolve() });
      end = keepRefreshing({
        pool: world.governancePool,
        calendar: MONDAY_AT_3,
        now: () => now,
        take,
        count: () => Promise.resolve(),
        onError: () => undefined,
        pauseMs: 1,
      });
    });
    await begun;
    await end();
    expect(await snapshots()).toBe(before);
    expect(await look('2026-12-06T18:00:00Z')).toBe('TAKEN');
  });
});
