import type { Pool, PoolClient } from 'pg';

/** One statement as it went over a connection, and the rows that came back, as copies. */
export interface CrossedStatement {
  readonly source: string;
  readonly text: string;
  readonly values: readonly unknown[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

type Query = (...args: unknown[]) => Promise<Result> | undefined;
interface Result {
  readonly rows: readonly Record<string, unknown>[];
}

/** Reports every statement on every connection of the pool, below everything that could tidy up what really crosses. */
export function tapPool(pool: Pool, source: string, record: (statement: CrossedStatement) => void): void {
  pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as unknown as Query;
    const tapped: Query = (...args) => {
      const statement = { source, ...read(args), rows: [] as Record<string, unknown>[] };
      record(statement);
      const keep = (result: Result | undefined): void => {
        // Copied before the gateway adds anything of its own to a row.
        statement.rows = (result?.rows ?? []).map((row) => ({ ...row }));
      };
      const last = args.at(-1);
      if (typeof last === 'function') {
        const done = last as (error: unknown, result?: Result) => void;
        return query(...args.slice(0, -1), (error: unknown, result?: Result) => {
          keep(result);
          done(error, result);
        });
      }
      const running = query(...args);
      // A COPY is a stream, whose rows pass as bytes.
      if (typeof running?.then !== 'function') return running;
      return running.then((result) => {
        keep(result);
        return result;
      });
    };
    client.query = tapped as unknown as typeof client.query;
  });
}

function read([config, values]: readonly unknown[]): { text: string; values: readonly unknown[] } {
  if (typeof config === 'string') return { text: config, values: Array.isArray(values) ? values : [] };
  const { text = '', values: own } = config as { text?: string; values?: readonly unknown[] };
  return { text, values: own ?? (Array.isArray(values) ? values : []) };
}
