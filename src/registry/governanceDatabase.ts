import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type SqlEntityManager } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { governanceMigrations } from '../../migrations/governance/index.js';
import { NorenError } from '../errors.js';
import { openPool } from '../openPool.js';
import { REGISTRY_ENTITIES } from './entities.js';

/** A URL as `pg` takes it, or its parts. */
export type GovernanceConnection =
  string | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** The gateway's own database: consents, budget, releases, the analysis store. */
export interface GovernanceDatabase {
  readonly pool: pg.Pool;
  /** For what statistics read: few connections and a limit of their own, so that a long question takes none from the gates. */
  readonly statistics: pg.Pool;
  /** Of the registers; forked for each change. */
  readonly entityManager: SqlEntityManager;
  /**
   * Runs the migrations that are still missing. One gateway at a time: the others wait.
   * @throws NorenError SOURCE_UNAVAILABLE when the database does not answer
   */
  migrate(): Promise<readonly string[]>;
  /** Whether it answers and takes writes; a standby answers and does not. */
  isWritable(): Promise<boolean>;
  close(): Promise<void>;
}

const MIGRATION_LOCK = 7_301_400;

export interface GovernanceOptions {
  /** How long a statement waits for a connection before the database counts as down. @default 5000 */
  readonly connectionTimeoutMs?: number;
  /** How long a statement of statistics may take. @default 30000 */
  readonly statementTimeoutMs?: number;
}

/** Connections are made on demand. */
export function openGovernance(connection: GovernanceConnection, options: GovernanceOptions = {}): GovernanceDatabase {
  const shared: pg.PoolConfig = {
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'noren',
  };
  const pool = openPool({ ...shared, max: 10 });
  const statistics = openPool({ ...shared, max: 3, statement_timeout: options.statementTimeoutMs ?? 30_000 });
  const orm = openOrm(connection);
  return {
    pool,
    statistics,
    entityManager: orm.em,
    migrate: () => migrateAlone(pool, orm),
    isWritable: () => isWritable(pool),
    close: async () => {
      await orm.close();
      await Promise.all([pool.end(), statistics.end()]);
    },
  };
}

function openOrm(connection: GovernanceConnection) {
  return new MikroORM({
    ...ormConnection(connection),
    entities: [...REGISTRY_ENTITIES],
    metadataProvider: ReflectMetadataProvider,
    extensions: [Migrator],
    migrations: { migrationsList: [...governanceMigrations], snapshot: false, silent: true },
    debug: false,
  });
}

function ormConnection(connection: GovernanceConnection) {
  if (typeof connection === 'string') {
    const dbName = decodeURIComponent(new URL(connection).pathname.slice(1));
    return { dbName, driverOptions: { connectionString: connection } };
  }
  const { database, ...rest } = connection;
  return { ...rest, dbName: database };
}

async function migrateAlone(pool: pg.Pool, orm: ReturnType<typeof openOrm>): Promise<readonly string[]> {
  const lock = await pool.connect().catch((cause: unknown) => {
    throw new NorenError('SOURCE_UNAVAILABLE', 'The governance database does not answer.', {}, { cause });
  });
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    // Closing the connection also gives up the lock.
    lock.release(true);
  }
}

async function isWritable(pool: pg.Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ transaction_read_only: string }>('show transaction_read_only');
    return rows[0]?.transaction_read_only === 'off';
  } catch {
    return false;
  }
}
