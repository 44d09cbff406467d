import { type GovernanceConnection, openGovernance } from '../registry/governanceDatabase.js';
import { loadDemoConsents } from './data/loadDemoConsents.js';
import { loadDemoRegisters } from './data/demoRegisters.js';
import { hasDemoData, loadDemoData } from './data/loadDemoData.js';
import {
  type Connections,
  connectionsOf,
  type DatabasePrefix,
  databasesExist,
  recreateDatabases,
  sourceSchema,
} from './embeddedDatabases.js';
import type { EmbeddedPostgres } from './postgres/startPostgres.js';
import { readSeedMark, removeSeedMark, writeSeedMark, type SeedMark } from './seedMark.js';

export interface SeedOptions {
  readonly postgres: EmbeddedPostgres;
  readonly dataFolder: string;
  readonly families: number;
  /** Tokyo date as of which new data are made, YYYY-MM-DD. */
  readonly today: string;
  readonly say: (message: string) => void;
  /** @default that of the demonstration */
  readonly prefix?: DatabasePrefix;
  /** Other people, in a world of their own. @default those of the demonstration */
  readonly seed?: number;
  /** Breaks off between two steps; what was made so far is made anew by the next start. */
  readonly signal?: AbortSignal;
}

/** Without a seed of its own the one of the demonstration, which its databases do not name. */
const scaleOf = ({ families, seed }: SeedOptions, today: string): Scale =>
  seed === undefined ? { families, today } : { families, today, seed };

async function isComplete(mark: SeedMark, options: SeedOptions): Promise<boolean> {
  const { postgres, families, prefix = '' } = options;
  if (postgres.fresh || mark.families !== families || mark.schema !== sourceSchema()) return false;
  if (!(await databasesExist(postgres, prefix))) return false;
  return hasDemoData({ ...scaleOf(options, mark.today), sources: connectionsOf(postgres, prefix) });
}

interface SeedConnections {
  readonly governance: GovernanceConnection;
}

interface Scale {
  readonly families: number;
  readonly today: string;
  readonly seed?: number;
}

/** The papers of the demo world: consents, and registers in order. */
export async function seedGovernance({ governance }: Pick<SeedConnections, 'governance'>, scale: Scale): Promise<void> {
  const database = openGovernance(governance);
  try {
    await database.migrate();
    await loadDemoConsents(database.pool, scale);
    await loadDemoRegisters(database, scale);
  } finally {
    await database.close();
  }
}

async function seed(connections: Connections, options: SeedOptions): Promise<SeedMark> {
  const { postgres, families, today, say, prefix = '', signal } = options;
  say(`Seeding ${families} synthetic families`);
  await recreateDatabases(postgres, prefix);
  signal?.throwIfAborted();
  const scale = scaleOf(options, today);
  const summary = await loadDemoData({ ...scale, sources: connections });
  signal?.throwIfAborted();
  await seedGovernance(connections, scale);
  const { members, purchases } = summary.coop;
  say(
    `Seeded ${summary.club['guardians']} guardians, ${summary.club['children']} children, ${members} members, ${purchases} purchases`,
  );
  return { families, today, schema: sourceSchema() };
}

/** Data that are there in full are kept; anything else, as a crash in the middle of seeding leaves it, is made anew. */
export async function seedOnce(options: SeedOptions): Promise<SeedMark> {
  const found = readSeedMark(options.dataFolder);
  if (found !== null && (await isComplete(found, options))) return found;
  removeSeedMark(options.dataFolder);
  const mark = await seed(connectionsOf(options.postgres, options.prefix), options);
  writeSeedMark(options.dataFolder, mark);
  return mark;
}
