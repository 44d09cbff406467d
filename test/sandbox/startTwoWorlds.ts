import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DATABASES, type DatabaseName, loadConfig } from '../../src/config.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { startServer } from '../../src/server.js';
import { createTokenSource } from '../plugins/issueTokens.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { NOON, type Data } from '../support/startGateway.js';
import { declaredAs } from '../support/declaredAs.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

export type World = 'REAL' | 'SANDBOX';
type Databases = Readonly<Record<DatabaseName, TestDatabase>>;
export type Pools = Readonly<Record<DatabaseName, pg.Pool>>;

export interface WorldAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly body: Data;
}

export interface Asked {
  /** A demo identity; null: no token at all. */
  readonly as: string | null;
  readonly purpose?: string;
  readonly query?: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the query: the bytes of the body. */
  readonly body?: string;
}

export interface TwoWorlds {
  readonly databases: Readonly<Record<World, Databases>>;
  readonly data: Readonly<Record<World, Pools>>;
  readonly folder: string;
  ask(world: World, asked: Asked): Promise<WorldAnswer>;
  close(): Promise<void>;
}

const PATHS = { REAL: '/graphql', SANDBOX: '/sandbox/graphql' } as const;

/** The gateway on servers of its own, over the demo's people as if they were real, with a sandbox of 40 other families. */
export async function startTwoWorlds(): Promise<TwoWorlds> {
  const databases = { REAL: await databasesOf(true), SANDBOX: await databasesOf(false) };
  const pools = (of: Databases) =>
    Object.fromEntries(
      DATABASES.map((name) => [name, quiet(new pg.Pool({ ...of[name].connection, max: 2 }))]),
    ) as Record<DatabaseName, pg.Pool>;
  const data = { REAL: pools(databases.REAL), SANDBOX: pools(databases.SANDBOX) };
  const tokens = await createTokenSource();
  const issuer = createServer((request, response) => {
    const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    const body = request.url === '/keys' ? tokens.keySet : { issuer: url, jwks_uri: `${url}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const iss = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  const folder = temporaryFolder();
  const urls = (of: Databases, prefix: string) =>
    Object.fromEntries(DATABASES.map((name) => [`${prefix}${name.toUpperCase()}_DATABASE_URL`, of[name].url]));
  const config = loadConfig({
    PORT: '0',
    OIDC_ISSUER: iss,
    NOREN_DATA: folder.path,
    NOREN_SECRET: Buffer.alloc(32, 7).toString('base64'),
    NOREN_SANDBOX_FAMILIES: '40',
    NOREN_SNAPSHOTS: 'none',
    ...urls(databases.REAL, ''),
    ...urls(databases.SANDBOX, 'SANDBOX_'),
  });
  const logTo = new Writable({ write: (_chunk, _encoding, done) => done() });
  const server = await startServer(config, { logTo, now: () => new Date(NOON) });

  const identities = resolveIdentities({ families: 40 });
  const tokenOf = (name: string) => {
    const found = identities.find((identity) => identity.name === name);
    if (found === undefined) throw new Error(`No demo identity "${name}".`);
    const { name: _, subjectId: sub, staffReference, managedDevice, ...claims } = found;
    return tokens.issue({ iss, sub, ...claims, staff_reference: staffReference, managed_device: managedDevice });
  };
  const ask = async (world: World, { as, purpose, query, variables, headers, body }: Asked): Promise<WorldAnswer> => {
    const roles = identities.find(({ name }) => name === as)?.roles ?? [];
    const response = await fetch(`${server.url}${PATHS[world]}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(as === null ? {} : { authorization: `Bearer ${await tokenOf(as)}` }),
        ...(purpose === undefined ? {} : { 'noren-purpose': declaredAs(purpose, roles) }),
        ...headers,
      },
      body: body ?? JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), text, body: JSON.parse(text) };
  };
  const isPrepared = async () =>
    (await ask('SANDBOX', { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS', query: '{ __typename }' })).status !== 503;
  while (!(await isPrepared())) await pause(50);
  return {
    databases,
    data,
    folder: folder.path,
    ask,
    close: async () => {
      await server.close();
      issuer.close();
      const all = [...Object.values(data.REAL), ...Object.values(data.SANDBOX)];
      await Promise.all(all.map((pool) => pool.end()));
      const dropped = [...Object.values(databases.REAL), ...Object.values(databases.SANDBOX)];
      await Promise.all(dropped.map((database) => database.drop()));
      folder.remove();
    },
  };
}

/** A database is dropped while a connection to it is still open. */
function quiet(pool: pg.Pool): pg.Pool {
  return pool.on('error', () => undefined);
}

async function databasesOf(demo: boolean): Promise<Databases> {
  const entries = DATABASES.map(async (name) => {
    const made = demo ? createDatabase(name, { demo }) : createDatabase('empty');
    return [name, await made] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<DatabaseName, TestDatabase>;
}
