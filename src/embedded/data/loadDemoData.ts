import pg from 'pg';
import { withClient } from '../withClient.js';
import { withBareTables } from './bareTables.js';
import { BROADCASTER_TABLES } from './broadcasterTables.js';
import { CLUB_TABLES } from './clubTables.js';
import { COOP_TABLES } from './coopTables.js';
import { copyTable } from './copyTable.js';
import { FEWEST_FAMILIES } from './special.js';
import type { DemoTable } from './table.js';
import { type DemoScale, fingerprint, makeWorld, type World } from './world.js';
import { NorenError } from '../../errors.js';

type SourceName = 'coop' | 'club' | 'broadcaster';

/** A URL, or what `pg` takes. The databases are migrated already. */
export type DemoConnection = string | pg.ClientConfig;

export interface DemoDataOptions extends DemoScale {
  readonly sources: Readonly<Record<SourceName, DemoConnection>>;
  readonly onProgress?: (message: string) => void;
}

/** Rows by table. */
export type DemoSummary = Readonly<Record<SourceName, Readonly<Record<string, number>>>>;

const TABLES: Readonly<Record<SourceName, readonly DemoTable[]>> = {
  coop: COOP_TABLES,
  club: CLUB_TABLES,
  broadcaster: BROADCASTER_TABLES,
};
const SOURCES = ['coop', 'club', 'broadcaster'] as const;

/**
 * Replaces all rows of the three sources by synthetic ones, one transaction a source, in bounded memory.
 * @throws NorenError BAD_CONFIGURATION with fewer families than the demo identities need
 */
export async function loadDemoData(options: DemoDataOptions): Promise<DemoSummary> {
  const world = makeWorld(options);
  if (!Number.isInteger(world.families) || world.families < FEWEST_FAMILIES) {
    throw new NorenError(
      'BAD_CONFIGURATION',
      `NOREN_DEMO_FAMILIES is ${world.families}; it must be a whole number of at least ${FEWEST_FAMILIES}.`,
    );
  }
  const [coop, club, broadcaster] = await Promise.all(SOURCES.map((name) => loadSource(name, world, options)));
  return { coop: coop ?? {}, club: club ?? {}, broadcaster: broadcaster ?? {} };
}

/** Whether the three databases hold exactly the data that these options would load; false also after a load that broke off. */
export async function hasDemoData(options: DemoDataOptions): Promise<boolean> {
  const marks = await Promise.all(
    SOURCES.map((name) =>
      withClient(options.sources[name], async (client) => {
        const { rows } = await client.query<{ mark: string | null }>(READ_MARK);
        return rows[0]?.mark ?? null;
      }),
    ),
  );
  return marks.every((mark) => mark === fingerprint(options));
}

const READ_MARK = `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`;

function loadSource(
  name: SourceName,
  world: World,
  options: DemoDataOptions,
): Promise<Readonly<Record<string, number>>> {
  const tables = TABLES[name];
  return withClient(options.sources[name], async (client) => {
    const names = tables.map((table) => table.name);
    await client.query('begin');
    await client.query(`truncate ${names.join(', ')} restart identity`);
    const counts = await withBareTables(client, names, async () => {
      const counted: Record<string, number> = {};
      for (const table of tables) {
        counted[table.name] = await copyTable(client, table, world);
        options.onProgress?.(`${name}.${table.name}: ${counted[table.name]} rows`);
      }
      return counted;
    });
    for (const table of names) await client.query(continueKeys(table));
    await client.query(markQuery(await databaseName(client), fingerprint(options)));
    await client.query('commit');
    await client.query(`analyze ${names.join(', ')}`);
    return counts;
  });
}

/** Rows that are added later get keys above the generated ones. */
function continueKeys(table: string): string {
  return `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`;
}

/** A comment on the database is written in the same transaction and is no table of its own. */
function markQuery(database: string, mark: string): string {
  return `comment on database ${pg.escapeIdentifier(database)} is ${pg.escapeLiteral(mark)}`;
}

async function databaseName(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('select current_database() as name');
  return rows[0]?.name ?? '';
}
