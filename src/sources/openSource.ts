import { type AnyEntity, type Constructor, type EntityClass, MikroORM } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import pg from 'pg';
import { broadcasterMigrations } from '../../migrations/broadcaster/index.js';
import { clubMigrations } from '../../migrations/club/index.js';
import { coopMigrations } from '../../migrations/coop/index.js';
import { NorenError } from '../errors.js';
import { openPool } from '../openPool.js';
import { BROADCASTER_ENTITIES } from './broadcaster/entities/index.js';
import { CLUB_ENTITIES } from './club/entities/index.js';
import { COOP_ENTITIES } from './coop/entities/index.js';

export const SOURCE_NAMES = ['coop', 'club', 'broadcaster'] as const;
export type SourceName = (typeof SOURCE_NAMES)[number];

/** A URL as `pg` takes it, or its parts. */
export type SourceConnection =
  string | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** One of the three databases, with connections of its own. Nothing ever joins two of them. */
export interface Source {
  readonly name: SourceName;
  /** Dates and timestamps come as the text of PostgreSQL, so that no time zone can move a birthday. */
  readonly pool: pg.Pool;
  /** @throws NorenError SOURCE_UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface SourceOptions {
  /** Most connections at once. @default 10 */
  readonly connections?: number;
  /** After which a statement is cancelled. @default 10000 */
  readonly statementTimeoutMs?: number;
  /** How long a statement waits for a connection before the source counts as down. @default 5000 */
  readonly connectionTimeoutMs?: number;
}

const MODELS: Readonly<Record<SourceName, SourceModel>> = {
  coop: { entities: COOP_ENTITIES, migrations: coopMigrations },
  club: { entities: CLUB_ENTITIES, migrations: clubMigrations },
  broadcaster: { entities: BROADCASTER_ENTITIES, migrations: broadcasterMigrations },
};

interface SourceModel {
  readonly entities: readonly EntityClass<AnyEntity>[];
  readonly migrations: readonly { readonly name: string; readonly class: Constructor<Migration> }[];
}

const TEXT_TYPES: ReadonlySet<number> = new Set([
  pg.types.builtins.DATE,
  pg.types.builtins.TIME,
  pg.types.builtins.TIMESTAMP,
  pg.types.builtins.TIMESTAMPTZ,
  pg.types.builtins.INT8,
  pg.types.builtins.NUMERIC,
]);

/** Opens a pool; connections are made on demand, so call `ping()` to learn whether the source is there. */
export function openSource(name: SourceName, connection: SourceConnection, options: SourceOptions = {}): Source {
  const pool = openPool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: options.connections ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    application_name: 'noren',
    types: { getTypeParser },
  });
  return { name, pool, ping: () => ping(name, pool), close: () => pool.end() };
}

/** Runs the migrations that are still missing; their names are kept in `mikro_orm_migrations` of that database. */
export async function migrateSource(name: SourceName, connection: SourceConnection): Promise<readonly string[]> {
  const orm = openSourceOrm(name, connection);
  try {
    const done = await orm.migrator.up();
    return done.map((migration) => migration.name);
  } finally {
    await orm.close();
  }
}

/** MikroORM on one source, for migrations and administration; the governed read path uses the pool. */
export function openSourceOrm(name: SourceName, connection: SourceConnection): MikroORM {
  const { entities, migrations } = MODELS[name];
  return new MikroORM({
    ...ormConnection(connection),
    entities: [...entities],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    migrations: { migrationsList: [...migrations], snapshot: false, silent: true },
    debug: false,
  });
}

function ormConnection(connection: SourceConnection) {
  if (typeof connection === 'string') {
    const dbName = decodeURIComponent(new URL(connection).pathname.slice(1));
    return { dbName, driverOptions: { connectionString: connection } };
  }
  const { database, ...rest } = connection;
  return { ...rest, dbName: database };
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  return TEXT_TYPES.has(oid) ? (text) => text : (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
}

async function ping(name: SourceName, pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1');
  } catch (error) {
    throw new NorenError(
      'SOURCE_UNAVAILABLE',
      `The ${name} database does not answer.`,
      { source: name },
      { cause: error },
    );
  }
}
