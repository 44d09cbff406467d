import pg from 'pg';
import { AnalysisStore } from '../../src/analysis/analysisStore.js';
import { refreshAnalysis } from '../../src/analysis/refreshAnalysis.js';
import { canonicalQuestion } from '../../src/statistics/question.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { settings } from '../statistics/settings.js';

const databases: TestDatabase[] = [];
let clubPool: pg.Pool;
let governancePool: pg.Pool;
const pseudonymKey = Buffer.alloc(32, 7);
const today = '2026-11-22';

async function open(kind: 'club' | 'governance'): Promise<pg.Pool> {
  const database = await createDatabase(kind);
  databases.push(database);
  return new pg.Pool({ ...database.connection, max: 4 });
}

beforeAll(async () => {
  [clubPool, governancePool] = await Promise.all([open('club'), open('governance')]);
});

afterAll(async () => {
  await Promise.all([clubPool.end(), governancePool.end()]);
  await Promise.all(databases.map((database) => database.drop()));
});

beforeEach(async () => {
  await clubPool.query('TRUNCATE families RESTART IDENTITY CASCADE');
  await governancePool.query('TRUNCATE analysis_snapshots CASCADE');
});

interface Person {
  readonly family: number;
  readonly code?: string;
  readonly birth?: string;
  readonly left?: string | null;
  readonly deceased?: string | null;
}

async function addFamilies(count: number): Promise<void> {
  await clubPool.query(`INSERT INTO families (registered_on) SELECT '2024-04-01' FROM generate_series(1, $1)`, [count]);
}

async function add(
  table: 'guardians' | 'children',
  { family, code = '04101', birth = '2016-05-03', left = null, deceased = null }: Person,
): Promise<void> {
  await clubPool.query(
    `INSERT INTO ${table} (family_id, family_name, given_name, family_kana, given_kana, sex, birth_date, postal_code, prefecture,
       municipality_code, municipality_name, street, registered_on, left_on, deceased_on)
     VALUES ($1, '宮城野', '花子', 'ミヤギノ', 'ハナコ', 'FEMALE', $2, '980-0811', '宮城県', $3, '仙台市青葉区', '一番町3-7-1', '2024-04-01', $4, $5)`,
    [family, birth, code, left, deceased],
  );
}

const refresh = (changes: Partial<Parameters<typeof refreshAnalysis>[0]> = {}) =>
  refreshAnalysis({ clubPool, governancePool, pseudonymKey, today, ...changes });

async function stored(): Promise<readonly string[]> {
  const { rows } = await governancePool.query<{ municipality: string; age_band: string }>(
    `SELECT municipality, age_band FROM analysis_families JOIN analysis_snapshots ON id = snapshot
     WHERE status = 'CURRENT' ORDER BY municipality, age_band`,
  );
  return rows.map((row) => `${row.municipality} ${row.age_band}`);
}

test('a family is where its first active guardian lives, and as old as its eldest participating child', async () => {
  await addFamilies(5);
  await add('guardians', { family: 1, code: '04102', left: '2025-03-31' });
  await add('guardians', { family: 1, code: '04103', deceased: '2025-03-31' });
  await add('guardians', { family: 1, code: '04104' });
  await add('guardians', { family: 1, code: '04105' });
  await add('children', { family: 1, birth: '2009-01-01', left: '2025-03-31' });
  await add('children', { family: 1, birth: '2010-01-01', deceased: '2025-03-31' });
  await add('children', { family: 1, birth: '2014-05-03' });
  await add('children', { family: 1, birth: '2019-05-03' });
  await add('children', { family: 2, birth: '2022-05-03' }); // no guardian
  await add('guardians', { family: 3, code: '04302' }); // too small a town
  await add('children', { family: 3, birth: '2016-05-03', left: '2026-12-31' }); // will leave
  await add('guardians', { family: 4, code: '04101' }); // no child
  await add('guardians', { family: 5, code: '04101' });
  await add('children', { family: 5, left: today });
  expect(await refresh()).toEqual({ snapshot: '2026-11-22.1' });
  expect(await stored()).toEqual(['04104 12-14', 'OTHER 0-5', 'OTHER 9-11']);
});

test('one family more, however large, is one row more: the sensitivity of a count is 1', async () => {
  const rows = async (): Promise<readonly string[]> => {
    await governancePool.query('TRUNCATE analysis_snapshots CASCADE');
    await refresh();
    const result = await governancePool.query<{ row: string }>(
      'SELECT analysis_families::text AS row FROM analysis_families',
    );
    return result.rows.map(({ row }) => row);
  };
  await addFamilies(4);
  for (const family of [1, 2, 3]) await add('children', { family });
  const before = await rows();
  for (const code of ['04101', '04102', '13101']) await add('guardians', { family: 4, code });
  for (const birth of ['2010-01-01', '2015-01-01', '2022-01-01']) await add('children', { family: 4, birth });
  const after = await rows();
  expect(after.filter((row) => !before.includes(row))).toHaveLength(1);
  expect(before.filter((row) => !after.includes(row))).toEqual([]);
});

test('nothing of a person is copied: a pseudonym, a cell and a band, in the order of the pseudonyms', async () => {
  await addFamilies(30);
  for (let family = 1; family <= 30; family += 1) {
    await add('guardians', { family });
    await add('children', { family });
  }
  await refresh();
  const { rows } = await governancePool.query<Record<string, unknown>>(
    'SELECT *, ctid FROM analysis_families ORDER BY ctid',
  );
  expect(Object.keys(rows[0] ?? {})).toEqual(['snapshot', 'family_pseudonym', 'municipality', 'age_band', 'ctid']);
  const pseudonyms = rows.map((row) => (row['family_pseudonym'] as Buffer).toString('hex'));
  expect(new Set(pseudonyms).size).toBe(30);
  expect(pseudonyms).toEqual(pseudonyms.toSorted());
  await governancePool.query('TRUNCATE analysis_snapshots CASCADE');
  await refresh({ pseudonymKey: Buffer.alloc(32, 8) });
  const other = await governancePool.query<{ family_pseudonym: Buffer }>(
    'SELECT family_pseudonym FROM analysis_families',
  );
  expect(
    other.rows.map((row) => row.family_pseudonym.toString('hex')).filter((hex) => pseudonyms.includes(hex)),
  ).toEqual([]);
});

test('each refresh is a new snapshot; the one before stays readable, older ones are emptied', async () => {
  await addFamilies(1);
  await add('guardians', { family: 1 });
  await add('children', { family: 1 });
  const store = new AnalysisStore({ pool: governancePool });
  await expect(store.currentSnapshot()).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  await refresh();
  expect(await store.currentSnapshot()).toBe('2026-11-22.1');
  await refresh();
  const question = canonicalQuestion({ groupBy: [] }, settings);
  expect(await store.countFamilies(question, '2026-11-22.1')).toEqual([{ by: {}, families: 1n }]);
  await refresh({ today: '2026-11-23' });
  expect(await store.currentSnapshot()).toBe('2026-11-23.1');
  await expect(store.countFamilies(question, '2026-11-22.1')).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
});

test('a refresh that fails midway changes nothing', async () => {
  await addFamilies(1);
  await add('children', { family: 1 });
  await refresh();
  await clubPool.query('ALTER TABLE guardians RENAME TO hidden_guardians');
  await expect(refresh()).rejects.toThrow('guardians');
  await clubPool.query('ALTER TABLE hidden_guardians RENAME TO guardians');
  expect(await stored()).toEqual(['OTHER 9-11']);
  expect(await refresh()).toEqual({ snapshot: '2026-11-22.2' });
});

test('two refreshes at once follow one another', async () => {
  await addFamilies(1);
  await add('children', { family: 1 });
  const snapshots = await Promise.all([refresh(), refresh()]);
  expect(snapshots.map(({ snapshot }) => snapshot).toSorted()).toEqual(['2026-11-22.1', '2026-11-22.2']);
});

test('a wrong date and a short key are refused', async () => {
  await expect(refresh({ today: `2026-11-22'; DROP TABLE families; --` })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(refresh({ pseudonymKey: Buffer.alloc(16) })).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
});

test('100,000 families take seconds, and progress is told in whole thousands', async () => {
  await clubPool.query(`INSERT INTO families (registered_on) SELECT '2024-04-01' FROM generate_series(1, 100000)`);
  for (const table of ['guardians', 'children']) {
    await clubPool.query(
      `INSERT INTO ${table} (family_id, family_name, given_name, family_kana, given_kana, sex, birth_date, postal_code, prefecture,
         municipality_code, municipality_name, street, registered_on)
       SELECT id, '', '', '', '', 'OTHER', date '2008-01-01' + id % 6000, '', '', '041' || lpad((1 + id % 5)::text, 2, '0'), '', '', '2024-04-01'
       FROM families`,
    );
  }
  const progress: number[] = [];
  const start = performance.now();
  await refresh({ onProgress: (families) => progress.push(families) });
  expect(performance.now() - start).toBeLessThan(40_000); // about 4 s of processor time; the bound is for a busy machine
  expect(progress).toHaveLength(100);
  expect(progress.every((families) => families % 1_000 === 0)).toBe(true);
  const store = new AnalysisStore({ pool: governancePool });
  const counts = await store.countFamilies(
    canonicalQuestion({ groupBy: ['MUNICIPALITY'] }, settings),
    await store.currentSnapshot(),
  );
  expect(counts.map(({ families }) => families)).toEqual([20_000n, 20_000n, 20_000n, 20_000n, 20_000n]);
}, 120_000);
