import pg from 'pg';
import { DATABASES, type DatabaseName } from '../../src/config.js';
import { externalSandbox } from '../../src/embedded/sandbox/externalSandbox.js';
import { setMark } from '../../src/embedded/sandbox/databaseMark.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

type Databases = Readonly<Record<DatabaseName, TestDatabase>>;

const opened: TestDatabase[] = [];
afterAll(async () => {
  for (const database of opened) await database.drop();
});

async function fourDatabases(change: Partial<Record<DatabaseName, 'demo' | 'migrated'>> = {}): Promise<Databases> {
  const entries = DATABASES.map(async (name) => {
    const made =
      change[name] === undefined ? createDatabase('empty') : createDatabase(name, { demo: change[name] === 'demo' });
    return [name, await made] as const;
  });
  const databases = Object.fromEntries(await Promise.all(entries)) as Record<DatabaseName, TestDatabase>;
  opened.push(...Object.values(databases));
  return databases;
}

const urlsOf = (databases: Databases) =>
  Object.fromEntries(DATABASES.map((name) => [name, databases[name].url])) as Record<DatabaseName, string>;

const asked = (families: number, signal = new AbortController().signal) => ({ families, today: '2026-11-22', signal });

async function count({ connection }: TestDatabase, table: string): Promise<number> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
  await client.end();
  return Number(rows[0]?.count);
}

describe('a sandbox on databases of the operator', () => {
  it('is seeded once, when they are empty, and kept as it is afterwards', async () => {
    const databases = await fourDatabases({ coop: 'migrated' });
    const { identities } = await externalSandbox(urlsOf(databases), asked(12));
    expect(identities.length).toBeGreaterThan(10);
    const seeded = await count(databases.club, 'guardians');
    expect(await count(databases.governance, 'register_entries')).toBeGreaterThan(0);
    await externalSandbox(urlsOf(databases), asked(40));
    expect(await count(databases.club, 'guardians')).toBe(seeded);
  });

  it.each(DATABASES)('refuses a %s database that has rows of others, and leaves all four alone', async (name) => {
    const databases = await fourDatabases({ [name]: 'demo' });
    const setting = `SANDBOX_${name.toUpperCase()}_DATABASE_URL`;
    await expect(externalSandbox(urlsOf(databases), asked(12))).rejects.toMatchObject({
      code: 'BAD_CONFIGURATION',
      details: { setting },
    });
    const others = DATABASES.filter((other) => other !== name);
    for (const other of others) expect(await count(databases[other], `pg_tables where schemaname = 'public'`)).toBe(0);
  });

  it('refuses the governance database of a gateway that has not said anything yet', async () => {
    const databases = await fourDatabases({ governance: 'migrated' });
    await expect(externalSandbox(urlsOf(databases), asked(12))).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
  });

  it('is made anew when a gateway ended in the middle of it', async () => {
    const databases = await fourDatabases();
    const ending = new AbortController();
    ending.abort();
    await expect(externalSandbox(urlsOf(databases), asked(12, ending.signal))).rejects.toThrow('aborted');
    const client = new pg.Client(databases.governance.connection);
    await client.connect();
    await client.query('create table half_done (id int); insert into half_done values (1)');
    await client.end();
    await externalSandbox(urlsOf(databases), asked(12));
    expect(await count(databases.club, 'guardians')).toBeGreaterThan(0);
    expect(await count(databases.governance, `pg_tables where tablename = 'half_done'`)).toBe(0);
  });

  it('is not taken for complete by the mark of one database alone', async () => {
    const databases = await fourDatabases({ club: 'demo' });
    await setMark(databases.governance.url, 'noren demo data 1/20271031/2026-11-22/12/-/-');
    await expect(externalSandbox(urlsOf(databases), asked(12))).rejects.toMatchObject({ code: 'BAD_CONFIGURATION' });
  });

  it('is seeded once by two gateways that start at once', async () => {
    const databases = await fourDatabases();
    await Promise.all([externalSandbox(urlsOf(databases), asked(12)), externalSandbox(urlsOf(databases), asked(12))]);
    expect(await count(databases.governance, 'pg_tables')).toBeGreaterThan(10);
  });
});
