import pg from 'pg';
import { clearWhenLeft, REFRESH_LOCK } from '../../src/analysis/refresh/clearLeftovers.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';

/** What a full refresh leaves when it breaks off: rows that are exact and not bounded yet, and half a base. */

const ONE: WorldFamily = {
  children: [{ birth: '2014-05-03', sex: 'FEMALE', classes: [] }],
  guardians: [{ code: '04104', member: 0, consents: false, entries: [1] }],
  purchases: [[[1, 1, '2026-10-30', 1_200]]],
};
const NOON = new Date('2026-11-22T03:00:00Z');
const NEXT_DAY = new Date('2026-11-22T15:00:00Z');

let world: StoreWorld;
beforeEach(async () => {
  world = await openStoreWorld();
  await world.fill([ONE]);
  await world.refresh();
  world.fault.change = (text) => (text.startsWith('CREATE TABLE analysis_cube') ? 'SELECT 1 / 0' : text);
  await expect(world.refresh({ full: true })).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  world.fault.change = (text) => text;
});
afterEach(async () => world.close());

async function left(): Promise<readonly string[]> {
  const { rows } = await world.governancePool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^analysis_(staged|families_2|facts_2)' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

test('the next refresh takes away what one of another day left, also where it is incremental', async () => {
  expect(await left()).toEqual(expect.arrayContaining(['analysis_staged_purchases', 'analysis_families_2']));
  expect(await world.refresh({ today: '2026-11-23', now: NEXT_DAY })).toMatchObject({ kind: 'INCREMENTAL' });
  expect(await left()).toEqual([]);
  expect((await world.governancePool.query('SELECT FROM analysis_refreshes')).rowCount).toBe(0);
});

test('a gateway takes it away once the day is over, and leaves alone what one of today may go on with or is at', async () => {
  const { governancePool: pool } = world;
  expect(await clearWhenLeft(pool, NOON)).toBe('NOTHING');
  expect(await left()).not.toEqual([]);
  const refreshing = new pg.Client(pool.options);
  await refreshing.connect();
  await refreshing.query('SELECT pg_advisory_lock($1)', [REFRESH_LOCK]);
  expect(await clearWhenLeft(pool, NEXT_DAY)).toBe('ELSEWHERE');
  expect(await left()).not.toEqual([]);
  await refreshing.query('SELECT pg_advisory_unlock($1)', [REFRESH_LOCK]);
  await refreshing.end();
  expect(await clearWhenLeft(pool, NEXT_DAY)).toBe('CLEARED');
  expect(await left()).toEqual([]);
  expect(await clearWhenLeft(pool, NEXT_DAY)).toBe('NOTHING');
  expect(await world.refresh({ full: true })).toMatchObject({ kind: 'FULL', snapshot: '2026-11-22.2' });
});
