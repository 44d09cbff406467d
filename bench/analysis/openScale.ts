import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { announce } from '../../src/embedded/announce.js';
import { loadDemoData } from '../../src/embedded/data/loadDemoData.js';
import { fingerprint } from '../../src/embedded/data/world.js';
import {
  connectionsOf,
  recreateDatabases,
  sourceSchema,
  type Connections,
} from '../../src/embedded/embeddedDatabases.js';
import { startPostgres } from '../../src/embedded/postgres/startPostgres.js';
import { seedGovernance } from '../../src/embedded/seedOnce.js';
import { writeSeedMark } from '../../src/embedded/seedMark.js';
import { SOURCE_NAMES } from '../../src/sources/openSource.js';
import { benchPolicy } from '../harness/benchPolicy.js';

export interface Scale {
  readonly families: number;
  readonly purchases: number;
}

/** A data folder as a gateway keeps it, with databases in this size. */
export interface SeededScale {
  readonly folder: string;
  /** Settings with which a gateway or a command takes the folder for its own. */
  readonly settings: Readonly<Record<string, string>>;
  readonly connections: Connections;
  /** Stops PostgreSQL, so that a gateway can have the folder. */
  release(): Promise<void>;
}

/** The databases run, and commands of the same settings find them. `today`: Tokyo date, YYYY-MM-DD. */
export async function openScale({ families, purchases }: Scale, today: string): Promise<SeededScale> {
  const folder = mkdtempSync(join(tmpdir(), 'noren-scale-'));
  const postgres = await startPostgres({ dataFolder: join(folder, 'postgres') });
  await recreateDatabases(postgres);
  const connections = connectionsOf(postgres);
  await loadDemoData({ families, members: 2 * families, purchases, today, sources: connections });
  await seedGovernance(connections, { families, today });
  await passForDemo(connections, { families, today });
  writeSeedMark(folder, { families, today, schema: sourceSchema() });
  const withdraw = announce(folder, connections);
  const settings = {
    NOREN_DATA: folder,
    NOREN_DEMO_FAMILIES: String(families),
    NOREN_POLICY: benchPolicy(join(folder, 'policy')),
    NOREN_SNAPSHOTS: 'none',
    NOREN_RETENTION: 'off',
  };
  const release = async () => {
    withdraw();
    await postgres.stop();
  };
  return { folder, settings, connections, release };
}

/** A gateway seeds databases anew whose data are not those of its settings, and no setting says how many purchases there are. */
async function passForDemo(connections: Connections, scale: Pick<Scale, 'families'> & { readonly today: string }) {
  for (const name of SOURCE_NAMES) {
    const pool = openPool(connections[name]);
    await pool.query(`COMMENT ON DATABASE ${name} IS ${pg.escapeLiteral(fingerprint(scale))}`);
    await pool.end();
  }
}

/** As an analyst of one's own database would set it: sorts and hashes in memory, in parallel. */
export function openPool(connection: Connections['coop']): pg.Pool {
  const pool = new pg.Pool({ ...connection, max: 4, options: '-c work_mem=256MB' });
  pool.on('error', () => undefined); // the cluster ends with its gateway
  return pool;
}

export function throwAway({ folder }: SeededScale): void {
  rmSync(folder, { recursive: true, force: true });
}
