import pg from 'pg';
import fc from 'fast-check';
import { readFactEntries } from '../../src/registry/facts/readFactEntries.js';
import { createVolumeCounter } from '../../src/registry/volumes/volumeCounter.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createDatabase('governance');
  pool = new pg.Pool({ ...database.connection, max: 16 });
  pool.on('error', () => undefined); // dropping the database may overtake the end of a connection
});
afterEach(async () => {
  await pool.query('truncate request_volumes');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const START = new Date('2026-11-22T01:00:00Z').getTime();
const at = (seconds: number) => new Date(START + seconds * 1_000);
const charge = (seconds: number, records: number, subjectId = 'a', organisation = 'GAKKO') =>
  createVolumeCounter(pool)({ organisation, subjectId, records, now: at(seconds) });
const counted = async (seconds: number, subjectId = 'a', organisation = 'GAKKO') => {
  const { volumes } = await readFactEntries(pool, { organisation, subjectId, isDesk: false, now: at(seconds) });
  return Object.fromEntries(volumes.map(({ scope, ...volume }) => [scope, volume]));
};

test('an answer counts for its caller and its organisation, and the next request sees it', async () => {
  expect(await charge(0, 7)).toEqual({
    caller: { requests: 1, records: 7 },
    organisation: { requests: 1, records: 7 },
  });
  expect(await charge(1, 2, 'b')).toEqual({
    caller: { requests: 1, records: 2 },
    organisation: { requests: 2, records: 9 },
  });
  expect(await counted(2)).toEqual({
    CALLER: { requests: 1, records: 7 },
    ORGANISATION: { requests: 2, records: 9 },
  });
  expect(await counted(2, 'a', 'COOP')).toEqual({});
});

test('callers of one name in two organisations are two', async () => {
  await charge(0, 7);
  expect((await charge(0, 1, 'a', 'COOP')).caller).toEqual({ requests: 1, records: 1 });
});

test('windows slide: a request counts for a minute, a record for a day, never less and hardly more', async () => {
  await charge(0, 5);
  expect((await counted(60))['CALLER']).toEqual({ requests: 1, records: 5 });
  expect((await counted(70))['CALLER']).toEqual({ requests: 0, records: 5 });
  expect((await counted(86_400))['CALLER']).toEqual({ requests: 0, records: 5 });
  expect(await counted(86_400 + 3_600)).toEqual({});
});

test('what is out of every window is swept away by later requests', async () => {
  for (const subjectId of ['a', 'b', 'c']) await charge(0, 1, subjectId);
  await charge(3 * 86_400, 1);
  await charge(3 * 86_400, 1);
  const { rows } = await pool.query('select min(bucket) as first, count(*)::int as rows from request_volumes');
  expect(rows).toEqual([{ first: at(3 * 86_400), rows: 4 }]);
});

test('gateways that count at once lose nothing, and one of them sees the whole', async () => {
  const other = new pg.Pool({ ...database.connection, max: 8 });
  other.on('error', () => undefined);
  try {
    const counters = [createVolumeCounter(pool), createVolumeCounter(other)];
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const counter = counters[index % 2] as (typeof counters)[number];
        return counter({ organisation: 'GAKKO', subjectId: `s${index % 3}`, records: 2, now: at(0) });
      }),
    );
    expect(Math.max(...answers.map(({ organisation }) => organisation.records))).toBe(120);
    expect(new Set(answers.map(({ organisation }) => organisation.records)).size).toBe(60);
  } finally {
    await other.end();
  }
});

test('the sum is that of a plain list of what was charged, whenever it was', async () => {
  const step = fc.record({ after: fc.nat(40_000), records: fc.nat(50), who: fc.constantFrom('a', 'b') });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      await pool.query('truncate request_volumes');
      const log: { readonly second: number; readonly records: number; readonly who: string }[] = [];
      let second = 0;
      for (const { after, records, who } of steps) {
        second += after;
        log.push({ second, records, who });
        const { caller, organisation } = await charge(second, records, who);
        const within = (seconds: number, all: boolean) =>
          log
            .filter((each) => each.second >= second - seconds && (all || each.who === who))
            .reduce((sum, each) => sum + each.records, 0);
        // A window is its length or up to one bucket longer.
        for (const [volume, all] of [
          [caller, false],
          [organisation, true],
        ] as const) {
          expect(volume.records).toBeGreaterThanOrEqual(within(86_400, all));
          expect(volume.records).toBeLessThanOrEqual(within(86_400 + 3_600, all));
        }
      }
    }),
    { seed: 20261122, numRuns: 40 },
  );
});

test('what can not be counted is not answered: without the table the charge fails', async () => {
  await pool.query('alter table request_volumes rename to gone');
  try {
    await expect(charge(0, 1)).rejects.toThrow();
    await expect(counted(0)).rejects.toThrow();
  } finally {
    await pool.query('alter table gone rename to request_volumes');
  }
});
