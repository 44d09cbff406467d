import { randomBytes } from 'node:crypto';
import pg from 'pg';

export type DatabaseKind = 'coop' | 'club' | 'broadcaster' | 'governance' | 'empty';

export interface TestDatabase {
  readonly name: string;
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  /** The same as a URL. */
  readonly url: string;
  /** Also ends whoever is still connected. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** With the small demo data (40 families) instead of no rows; coop, club and broadcaster belong together. @default false */
  readonly demo?: boolean;
}

/** A database of its own for a test file, cloned from a template in some 30 ms. */
export async function createDatabase(kind: DatabaseKind, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${kind}_${randomBytes(6).toString('hex')}`;
  const template = kind === 'empty' ? 'template0' : `template_${kind}${options.demo === true ? '_demo' : ''}`;
  await asAdministrator(async (client) => {
    if (options.demo === true) await makeDemoTemplates(client);
    await client.query(`create database ${name} template ${template}`);
  });
  const connection = { ...clusterConnection(), database: name };
  return {
    name,
    connection,
    url: `postgresql://${connection.user}@localhost/${name}?host=${encodeURIComponent(connection.host)}&port=${connection.port}`,
    drop: () =>
      asAdministrator(async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

/** Of the cluster that startCluster.mjs brought up. */
export function clusterConnection(): { readonly host: string; readonly port: number; readonly user: string } {
  const told = process.env['NOREN_TEST_CLUSTER'];
  if (told === undefined) throw new Error('No test cluster: jest.config.mjs must name test/support/startCluster.mjs.');
  return JSON.parse(told) as { host: string; port: number; user: string };
}

export async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...clusterConnection(), database: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const DEMO_SOURCES = ['coop', 'club', 'broadcaster'] as const;
const DEMO_LOCK = 20261122;

/** Made by the first test file that wants them; the others wait. The governance demo has registers in order, and no case in them. */
async function makeDemoTemplates(client: pg.Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [DEMO_LOCK]);
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'template_governance_demo'`);
    if (rowCount === 0) await buildDemoTemplates(client);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [DEMO_LOCK]);
  }
}

async function buildDemoTemplates(client: pg.Client): Promise<void> {
  const { loadDemoData } = await import('../../src/embedded/data/loadDemoData.js');
  const connection = (source: string) => ({ ...clusterConnection(), database: `template_${source}_demo` });
  for (const source of DEMO_SOURCES) {
    await client.query(`drop database if exists template_${source}_demo with (force)`);
    await client.query(`create database template_${source}_demo template template_${source}`);
  }
  await loadDemoData({
    families: 40,
    members: 120,
    today: '2026-11-22',
    sources: { coop: connection('coop'), club: connection('club'), broadcaster: connection('broadcaster') },
  });
  for (const source of DEMO_SOURCES) {
    await client.query(`alter database template_${source}_demo with allow_connections false`);
  }
  await client.query('create database template_governance_demo template template_governance');
  await loadRegisters({ ...clusterConnection(), database: 'template_governance_demo' });
  await client.query('alter database template_governance_demo with allow_connections false');
}

/** The papers of the demo identities, and of the caller `test` of startGateway.ts. */
async function loadRegisters(connection: TestDatabase['connection']): Promise<void> {
  const { openGovernance } = await import('../../src/registry/governanceDatabase.js');
  const { loadDemoRegisters } = await import('../../src/embedded/data/demoRegisters.js');
  const governance = openGovernance(connection);
  try {
    await loadDemoRegisters(governance, { families: 40, today: '2026-11-22' }, { cases: false, staff: ['test'] });
  } finally {
    await governance.close();
  }
}
