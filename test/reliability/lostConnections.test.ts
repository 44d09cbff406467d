import { openGovernance } from '../../src/registry/governanceDatabase.js';
import { openSource } from '../../src/sources/openSource.js';
import { asAdministrator, createDatabase } from '../support/database.js';

const opened = {
  governance: async () => {
    const database = await createDatabase('empty');
    const { pool, close } = openGovernance(database.connection);
    return { database, pool, close };
  },
  source: async () => {
    const database = await createDatabase('empty');
    const { pool, close } = openSource('club', database.connection);
    return { database, pool, close };
  },
};

describe.each(['governance', 'source'] as const)('a pool of the %s', (kind) => {
  test('outlives connections that are lost while somebody holds them between two statements', async () => {
    const { database, pool, close } = await opened[kind]();
    const held = await Promise.all([pool.connect(), pool.connect()]);
    const known = held.map(async (client) => new Promise((resolve) => client.once('end', resolve)));
    await asAdministrator(async (client) =>
      client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database.name]),
    );
    await Promise.all(known);
    await expect(held[0]?.query('select 1')).rejects.toThrow(/not queryable|terminated/);
    for (const client of held) client.release();
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await close();
    await database.drop();
  });
});
