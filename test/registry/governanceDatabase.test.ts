import { openGovernance, type GovernanceDatabase } from '../../src/registry/governanceDatabase.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let governance: GovernanceDatabase;
beforeAll(async () => {
  database = await createDatabase('governance');
  governance = openGovernance(database.connection, { statementTimeoutMs: 50 });
});
afterAll(async () => {
  await governance.close();
  await database.drop();
});

test('a statement of statistics is ended after its time; one of the gates is not', async () => {
  await expect(governance.statistics.query('SELECT pg_sleep(60)')).rejects.toMatchObject({ code: '57014' });
  expect((await governance.pool.query<{ limit: string }>('SHOW statement_timeout')).rows).toEqual([
    { statement_timeout: '0' },
  ]);
});

test('who holds all connections of statistics keeps nobody from the others', async () => {
  const held = await Promise.all([1, 2, 3].map(async () => governance.statistics.connect()));
  expect(await governance.isWritable()).toBe(true);
  const fourth = governance.statistics.query('SELECT 1');
  held.forEach((client) => client.release());
  expect((await fourth).rowCount).toBe(1);
});
