import type pg from 'pg';
import { broadcasterMigrations } from '../../migrations/broadcaster/index.js';
import { governanceMigrations } from '../../migrations/governance/index.js';
import { clubMigrations } from '../../migrations/club/index.js';
import { coopMigrations } from '../../migrations/coop/index.js';
import { DATABASES, type DatabaseName } from '../config.js';
import { migrateSource, SOURCE_NAMES } from '../sources/openSource.js';
import type { Connection, EmbeddedPostgres } from './postgres/startPostgres.js';
import { withClient } from './withClient.js';

export type Connections = Readonly<Record<DatabaseName, Connection>>;

/** Before the names of the databases: of the demonstration nothing, of the sandbox this. */
export type DatabasePrefix = '' | 'sandbox_';

export function connectionsOf(
  postgres: Pick<EmbeddedPostgres, 'connection'>,
  prefix: DatabasePrefix = '',
): Connections {
  return {
    coop: postgres.connection(`${prefix}coop`),
    club: postgres.connection(`${prefix}club`),
    broadcaster: postgres.connection(`${prefix}broadcaster`),
    governance: postgres.connection(`${prefix}governance`),
  };
}

/** Names of all migrations; other ones mean other tables, or other entries to fill them with. */
export function sourceSchema(): string {
  const migrations = [...coopMigrations, ...clubMigrations, ...broadcasterMigrations, ...governanceMigrations];
  return migrations.map(({ name }) => name).join(' ');
}

const asAdministrator = async <T>(postgres: EmbeddedPostgres, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  withClient(postgres.connection('postgres'), work);

const named = (prefix: DatabasePrefix): readonly string[] => DATABASES.map((name) => `${prefix}${name}`);

export async function databasesExist(postgres: EmbeddedPostgres, prefix: DatabasePrefix): Promise<boolean> {
  return asAdministrator(postgres, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = any($1)', [named(prefix)]);
    return rowCount === DATABASES.length;
  });
}

/** Four empty databases, the sources migrated. What was there goes: consents and releases speak of rows that are no more. */
export async function recreateDatabases(postgres: EmbeddedPostgres, prefix: DatabasePrefix = ''): Promise<void> {
  await asAdministrator(postgres, async (client) => {
    for (const name of named(prefix)) {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name} template template0`);
    }
    // What is acknowledged here is owed: a withdrawn consent, a charged budget. The sources are copies that a crash may set back.
    await client.query(`alter database ${prefix}governance set synchronous_commit = on`);
  });
  const connections = connectionsOf(postgres, prefix);
  for (const name of SOURCE_NAMES) await migrateSource(name, connections[name]);
}
