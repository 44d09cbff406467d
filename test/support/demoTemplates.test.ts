import pg from 'pg';
import { demoReferences } from '../../src/embedded/data/demoReferences.js';
import { createDatabase } from './database.js';

it('gives test files demo databases that belong together, and none sees what another writes', async () => {
  const [club, coop, other] = await Promise.all([
    createDatabase('club', { demo: true }),
    createDatabase('coop', { demo: true }),
    createDatabase('club', { demo: true }),
  ]);
  const { guardian } = demoReferences({ families: 40 });
  const read = async (database: typeof club, sql: string, values: readonly unknown[] = []) => {
    const client = new pg.Client(database.connection);
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql, [...values]);
    await client.end();
    return rows;
  };
  const codeOf = `select member_code from guardians where id = $1`;
  const [row] = await read(club, codeOf, [guardian]);
  expect(await read(coop, 'select member_code from members where member_code = $1', [row?.['member_code']])).toEqual([
    row,
  ]);
  await read(club, `update guardians set member_code = null where id = $1`, [guardian]);
  expect(await read(other, codeOf, [guardian])).toEqual([row]);
  expect(await read(coop, 'select count(*)::int as members from members')).toEqual([{ members: 120 }]);
  await Promise.all([club, coop, other].map((database) => database.drop()));
});
