import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { loadPolicyCalendar } from '../../src/policy/policyCalendar.js';
import { projectRoot } from '../../src/projectRoot.js';
import { openGovernance } from '../../src/registry/governanceDatabase.js';
import { openSource } from '../../src/sources/openSource.js';
import { takeSnapshot } from '../../src/takeSnapshot.js';
import { createTokenSource } from '../plugins/issueTokens.js';
import { createDatabase } from '../support/database.js';
import { NOON } from '../support/startGateway.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const SECRET = Buffer.alloc(32, 'a secret of tests');

export interface KillableOptions {
  /** Takes a first snapshot for statistics. @default true */
  readonly snapshot?: boolean;
  /** Environment variables besides. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A gateway on demo databases with one snapshot, in a process that can be killed and started again; `ours` is not among the ended backends. */
export async function killableGateway({ snapshot = true, settings = {} }: KillableOptions = {}) {
  const [coop, club, broadcaster, governance] = await Promise.all(
    (['coop', 'club', 'broadcaster', 'governance'] as const).map(async (kind) => createDatabase(kind, { demo: true })),
  );
  if (!coop || !club || !broadcaster || !governance) throw new Error('Four databases.');
  const sources = {
    coop: openSource('coop', coop.connection),
    club: openSource('club', club.connection),
    broadcaster: openSource('broadcaster', broadcaster.connection),
  };
  const opened = openGovernance(governance.connection);
  const policies = loadPolicyCalendar(join(projectRoot, 'policy', 'club.yaml'));
  const foundation = { sources, governance: opened, secret: SECRET };
  if (snapshot) await takeSnapshot(foundation, { policies, now: new Date(NOON) });
  await Promise.all(Object.values(sources).map(async ({ pool }) => pool.end()));
  await opened.close();

  const tokens = await createTokenSource();
  const issuer = createServer((_request, response) => {
    const url = issuerUrl();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(_request.url === '/keys' ? tokens.keySet : { issuer: url, jwks_uri: `${url}/keys` }));
  });
  const issuerUrl = () => `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
  const folder = temporaryFolder();
  const environment = {
    PATH: process.env['PATH'],
    PORT: '0',
    COOP_DATABASE_URL: coop.url,
    CLUB_DATABASE_URL: club.url,
    BROADCASTER_DATABASE_URL: broadcaster.url,
    GOVERNANCE_DATABASE_URL: governance.url,
    OIDC_ISSUER: issuerUrl(),
    NOREN_SECRET: SECRET.toString('base64'),
    NOREN_DATA: folder.path,
    NOREN_SNAPSHOTS: 'none',
    NOREN_RETENTION: 'off',
    ...settings,
  };
  const ours = new pg.Pool({ ...governance.connection, max: 3, application_name: 'ours' });
  // A restore ends whoever is connected.
  ours.on('error', () => undefined);
  let child: ChildProcess | undefined;
  let url = '';
  let starts = 0;
  const launch = async (script: string, ...args: readonly string[]) => {
    const file = join(projectRoot, 'test', 'reliability', script);
    const made = spawn(process.execPath, [file, ...args], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(made.stdout ?? made, 'data')) as [Buffer];
    return { made, at: said.toString().trim() };
  };
  const others: ChildProcess[] = [];
  return {
    ours,
    governance,
    /** For a command of the gateway, too. */
    environment,
    /** The gateway's data folder. */
    folder: folder.path,
    url: () => url,
    tokenFor: async (claims: object) =>
      tokens.issue({ iss: issuerUrl(), ...claims, exp: Math.floor(Date.parse(NOON) / 1_000) + 30 * 86_400 }),
    /** Each start is some hours after the one before. A fault is one of gatewayKilledBetween.mjs: it ends the process by itself. */
    start: async (fault?: 'reserved' | 'counted' | 'stored') => {
      const from = new Date(Date.parse(NOON) + starts * 6 * 3_600_000).toISOString();
      starts += 1;
      const file = fault === undefined ? 'gatewayProcess.mjs' : 'gatewayKilledBetween.mjs';
      const { made, at } = await launch(file, from, ...(fault === undefined ? [] : [fault]));
      child = made;
      url = at;
    },
    /** One more gateway on the same databases, data folder and second place. @returns its URL */
    another: async () => {
      const { made, at } = await launch('gatewayProcess.mjs', NOON);
      others.push(made);
      return at;
    },
    /** Whether it was still running: ended connections must not have ended it. */
    kill: async (): Promise<'ALIVE' | 'GONE'> => {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return 'GONE';
      child.kill('SIGKILL');
      await once(child, 'exit');
      return 'ALIVE';
    },
    /** By its own fault: the signal that ended it. */
    ended: async () => {
      if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit');
      return child?.signalCode ?? null;
    },
    /** Every connection to the governance database but those of the test. */
    endBackends: async () =>
      ours.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'ours'`,
      ),
    close: async () => {
      for (const each of [child, ...others]) each?.kill('SIGKILL');
      issuer.close();
      await ours.end();
      await Promise.all([coop, club, broadcaster, governance].map(async (database) => database.drop()));
      folder.remove();
    },
  };
}
