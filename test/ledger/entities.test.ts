import { MikroORM } from '@mikro-orm/postgresql';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { analysisEntities } from '../../src/analysis/entities/index.js';
import { ledgerEntities } from '../../src/ledger/entities/index.js';
import { createDatabase } from '../support/database.js';

test('the entities of ledger and analysis describe the columns that the migrations make', async () => {
  const database = await createDatabase('governance');
  const { host, port, user, database: dbName } = database.connection;
  const orm = await MikroORM.init({
    host,
    port,
    user,
    dbName,
    entities: [...ledgerEntities, ...analysisEntities],
    metadataProvider: ReflectMetadataProvider,
  });
  try {
    const columns = new Map<string, string>();
    const rows: { table: string; column: string; kind: string; empty: string }[] = await orm.em.getConnection().execute(
      `SELECT table_name AS table, column_name AS column, udt_name AS kind, is_nullable AS empty
       FROM information_schema.columns WHERE table_schema = 'public'`,
    );
    for (const row of rows) columns.set(`${row.table}.${row.column}`, `${row.kind} ${row.empty}`);
    const described = [...orm.getMetadata().getAll().values()].flatMap(({ tableName, props }) =>
      props.map(({ fieldNames, columnTypes, nullable }) => [
        `${tableName}.${fieldNames[0] ?? ''}`,
        `${(columnTypes[0] ?? '').replace('bigint', 'int8').replace(/^int$/, 'int4').replace('text[]', '_text')} ${nullable === true ? 'YES' : 'NO'}`,
      ]),
    );
    expect(described.length).toBeGreaterThan(30);
    for (const [column, kind] of described) expect([column, columns.get(column ?? '')]).toEqual([column, kind]);
  } finally {
    await orm.close(true);
    await database.drop();
  }
});
