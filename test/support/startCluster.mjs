// One PostgreSQL for the whole test run, in a temporary folder, with a migrated and empty template of each database.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);

export default async function startCluster() {
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
  const { startPostgres } = await load('src/embedded/postgres/startPostgres.js');
  const folder = mkdtempSync(join(tmpdir(), 'noren-test-'));
  const postgres = await startPostgres({ dataFolder: folder, durable: false });
  globalThis.norenTestCluster = {
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await makeTemplates(postgres);
  } catch (error) {
    await globalThis.norenTestCluster.stop();
    throw error;
  }
  const { host, port, user } = postgres.connection('postgres');
  process.env.NOREN_TEST_CLUSTER = JSON.stringify({ host, port, user });
}

async function makeTemplates(postgres) {
  const { default: pg } = await import('pg');
  const { migrateSource } = await load('src/sources/openSource.js');
  const migrations = {
    coop: (connection) => migrateSource('coop', connection),
    club: (connection) => migrateSource('club', connection),
    broadcaster: (connection) => migrateSource('broadcaster', connection),
    governance: migrateGovernance,
  };
  const client = new pg.Client(postgres.connection('postgres'));
  await client.connect();
  for (const [name, migrate] of Object.entries(migrations)) {
    const database = `template_${name}`;
    await client.query(`create database ${database} template template0`);
    await migrate(postgres.connection(database));
    // A template that somebody is connected to can't be cloned.
    await client.query(`alter database ${database} with is_template true allow_connections false`);
  }
  await client.end();
}

async function migrateGovernance({ database, ...server }) {
  const { governanceMigrations } = await load('migrations/governance/index.js');
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const { Migrator } = await import('@mikro-orm/migrations');
  const orm = new MikroORM({
    ...server,
    dbName: database,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: [...governanceMigrations], snapshot: false, silent: true },
  });
  await orm.migrator.up();
  await orm.close();
}
