import fc from 'fast-check';
import { ask } from './replay.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';
import { testModel } from './testModel.js';
import { family } from './worldArbitrary.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await openStoreWorld();
});
afterAll(async () => world.close());

const TWICE = '2026-11-22';
const whole = fc.array(fc.option(family, { freq: 8 }), { minLength: 1, maxLength: 6 });
/** Families replaced, gone and new; the others stay as they are. */
const edits = fc.array(fc.tuple(fc.nat(7), fc.option(family, { freq: 4 })), { maxLength: 4 });

async function incrementalAndFull(before: readonly (WorldFamily | null)[], after: readonly (WorldFamily | null)[]) {
  await world.fill(before);
  const first = await world.refresh({ full: true });
  const frozen = (await ask(world, first.snapshot)).answers;
  await world.fill(after);
  const second = await world.refresh();
  expect(second.kind).toBe('INCREMENTAL');
  const incremental = (await ask(world, second.snapshot)).answers;
  const still = (await ask(world, first.snapshot)).answers;
  const third = await world.refresh({ full: true });
  return {
    frozen,
    still,
    incremental,
    full: (await ask(world, third.snapshot)).answers,
    written: second.familiesWritten,
  };
}

test('an incremental refresh gives what a full one gives, and leaves the snapshot before as it was', async () => {
  await fc.assert(
    fc.asyncProperty(whole, edits, async (before, changes) => {
      const after = [...before];
      for (const [index, each] of changes) after[index] = each;
      for (let index = 0; index < after.length; index += 1) after[index] ??= null;
      const { frozen, still, incremental, full, written } = await incrementalAndFull(before, after);
      expect(still).toEqual(frozen);
      expect(incremental).toEqual(full);
      expect(written).toBeLessThanOrEqual(changes.length);
    }),
    { numRuns: 10, seed: 20261122 },
  );
}, 300_000);

const ONE: WorldFamily = {
  children: [{ birth: '2014-05-03', sex: 'FEMALE', classes: [{ class: 2, attended: [['2026-10-03', 'PRESENT']] }] }],
  guardians: [{ code: '04104', member: 0, consents: false, entries: [1] }],
  purchases: [[[1, 1, '2026-10-30', 1_200]]],
};

test('a fault that lets old rows of a changed family stay is caught', async () => {
  world.fault.change = (text) =>
    text.startsWith('UPDATE analysis_facts') ? text.replace('SET until = $1', 'SET until = until + 0 * $1::int') : text;
  const moved = { ...ONE, purchases: [[[3, 1, '2026-10-30', 1_200] as const]] };
  const { incremental, full } = await incrementalAndFull([ONE, ONE], [ONE, moved]);
  world.fault.change = (text) => text;
  expect(incremental).not.toEqual(full);
});

test.each<readonly [string, string]>([
  ['a purchase that was deleted', 'DELETE FROM purchases WHERE id = (SELECT max(id) FROM purchases)'],
  [
    'an amount that was corrected',
    'UPDATE purchases SET amount = amount + 500 WHERE id = (SELECT max(id) FROM purchases)',
  ],
  ['two purchases that changed places', `UPDATE purchases SET product_id = 5 - product_id`],
])('%s writes exactly the families whose purchase it was', async (_title, sql) => {
  await world.fill([ONE, ONE, ONE]);
  await world.refresh({ full: true });
  expect(await world.refresh()).toMatchObject({ kind: 'INCREMENTAL', familiesWritten: 0 });
  const { rowCount } = await world.sources.coop.query(sql);
  expect(await world.refresh()).toMatchObject({ kind: 'INCREMENTAL', familiesWritten: rowCount });
});

test('a birthday that changes no band writes nothing; one that does writes the family', async () => {
  await world.fill([ONE, { ...ONE, children: [{ birth: '2014-11-25', sex: 'MALE', classes: [] }] }]);
  await world.refresh({ full: true });
  const later = async (today: string) => world.refresh({ today, model: testModel(TWICE) });
  expect(await later('2026-11-24')).toMatchObject({ kind: 'INCREMENTAL', familiesWritten: 0 });
  expect(await later('2026-11-25')).toMatchObject({ kind: 'INCREMENTAL', familiesWritten: 1 });
});

test('other bounds, another month and another place of a category make everything anew', async () => {
  await world.fill([ONE]);
  await world.refresh({ full: true });
  expect(await world.refresh({ model: testModel(TWICE, 'bounds-2') })).toMatchObject({ kind: 'FULL' });
  expect(await world.refresh({ model: testModel('2026-12-01', 'bounds-2') })).toMatchObject({ kind: 'FULL' });
  expect(await world.refresh({ model: testModel('2026-12-01', 'bounds-2') })).toMatchObject({ kind: 'INCREMENTAL' });
  await world.sources.coop.query('UPDATE products SET category_id = 2 WHERE id = 1');
  expect(await world.refresh({ model: testModel('2026-12-01', 'bounds-2') })).toMatchObject({ kind: 'FULL' });
  await world.sources.coop.query('UPDATE products SET category_id = 1 WHERE id = 1');
});

test('rows that only dropped snapshots had are deleted, and so are whole bases', async () => {
  await world.fill([ONE, ONE]);
  await world.refresh({ full: true });
  await world.fill([ONE, null]);
  await world.refresh();
  const tables = async (): Promise<readonly string[]> => {
    const { rows } = await world.governancePool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relname ~ '^analysis_(subjects|staged|facts_[0-9]+_families)' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };
  const [facts = '', subjects = '', ...others] = (await tables()).slice(-2);
  expect(others).toEqual([]);
  const rowsOf = async (table: string) => (await world.governancePool.query(`SELECT FROM ${table}`)).rowCount;
  expect([await rowsOf(facts), await rowsOf(subjects)]).toEqual([2, 6]);
  await world.refresh();
  expect([await rowsOf(facts), await rowsOf(subjects)]).toEqual([1, 3]);
  await world.refresh({ full: true });
  await world.refresh();
  expect(await tables()).not.toContain(facts);
  expect(await tables()).toHaveLength(2);
});

test('a question on a snapshot that is gone is refused, and so is one before the first', async () => {
  const question = {
    topic: 'FAMILIES',
    grain: [],
    regroupedFrom: null,
    clamp: {},
    groupBy: [],
    keep: {},
    sums: ['FAMILIES'],
  } as const;
  for (const snapshot of ['2026-11-22.1', '2020-01-01.1'])
    await expect(world.store.sums({ ...question, snapshot })).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  const empty = await openStoreWorld();
  await expect(empty.store.currentSnapshot()).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  await empty.close();
});
