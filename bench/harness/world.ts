import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../../src/projectRoot.js';
import { benchPolicy } from './benchPolicy.js';
import { startChild, type Child } from './child.js';

/** What all cases share: one cluster with the demo's data, one server of each kind. */
export interface World {
  readonly dataFolder: string;
  readonly gateway: Child;
  /** On the databases of `gateway`. */
  readonly ungoverned: Child;
  readonly apollo: Child;
  readonly apolloWithoutCacheControl: Child;
  readonly postgraphile: Child;
  /** The bearer token of a demo identity. */
  token(identity: string): string;
  /** A server that runs these statements and nothing else. */
  replay(statements: readonly unknown[]): Promise<Child>;
  /** Asks a source directly, for the truth that answers are compared with. */
  rows(text: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void>;
}

const peer = (name: string): string => join(projectRoot, 'bench/peers', name);
const server = (name: string): string => join(projectRoot, 'dist/bench/servers', name);
export const DATA_FOLDER = join(projectRoot, 'bench/.noren');

/** @param environment settings other than the bench's own, e.g. another data folder */
export const startGateway = (environment: Readonly<Record<string, string>> = {}): Promise<Child> =>
  startChild({
    file: server('gateway.js'),
    environment: {
      NOREN_DATA: DATA_FOLDER,
      NOREN_POLICY: benchPolicy(join(projectRoot, 'dist/bench-policy')),
      PORT: '0',
      ...environment,
    },
  });

const startUngoverned = (): Promise<Child> =>
  startChild({ file: server('ungoverned.js'), environment: { NOREN_DATA: DATA_FOLDER, PORT: '0' } });

/** @throws when the gateway or a peer does not start; the peers need `npm ci --prefix bench`. */
export async function openWorld(): Promise<World> {
  const dataFolder = DATA_FOLDER;
  const gateway = await startGateway();
  const socket = join(dataFolder, 'postgres/socket');
  const environment = { BENCH_SOCKET: socket };
  const parsers = { getTypeParser: (oid: number) => (text: string) => (oid === 23 ? Number(text) : text) };
  const client = new pg.Client({ host: socket, port: 5432, user: 'noren', database: 'club', types: parsers });
  client.on('error', () => undefined); // the cluster ends with the gateway
  await client.connect();
  await client.query(readFileSync(peer('views.sql'), 'utf8'));
  const apollo = await startChild({ file: peer('apollo.mjs'), environment });
  const apolloWithoutCacheControl = await startChild({
    file: peer('apollo.mjs'),
    environment: { ...environment, BENCH_CACHE_CONTROL: 'off' },
  });
  const postgraphile = await startChild({ file: peer('postgraphile.mjs'), environment });
  const ungoverned = await startUngoverned();
  const children = [apollo, apolloWithoutCacheControl, postgraphile, ungoverned];
  const tokens = gateway.ready['tokens'] as Readonly<Record<string, string>>;
  return {
    dataFolder,
    gateway,
    ungoverned,
    apollo,
    apolloWithoutCacheControl,
    postgraphile,
    token: (identity) => tokens[identity] ?? '',
    replay: async (statements) => {
      const child = await startChild({ file: server('replay.js'), environment });
      children.push(child);
      await child.ask({ ask: 'replay', statements });
      return child;
    },
    rows: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    close: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await client.end();
      await gateway.stop();
    },
  };
}
