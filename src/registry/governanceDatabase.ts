import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';
import { governanceMigrations } from '../../migrations/governance/index.js';
import { NorenError } from '../errors.js';

/** A URL as `pg` takes it, or its parts. */
export type GovernanceConnection =
  string | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** The gateway's own database: consents, budget, releases, the analysis store. */
export interface GovernanceDatabase {
  readonly pool: pg.Pool;
  /** Whether it answers and takes writes; a standby answers and does not. */
  isWritable(): Promise<boolean>;
  close(): Promise<void>;
}

export function openGovernance(connection: GovernanceConnection): GovernanceDatabase {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: 10,
    connectionTimeoutMillis: 5_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'noren',
  });
  pool.on('error', () => undefined); // an idle connection was dropped; the next query opens another or says why not
  return { pool, isWritable: () => isWritable(pool), close: () => pool.end() };
}

async function isWritable(pool: pg.Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ transaction_read_only: string }>('show transaction_read_only');
    return rows[0]?.transaction_read_only === 'off';
  } catch {
    return false;
  }
}

/**
 * Runs the migrations that are still missing. One gateway at a time: the others wait on an advisory lock.
 * @throws NorenError SOURCE_UNAVAILABLE when the database does not answer
 */
export async function migrateGovernance(connection: GovernanceConnection): Promise<readonly string[]> {
  const lock = new pg.Client(typeof connection === 'string' ? { connectionString: connection } : { ...connection });
  try {
    await lock.connect();
  } catch (cause) {
    throw new NorenError('SOURCE_UNAVAILABLE', 'The governance database does not answer.', {}, { cause });
  }
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await runMigrations(connection);
  } finally {
    await lock.end();
  }
}

const MIGRATION_LOCK = 7_301_400;

async function runMigrations(connection: GovernanceConnection): Promise<readonly string[]> {
  const orm = new MikroORM({
    ...ormConnection(connection),
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: [...governanceMigrations], snapshot: false, silent: true },
    debug: false,
  });
  try {
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close();
  }
}

function ormConnection(connection: GovernanceConnection) {
  if (typeof connection === 'string') {
    const dbName = decodeURIComponent(new URL(connection).pathname.slice(1));
    return { dbName, driverOptions: { connectionString: connection } };
  }
  const { database, ...rest } = connection;
  return { ...rest, dbName: database };
}
