import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import pg from 'pg';
import { loadConfig } from '../../src/config.js';
import { startServer, type RunningServer } from '../../src/server.js';
import { createTokenSource, type TokenSource } from '../plugins/issueTokens.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const NAMES = ['coop', 'club', 'broadcaster', 'governance'] as const;
const databases = {} as Record<(typeof NAMES)[number], TestDatabase>;
let tokens: TokenSource;
let issuer: { server: Server; url: string };
let gateway: RunningServer;
const folder = temporaryFolder();

async function tables({ connection }: TestDatabase): Promise<string[]> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1',
    ['public'],
  );
  await client.end();
  return rows.map(({ name }) => name).sort();
}

beforeAll(async () => {
  for (const name of NAMES)
    databases[name] = await createDatabase(name === 'broadcaster' || name === 'governance' ? 'empty' : name);
  tokens = await createTokenSource();
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const body = request.url === '/keys' ? tokens.keySet : { issuer: url, jwks_uri: `${url}/keys` };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const config = loadConfig({
    PORT: '0',
    COOP_DATABASE_URL: databases.coop.url,
    CLUB_DATABASE_URL: databases.club.url,
    BROADCASTER_DATABASE_URL: databases.broadcaster.url,
    GOVERNANCE_DATABASE_URL: databases.governance.url,
    OIDC_ISSUER: issuer.url,
    NOREN_SECRET: Buffer.alloc(32, 1).toString('base64'),
    NOREN_DATA: folder.path,
  });
  const said: string[] = [];
  const logTo = new Writable({ write: (_chunk, _encoding, done) => done() });
  gateway = await startServer(config, { say: (message) => said.push(message), logTo });
  // Nothing is on record in its own database yet, and it says so.
  expect(said).toEqual([expect.stringMatching(/^Supervision is DEGRADED: .*\bDATA_SET_WITHOUT_OWNER\b/)]);
});

afterAll(async () => {
  await gateway.close();
  issuer.server.close();
  for (const name of NAMES) await databases[name].drop();
  folder.remove();
});

async function ask(query: string) {
  const authorization = `Bearer ${await tokens.issue({ iss: issuer.url })}`;
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'noren-purpose': 'CLUB_OPERATION' },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: (await response.json()) as { data?: unknown; errors?: unknown[] } };
}

describe('the gateway on real servers', () => {
  it('has no demo identities, and takes the tokens of the issuer', async () => {
    expect(gateway.identities).toEqual([]);
    const { status, body } = await ask('{ guardians(first: 1) { nodes { name } } }');
    expect([status, body.errors]).toEqual([200, undefined]);
  });

  it('migrates its own database and never a source', async () => {
    expect(await tables(databases.governance)).toEqual(
      expect.arrayContaining(['consents', 'releases', 'analysis_snapshots']),
    );
    expect(await tables(databases.broadcaster)).toEqual([]);
  });

  it('is ready with a source that is gone', async () => {
    await databases.coop.drop();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const readyz = await fetch(`${gateway.url}/readyz`);
    expect(readyz.status).toBe(200);
    expect(await readyz.json()).toMatchObject({ ready: true, checks: { sources: { coop: 'down', club: 'up' } } });
  });
});
