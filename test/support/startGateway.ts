import { generateKeyPairSync } from 'node:crypto';
import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import type { GlobalIdType } from '../../src/disclosure/globalId.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { recipientOf, RequestContext } from '../../src/graph/context.js';
import { createGlobalIds } from '../../src/disclosure/globalId.js';
import type { GraphEnvironment } from '../../src/graph/graphEnvironment.js';
import type { ReportEntry } from '../../src/graph/plan/report.js';
import { createAuthenticate } from '../../src/plugins/authenticate.js';
import { createApollo } from '../../src/plugins/createApollo.js';
import { createHttpServer } from '../../src/plugins/createHttpServer.js';
import { createLog } from '../../src/plugins/log.js';
import { localKeys } from '../../src/plugins/tokenKeys.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';
import { loadPolicyCalendar, policyCalendar } from '../../src/policy/policyCalendar.js';
import type { LimitsPolicy } from '../../src/policy/limitsPolicy.js';
import type { Receipt } from '../../src/policy/trail.js';
import { PURPOSES } from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';
import { openGovernance } from '../../src/registry/governanceDatabase.js';
import { createGraph } from '../../src/server.js';
import { openSource } from '../../src/sources/openSource.js';
import { countRowClasses, takeFirstSnapshot, takeSnapshot } from '../../src/takeSnapshot.js';
import type { RetentionDesk } from '../../src/supervision/retention/retentionDesk.js';
import { createTokenSource, ISSUER } from '../plugins/issueTokens.js';
import { memoryWitness } from '../ledger/memoryWitness.js';
import { leaveRowsUnrolled } from './unrolledRows.js';
import { createDatabase, type TestDatabase } from './database.js';
import { declaredAs } from './declaredAs.js';
import { post, type RawAnswer } from './post.js';
import { temporaryFolder } from './temporaryFolder.js';
import { withoutReceipt } from './withoutReceipt.js';
import { tapPool, type CrossedStatement } from './tapPool.js';

/** The demo's Sunday, 10:00 in Japan. */
export const NOON = '2026-11-22T01:00:00Z';
const DATABASES = ['coop', 'club', 'broadcaster', 'governance'] as const;
type DatabaseName = (typeof DATABASES)[number];

/** A demo identity's name, or claims; claims that are missing are those of a stranger who may declare any purpose. */
export type As = string | Partial<VerifiedCaller>;

export interface Asking {
  readonly as: As;
  /** The header `Noren-Purpose`; a list is sent as so many headers. A purpose alone gets its usual sub-purpose (declaredAs.ts). */
  readonly purpose?: string | readonly string[];
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Instead of query and variables: the bytes of the body. */
  readonly body?: string | Buffer;
}

// What comes out of a test's own document is what the test says that it is.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Data = any;

export interface Answer extends RawAnswer {
  /** `text` and `body` are without what the receipt says, which is another for each answer; `everything` is as it was. */
  readonly receipt: Receipt | undefined;
  readonly body: {
    readonly data?: Data;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: { readonly code: string };
    }[];
    readonly extensions?: { readonly governance: { readonly decisions: readonly ReportEntry[] } };
  };
}

export interface Gateway {
  readonly url: string;
  readonly environment: GraphEnvironment;
  readonly retention: RetentionDesk;
  readonly databases: Readonly<Record<DatabaseName, TestDatabase>>;
  /** To arrange data; what goes over these is not recorded. */
  readonly data: Readonly<Record<DatabaseName, pg.Pool>>;
  /** The clock of the gateway; assign to move it. */
  readonly clock: { now: Date };
  ask(asking: Asking): Promise<Answer>;
  /** For a request that a test sends by itself. */
  tokenOf(as: As): Promise<string>;
  /** Claims of a demo identity. */
  identity(name: string): VerifiedCaller;
  /** The opaque id of a row, as this caller sees it. */
  idOf(as: As, type: GlobalIdType, key: number): string;
  /** Everything that crossed a source's connection since the last call. */
  takeStatements(): readonly CrossedStatement[];
  /** Takes a new snapshot for statistics, of the gateway's day. */
  refresh(): Promise<void>;
  /** Everything logged since the start. */
  log(): string;
  close(): Promise<void>;
}

export interface GatewayOptions {
  /** To plant a fault. */
  readonly change?: (environment: GraphEnvironment) => GraphEnvironment;
  /** Stands on the databases of that gateway, which stays their owner. @default databases of its own */
  readonly on?: Gateway;
  /** How much may leave in a while. @default as good as everything: a test's clock stands still */
  readonly limits?: LimitsPolicy;
  /** Takes a first snapshot for statistics. @default false */
  readonly snapshot?: boolean;
  /** De-identified rows as classes that were counted, or as if every combination were shared by many. @default AS_IF_SHARED */
  readonly rowClasses?: 'COUNTED' | 'AS_IF_SHARED';
}

const MUCH = { requestsPerMinute: 1_000_000, recordsPerRequest: 1_000_000, recordsPerDay: 1_000_000_000 };
const UNLIMITED: LimitsPolicy = { caller: { default: MUCH }, organisation: { default: MUCH } };
/** A busy machine is not a database that is down. */
const PATIENT = { connectionTimeoutMs: 300_000, statementTimeoutMs: 300_000 };
const SECRET = Buffer.alloc(32, 'a secret of tests');
const STRANGER: VerifiedCaller = {
  subjectId: 'test',
  organisation: 'GAKKO',
  roles: [],
  purposes: PURPOSES,
  amr: ['mfa'],
  managedDevice: true,
};

/** The real gateway on demo databases of its own: the composition of src/server.ts without the embedded PostgreSQL. */
export async function startGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const own = options.on === undefined ? await createDatabases() : [];
  const databases = options.on?.databases ?? databasesByName(own);
  const of = (name: DatabaseName) => databases[name].connection;
  const clock = { now: new Date(NOON) };
  const now = () => clock.now;
  const sources = {
    coop: openSource('coop', of('coop'), PATIENT),
    club: openSource('club', of('club'), PATIENT),
    broadcaster: openSource('broadcaster', of('broadcaster'), PATIENT),
  };
  let statements: CrossedStatement[] = [];
  for (const source of Object.values(sources)) tapPool(source.pool, source.name, (each) => statements.push(each));
  const governance = openGovernance(of('governance'), PATIENT);
  const tokens = await createTokenSource();
  const authenticate = createAuthenticate({ issuer: ISSUER, audience: 'noren', keys: localKeys(tokens.keySet), now });
  const second = temporaryFolder();
  const checkpoints = { key: generateKeyPairSync('ed25519').privateKey, folder: second.path };
  const foundation = {
    sources,
    governance,
    secret: SECRET,
    authenticate,
    identities: [],
    witness: memoryWitness(),
    checkpoints,
  };

  const lines: string[] = [];
  const log = createLog('trace', new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }));
  const { versions } = loadPolicyCalendar(join(projectRoot, 'policy', 'club.yaml'));
  const limits = options.limits ?? UNLIMITED;
  const policies = policyCalendar(versions.map(({ file, policy: each }) => ({ file, policy: { ...each, limits } })));
  if (options.snapshot === true) await takeFirstSnapshot(foundation, { policies, now: now() });
  if (options.rowClasses === 'COUNTED') await countRowClasses(foundation, { policies, now: now() });
  else if (options.on === undefined) await leaveRowsUnrolled(governance.pool);
  const { schema, environment: real, retention, close: closeGraph } = createGraph(policies, foundation, now);
  const environment = options.change?.(real) ?? real;
  const introspectionRoles = () => policies.policyAt(now()).introspection.roles;
  const apollo = createApollo<RequestContext>({ schema, introspectionRoles, log, logHashKey: SECRET });
  await apollo.start();
  const http = createHttpServer<RequestContext>({
    apollo,
    authenticate,
    buildContext: (identity) => RequestContext.open(environment, identity),
    readiness: async () => ({ ready: true, checks: {} }),
    log,
  });
  await http.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/graphql`;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const data = Object.fromEntries(DATABASES.map((name) => [name, new pg.Pool({ ...of(name), max: 2 })]));
  // A database is dropped, or made unreachable, while a connection is still closing.
  for (const pool of Object.values(data)) pool.on('error', () => undefined);

  const demo = new Map(resolveIdentities({ families: 40 }).map((identity) => [identity.name, identity]));
  const identity = (name: string): VerifiedCaller => {
    const found = demo.get(name);
    if (found === undefined) throw new Error(`No demo identity "${name}".`);
    const { name: _, ...claims } = found;
    return claims;
  };
  const callerOf = (as: As): VerifiedCaller => (typeof as === 'string' ? identity(as) : { ...STRANGER, ...as });
  const declared = (purpose: string | readonly string[], as: As) =>
    typeof purpose === 'string' ? declaredAs(purpose, callerOf(as).roles) : purpose;
  const issued = new Map<string, Promise<string>>();
  const tokenOf = async (as: As): Promise<string> => {
    const { subjectId: sub, staffReference, managedDevice, authTime, ...claims } = callerOf(as);
    const exp = Math.floor(now().getTime() / 1_000) + 3_600;
    const named = { staff_reference: staffReference, managed_device: managedDevice, auth_time: authTime };
    const payload = { sub, ...claims, ...named, exp };
    const key = JSON.stringify(payload);
    const token = issued.get(key) ?? tokens.issue(payload);
    issued.set(key, token);
    return token;
  };
  return {
    url,
    environment,
    retention,
    databases,
    clock,
    refresh: async () => void (await takeSnapshot(foundation, { policies, now: now() })),
    data: data as Record<DatabaseName, pg.Pool>,
    identity,
    tokenOf,
    ask: async ({ as, purpose, query, variables, operationName, headers, body }) => {
      const answer = await post(
        agent,
        url,
        {
          authorization: `Bearer ${await tokenOf(as)}`,
          'content-type': 'application/json',
          ...(purpose === undefined ? {} : { 'noren-purpose': declared(purpose, as) }),
          ...headers,
        },
        body ?? JSON.stringify({ query, variables, operationName }),
      );
      const text = withoutReceipt(answer.text);
      const { receipt } = (parsed(answer.text).extensions?.governance ?? {}) as { receipt?: Receipt };
      return { ...answer, text, body: parsed(text), receipt };
    },
    idOf: (as, type, key) => {
      const { organisation, roles } = callerOf(as);
      const recipient = recipientOf({ organisation, roles });
      return createGlobalIds({ master: SECRET, recipient }).encode(type, key);
    },
    takeStatements: () => {
      const taken = statements;
      statements = [];
      return taken;
    },
    log: () => lines.join(''),
    close: async () => {
      agent.destroy();
      await http.close();
      await apollo.stop();
      await closeGraph();
      await Promise.all(
        [...Object.values(data), ...Object.values(sources).map((source) => source.pool)].map((pool) => pool.end()),
      );
      await governance.close();
      second.remove();
      await Promise.all(own.map(async (database) => database.drop()));
    },
  };
}

async function createDatabases(): Promise<readonly TestDatabase[]> {
  return Promise.all(DATABASES.map(async (kind) => createDatabase(kind, { demo: true })));
}

function databasesByName(databases: readonly TestDatabase[]): Readonly<Record<DatabaseName, TestDatabase>> {
  return Object.fromEntries(databases.map((database, index) => [DATABASES[index], database])) as Record<
    DatabaseName,
    TestDatabase
  >;
}

function parsed(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body'];
  } catch {
    return {};
  }
}
