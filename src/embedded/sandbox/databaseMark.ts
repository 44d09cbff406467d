import pg from 'pg';
import { withClient } from '../withClient.js';

/** The comment on the database; null: it has none. */
export async function markOf(url: string): Promise<string | null> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ mark: string | null }>(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`,
    );
    return rows[0]?.mark ?? null;
  });
}

export async function setMark(url: string, mark: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select current_database() as name');
    const database = pg.escapeIdentifier(rows[0]?.name ?? '');
    await client.query(`comment on database ${database} is ${pg.escapeLiteral(mark)}`);
  });
}

/** Whether no table has a row; the names of migrations do not count. */
export async function isEmpty(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query<{ filled: boolean }>(`select exists (select from ${table}) as filled`);
      if (rows[0]?.filled !== false) return false;
    }
    return true;
  });
}

/** All schemas go, and with them everything. For databases that bear a mark of the sandbox's. */
export async function emptyOut(url: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(nspname) as name from pg_namespace where nspname <> 'information_schema' and nspname !~ '^pg_'`,
    );
    for (const { name } of rows) await client.query(`drop schema ${name} cascade`);
    await client.query('create schema public');
  });
}

async function tablesOf(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname <> 'information_schema' and schemaname !~ '^pg_' and tablename <> 'mikro_orm_migrations'`,
  );
  return rows.map(({ name }) => name);
}
