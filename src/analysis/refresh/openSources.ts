import type { ClientBase, Pool, PoolClient } from 'pg';
import { NorenError } from '../../errors.js';
import { STATISTIC_SOURCES, type StatisticSource } from '../../statistics/model/statisticModel.js';

export type SourceName = StatisticSource;

/** A connection to each source, inside one read-only transaction: everything that is read of it is of one instant. */
export type OpenSources = Readonly<Record<SourceName, ClientBase>>;

// A scan of years of purchases takes longer than a request may; while one source is read, the others wait.
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0`;

/**
 * All three, or nothing: a snapshot over two sources would be a partial sum that looks like a whole one.
 * @throws NorenError SOURCE_UNAVAILABLE, which names the source
 */
export async function withSources<T>(
  pools: Readonly<Record<SourceName, Pool>>,
  work: (sources: OpenSources) => Promise<T>,
): Promise<T> {
  const opened: PoolClient[] = [];
  try {
    const clients: [SourceName, PoolClient][] = [];
    for (const name of STATISTIC_SOURCES) {
      const client = await open(name, pools[name]);
      opened.push(client);
      clients.push([name, client]);
    }
    return await work(Object.fromEntries(clients) as Record<SourceName, PoolClient>);
  } finally {
    // Closed, not given back: that ends the transaction whatever became of it.
    for (const client of opened) client.release(true);
  }
}

async function open(name: SourceName, pool: Pool): Promise<PoolClient> {
  const unavailable = (cause: unknown): never => {
    throw new NorenError(
      'SOURCE_UNAVAILABLE',
      `analysis refresh: the ${name} database does not answer. No snapshot was taken; the one before stays.`,
      { source: name },
      { cause },
    );
  };
  const client = await pool.connect().catch(unavailable);
  try {
    await client.query(BEGIN);
  } catch (error) {
    client.release(true);
    unavailable(error);
  }
  return client;
}
