import { openGovernance } from '../registry/governanceDatabase.js';
import { loadDemoConsents } from './data/loadDemoConsents.js';
import { loadDemoRegisters } from './data/demoRegisters.js';
import { hasDemoData, loadDemoData } from './data/loadDemoData.js';
import {
  type Connections,
  connectionsOf,
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
}

async function isComplete(mark: SeedMark, { postgres, families }: SeedOptions): Promise<boolean> {
  if (postgres.fresh || mark.families !== families || mark.schema !== sourceSchema()) return false;
  if (!(await databasesExist(postgres))) return false;
  return hasDemoData({ families, today: mark.today, sources: connectionsOf(postgres) });
}

async function seedGovernance({ governance }: Connections, scale: { families: number; today: string }): Promise<void> {
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
  const { postgres, families, today, say } = options;
  say(`Seeding ${families} synthetic families`);
  await recreateDatabases(postgres);
  const summary = await loadDemoData({ families, today, sources: connections });
  await seedGovernance(connections, { families, today });
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
  const mark = await seed(connectionsOf(options.postgres), options);
  writeSeedMark(options.dataFolder, mark);
  return mark;
}
