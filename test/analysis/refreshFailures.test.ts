import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../src/projectRoot.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { ask } from './replay.js';
import { openStoreWorld, type StoreWorld, type WorldFamily } from './storeWorld.js';

const ONE: WorldFamily = {
  children: [{ birth: '2014-05-03', sex: 'FEMALE', classes: [{ class: 2, attended: [['2026-10-03', 'PRESENT']] }] }],
  guardians: [{ code: '04104', member: 0, consents: false, entries: [1] }],
  purchases: [[[1, 1, '2026-10-30', 1_200]]],
};

describe('what goes wrong in a source or on the way', () => {
  let world: StoreWorld;
  beforeAll(async () => {
    world = await openStoreWorld();
    await world.fill([ONE]);
    await world.refresh();
  });
  afterAll(async () => world.close());

  test.each(['club', 'coop', 'broadcaster'] as const)(
    'without the %s there is no snapshot, and a word of which it is',
    async (name) => {
      const nowhere = new pg.Pool({ host: '/nowhere', user: 'nobody', database: 'none' });
      await expect(world.refresh({ sources: { ...world.sources, [name]: nowhere } })).rejects.toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        message: `analysis refresh: the ${name} database does not answer. No snapshot was taken; the one before stays.`,
      });
      expect((await world.store.currentSnapshot()).id).toBe('2026-11-22.1');
      await nowhere.end();
    },
  );

  test('whatever statement breaks, the current snapshot answers as before, and the next refresh goes on and is whole', async () => {
    const { answers } = await ask(world, '2026-11-22.1');
    const sent: string[] = [];
    world.fault.change = (text) => (sent.push(text), text);
    await world.refresh({ full: true });
    const statements = sent.length;
    let broken = 0;
    for (let at = 7; at < statements; at += 9) {
      let count = 0;
      world.fault.change = (text) => ((count += 1) === at && !text.startsWith('COMMIT') ? 'SELECT 1 / 0' : text);
      const { id } = await world.store.currentSnapshot();
      await world.refresh({ full: true }).catch((error: unknown) => {
        expect(['STATISTIC_UNAVAILABLE', 'SOURCE_UNAVAILABLE']).toContain((error as { code?: unknown }).code);
        broken += 1;
      });
      world.fault.change = (text) => text;
      if ((await world.store.currentSnapshot()).id === id) expect((await ask(world, id)).answers).toEqual(answers);
    }
    expect(broken).toBeGreaterThan(10);
    const { snapshot } = await world.refresh();
    expect((await ask(world, snapshot)).answers).toEqual(answers);
  }, 300_000);

  test('whoever asks meanwhile sees the one world or the other, and never a part of one', async () => {
    const worlds = [[ONE, ONE, ONE], [ONE], [ONE, ONE, ONE, ONE]];
    const totals = new Set<string>();
    const state = { ended: false };
    const asking = async (): Promise<void> => {
      while (!state.ended) {
        const { id } = await world.store.currentSnapshot();
        const sums = ['FAMILIES', 'PURCHASES', 'AMOUNT'] as const;
        const question = {
          snapshot: id,
          topic: 'PURCHASES',
          regroupedFrom: null,
          clamp: {},
          groupBy: [],
          keep: {},
          sums,
        } as const;
        const one = world.store.sums({ ...question, grain: [] });
        const other = world.store.sums({ ...question, grain: ['MONTH'], keep: { MONTH: ['2026-10'] } });
        const [whole, month] = await Promise.all([one, other]);
        totals.add(
          JSON.stringify([whole[0]?.sums, month[0]?.sums], (_key, value: unknown) =>
            typeof value === 'bigint' ? Number(value) : value,
          ),
        );
      }
    };
    const askers = [asking(), asking()];
    for (const [round, families] of [...worlds, ...worlds].entries()) {
      await world.fill(families);
      await world.refresh({ full: round % 2 === 0 });
    }
    state.ended = true;
    await Promise.all(askers);
    const sums = (count: number) => ({ FAMILIES: count, PURCHASES: count, AMOUNT: 12 * count });
    const allowed = worlds.map(({ length }) => JSON.stringify([sums(length), sums(length)]));
    expect([...totals].filter((total) => !allowed.includes(total))).toEqual([]);
    expect(totals.size).toBeGreaterThan(1);
  }, 120_000);

  test('a name that is none of the store reaches no statement', async () => {
    const { id } = await world.store.currentSnapshot();
    const groupBy = ['MONTH; DROP TABLE analysis_snapshots --'] as unknown as readonly ['MONTH'];
    const question = {
      topic: 'PURCHASES',
      grain: ['MONTH'],
      regroupedFrom: null,
      clamp: {},
      keep: {},
      sums: ['FAMILIES'],
    } as const;
    await expect(world.store.sums({ ...question, snapshot: id, groupBy })).rejects.toThrow(RangeError);
  });

  test('two refreshes at once follow one another', async () => {
    const [one, two] = await Promise.all([world.refresh(), world.refresh()]);
    expect(one.snapshot).not.toBe(two.snapshot);
  });
});

describe('killed in the middle', () => {
  const NAMES = ['coop', 'club', 'broadcaster', 'governance'] as const;
  const databases = new Map<string, TestDatabase>();
  beforeAll(async () => {
    for (const name of NAMES) databases.set(name, await createDatabase(name, { demo: true }));
  });
  afterAll(async () => Promise.all([...databases.values()].map(async (database) => database.drop())));

  /** The command as an operator runs it; killed as soon as it has said `until`. */
  async function refresh(options: readonly string[], until?: string) {
    const urls = NAMES.map((name) => [`${name.toUpperCase()}_DATABASE_URL`, databases.get(name)?.url]);
    const environment = {
      ...(Object.fromEntries(urls) as Record<string, string>),
      OIDC_ISSUER: 'http://127.0.0.1:1',
      NOREN_SECRET: Buffer.alloc(32, 1).toString('base64'),
    };
    const command = spawn(
      process.execPath,
      [join(projectRoot, 'dist/src/cli/noren.js'), 'analysis', 'refresh', ...options],
      {
        env: { PATH: process.env['PATH'], ...environment },
      },
    );
    const said = { out: '', err: '' };
    command.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    command.stderr.on('data', (chunk: Buffer) => {
      said.err += chunk.toString();
      if (until !== undefined && said.err.includes(until)) command.kill('SIGKILL');
    });
    const code = await new Promise((resolve) => command.on('close', resolve));
    return { code, ...said };
  }

  test('a refresh goes on where it was, and is never half there', async () => {
    expect(await refresh(['--dry-run'])).toMatchObject({ code: 0, out: 'A full refresh: there is no snapshot yet.\n' });
    const pool = new pg.Pool(databases.get('governance')?.connection);
    pool.on('error', () => undefined);
    const snapshots = async () => (await pool.query('SELECT FROM analysis_snapshots')).rowCount;
    const killed = await refresh([], 'done: PURCHASES MONTH');
    expect([killed.code, await snapshots()]).toEqual([null, 0]);
    const resumed = await refresh([]);
    expect(resumed.err).not.toContain('done: people\n');
    expect(resumed.err).not.toContain('done: PURCHASES MONTH\n');
    expect(resumed.err).toContain('done: CAMPAIGNS PROGRAMME\n');
    expect([resumed.code, resumed.out]).toEqual([0, expect.stringMatching(/^Snapshot .* is current \(full refresh\)/)]);
    expect(await snapshots()).toBe(1);
    const { rows } = await pool.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relname LIKE 'analysis\\_staged%'`,
    );
    expect(rows).toEqual([]);
    expect(await refresh(['--dry-run'])).toMatchObject({ out: 'An incremental refresh, if few families changed.\n' });
    expect(await refresh([])).toMatchObject({
      code: 0,
      out: expect.stringContaining('(incremental refresh)') as string,
    });
    expect(await refresh(['--everything'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("Unknown option '--everything'") as string,
    });
    await pool.end();
  }, 120_000);
});
