import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { answering } from '../harness/answering.js';

/** Only the statements of one request, in order, over HTTP: what no gateway on the same plan could be faster than. */
interface Replayed {
  readonly database: string;
  readonly text: string;
  readonly values: unknown[];
}

const parsers = { getTypeParser: () => (text: string) => text };
const host = process.env['BENCH_SOCKET'] ?? '';
const pools = new Map<string, pg.Pool>();
const poolOf = (database: string): pg.Pool => {
  const pool =
    pools.get(database) ?? new pg.Pool({ host, port: 5432, user: 'noren', database, max: 10, types: parsers });
  pools.set(database, pool);
  return pool;
};

let statements: readonly Replayed[] = [];
const server = createServer((request, response) => {
  request.resume();
  const run = async (): Promise<void> => {
    let rows = 0;
    for (const { database, text, values } of statements)
      rows = (await poolOf(database).query(text, values)).rows.length;
    response.end(JSON.stringify({ rows }));
  };
  run().catch((error: unknown) => response.writeHead(500).end(String(error)));
});
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  answering({ url }, (message) => {
    statements = (message as unknown as { statements?: Replayed[] }).statements ?? statements;
    return null;
  });
});
process.on('SIGTERM', () => process.exit(0));
