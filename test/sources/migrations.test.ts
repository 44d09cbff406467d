import { migrateSource, openSource, openSourceOrm, SOURCE_NAMES } from '../../src/sources/openSource.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

describe.each(SOURCE_NAMES)('the migrations of %s', (name) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase('empty');
    expect(await migrateSource(name, database.connection)).not.toEqual([]);
  });
  afterAll(() => database.drop());

  it('leave nothing that the entities would change', async () => {
    const orm = openSourceOrm(name, database.connection);
    expect(await orm.schema.getUpdateSchemaSQL({ dropTables: false })).toBe('');
    await orm.close();
  });

  it('run once only, also when given a URL', async () => {
    expect(await migrateSource(name, database.url)).toEqual([]);
  });

  it('can be taken back', async () => {
    const orm = openSourceOrm(name, database.connection);
    await orm.migrator.down({ to: 0 });
    await orm.close();
    const source = openSource(name, database.url);
    const { rows } = await source.pool.query(`select tablename from pg_tables where schemaname = 'public'`);
    expect(rows).toEqual([{ tablename: 'mikro_orm_migrations' }]);
    await source.close();
  });
});

it('gives dates, times and big numbers as the text of PostgreSQL', async () => {
  const database = await createDatabase('empty');
  const source = openSource('club', database.connection);
  await source.ping();
  const { rows } = await source.pool.query(
    `select date '2018-04-02' as day, timestamptz '2026-11-22 09:00:00+09' as moment, 9007199254740993::int8 as big`,
  );
  expect(rows).toEqual([{ day: '2018-04-02', moment: '2026-11-22 00:00:00+00', big: '9007199254740993' }]);
  await source.close();
  await database.drop();
});

it('says which source does not answer, without naming its host', async () => {
  const source = openSource('coop', { host: '/nowhere', port: 5432, user: 'nobody', database: 'none' });
  await expect(source.ping()).rejects.toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
    message: 'The coop database does not answer.',
  });
  await source.close();
});
