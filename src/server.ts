import type { AddressInfo } from 'node:net';
import type { DestinationStream, Logger } from 'pino';
import { AnalysisStore } from './analysis/analysisStore.js';
import { createAudienceFamilies } from './analysis/audienceFamilies.js';
import { createPurchaseSegments } from './analysis/rowClasses/purchaseSegments.js';
import { createSubjectEffects } from './analysis/subjectEffects.js';
import { AppendQueue } from './audit/appendQueue.js';
import { CheckpointKeeper } from './audit/checkpoint/checkpointKeeper.js';
import { newestSigned } from './audit/checkpoint/newestSigned.js';
import { recordChanges } from './audit/recordChanges.js';
import { AuditLog } from './audit/auditLog.js';
import type { Configuration } from './config.js';
import { deriveKey } from './disclosure/cryptography.js';
import type { ResolvedIdentity } from './embedded/seedMark.js';
import { startEmbedded } from './embedded/startEmbedded.js';
import { sandboxCaller } from './embedded/sandbox/sandboxCaller.js';
import { closeAll, openFoundation, type Closing, type Foundation, type GraphGround } from './foundation.js';
import { buildGraphSchema } from './graph/buildGraphSchema.js';
import { RequestContext, type RequestIdentity } from './graph/context.js';
import { recipientIds } from './graph/supervision/recipientIds.js';
import type { GraphEnvironment } from './graph/graphEnvironment.js';
import { BudgetLedger } from './ledger/budgetLedger.js';
import { openBudget } from './ledger/budgetState.js';
import { linesWitness } from './ledger/spentLines.js';
import { witnessOfAll } from './ledger/spendWitness.js';
import { withoutLimit } from './ledger/withoutLimit.js';
import { closeGracefully } from './plugins/closeGracefully.js';
import { createApollo } from './plugins/createApollo.js';
import { createHttpServer } from './plugins/createHttpServer.js';
import { createLog } from './plugins/log.js';
import { createReadiness } from './plugins/readiness.js';
import type { Served } from './plugins/sandboxEndpoint.js';
import type { VerifiedCaller } from './policy/caller.js';
import { loadPolicyCalendar, type PolicyCalendar } from './policy/policyCalendar.js';
import { ConsentRegister } from './registry/consentRegister.js';
import { NorenError } from './errors.js';
import { createFactsReader } from './registry/facts/factsReader.js';
import { createVolumeCounter } from './registry/volumes/volumeCounter.js';
import { RegisterStore } from './registry/registerStore.js';
import { childStandings } from './sources/club/childStandings.js';
import { DATA_SETS } from './sources/dataSets.js';
import { createLeavers } from './sources/writing/leavers.js';
import { rememberErased, retentionEraser, startRetention } from './startRetention.js';
import { createRetentionDesk } from './supervision/retention/retentionDesk.js';
import { proveStatistics } from './graph/statistics/proveStatistics.js';
import { createStatisticModels } from './graph/statistics/statisticModels.js';
import { tokyoToday } from './policy/lifeStage.js';
import type { ReadChildren } from './supervision/provisions/consentStops.js';
import { createSupervisionDesk } from './supervision/supervisionDesk.js';
import { healthOf } from './supervision/watches/supervise.js';
import { createNoisePool } from './statistics/noise/createNoisePool.js';
import { fixedTicks } from './statistics/noise/fixedTicks.js';
import { createSourceWriter } from './sources/writing/sourceWriter.js';
import { expireConsents } from './rights/expireConsents.js';
import { keepDelivering } from './rights/keepDelivering.js';
import { createSealingKeys } from './rights/sealingKeys.js';
import { createSubjectRights } from './rights/subjectRights.js';
import { cryptoUniform } from './statistics/noise/cryptoUniform.js';
import { keepRefreshing } from './keepRefreshing.js';
import { createSandbox, openSandboxGround } from './startSandbox.js';
import { analysisKey, countRowClasses, takeFirstSnapshot, takeSnapshot } from './takeSnapshot.js';

export interface StartOptions {
  /** Progress for people. @default silence */
  readonly say?: (message: string) => void;
  /** Where log lines go. @default the standard output */
  readonly logTo?: DestinationStream;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** Milliseconds that requests under way get at the end. @default 10000 */
  readonly grace?: number;
}

export interface RunningServer {
  /** E.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly address: AddressInfo;
  /** Of the embedded default; none on real servers. */
  readonly identities: readonly ResolvedIdentity[];
  /** Readiness off, requests under way finished, pools closed, the embedded PostgreSQL stopped. Safe to call twice. */
  close(): Promise<void>;
}

/** Numbers made of data leave a whole multiple of this after their data were asked for (docs/adr/0070). */
const DEPARTURE_MILLISECONDS = 100;
/** At the latest so long after an entry it is signed for. */
const CHECKPOINT_MILLISECONDS = 10_000;

export interface GraphOptions {
  /** Everybody in its databases was made up: no budget is held. @default false */
  readonly isSandbox?: boolean;
  /** Where the erased are kept beside the databases. @default nowhere */
  readonly erasuresFolder?: string;
}

/** The schema, and what its resolvers stand on. */
export function createGraph(
  policies: PolicyCalendar,
  { sources, governance, secret, witness, checkpoints: second }: GraphGround,
  now: () => Date,
  { isSandbox = false, erasuresFolder }: GraphOptions = {},
) {
  const { schema, labels } = buildGraphSchema();
  const { pool, entityManager } = governance;
  const log = new AuditLog({ key: deriveKey(secret, 'audit') });
  const checkpoints = new CheckpointKeeper({ log, pool, ...second, now });
  const { changes: record, charge } = recordChanges(log, now);
  const store = new AnalysisStore({ pool, scans: governance.statistics });
  const noise = createNoisePool({ uniform: cryptoUniform() });
  const ledger = new BudgetLedger({ pool, witness, record: charge });
  const departures = () => fixedTicks(DEPARTURE_MILLISECONDS, performance.now());
  const ports = { ledger: isSandbox ? withoutLimit(ledger) : ledger, store, noise, departures };
  const modelOn = createStatisticModels();
  for (const { policy } of policies.versions) proveStatistics(labels, modelOn(policy, tokyoToday(now())));
  const { policyAt } = policies;
  const changes = createSubjectEffects(analysisKey(secret));
  const consents = new ConsentRegister({ policyAt, entityManager, pool, now, record, changes });
  const registers = new RegisterStore({ policyAt, entityManager, now, record, changes });
  const keys = createSealingKeys(secret);
  const rights = createSubjectRights({
    pool,
    keys,
    writer: createSourceWriter(sources),
    registers,
    consents,
    audit: log,
    ...(erasuresFolder === undefined ? {} : { remember: rememberErased(pool, erasuresFolder) }),
    now,
  });
  const idsOf = (caller: Pick<VerifiedCaller, 'organisation' | 'roles'>) => recipientIds(secret, caller);
  const readChildren: ReadChildren = (children, today) => childStandings(sources.club.pool, children, today);
  const reads = { dataSets: DATA_SETS, idsOf, readChildren, isUnkept: () => checkpoints.isUnkept };
  const supervision = createSupervisionDesk({ pool, registers, log, policyAt, secret, ...reads });
  const environment: GraphEnvironment = {
    policies,
    audit: { log, queue: new AppendQueue({ log, pool }), checkpoints, pool, duties: supervision.duties },
    labels,
    sources,
    consents,
    registers,
    rights,
    facts: createFactsReader(pool),
    chargeVolume: createVolumeCounter(pool),
    statistics: { ports, modelOn },
    budgets: { pool },
    rowClasses: {
      pool,
      segments: createPurchaseSegments(pool, analysisKey(secret)),
      audienceFamilies: createAudienceFamilies(governance.statistics, analysisKey(secret)),
    },
    supervision,
    secret,
    now,
    isSandbox,
  };
  const retention = createRetentionDesk({
    pool,
    log,
    leavers: createLeavers(sources.club),
    eraser: retentionEraser(rights, () => policyAt(now())),
  });
  const expire = async () => expireConsents({ consents, readChildren, now });
  return { schema, environment, retention, expire, close: () => noise.close() };
}

interface GraphSetting extends GraphOptions {
  readonly config: Configuration;
  readonly policies: PolicyCalendar;
  readonly log: Logger;
  readonly now: () => Date;
  readonly say: (message: string) => void;
  readonly closing: Closing;
}

/** What was spent, as the gateway's own file and the checkpoints in the second place have it. */
async function witnessOf({ witness, checkpoints: { folder, key } }: GraphGround) {
  const signed = await newestSigned(folder, key);
  return witnessOfAll([witness, linesWitness(signed.flatMap(({ lines }) => lines))]);
}

/** A graph with all that runs beside it, ready to be asked. */
async function serveGraph(ground: GraphGround, { config, policies, log, now, say, closing, ...graph }: GraphSetting) {
  const { pool } = ground.governance;
  const {
    schema,
    environment: built,
    retention,
    expire,
    close: closeGraph,
  } = createGraph(policies, ground, now, graph);
  // The code of PostgreSQL or of the socket, never a message: these quote.
  const onFactsLost = (cause: unknown) =>
    log.error({ event: 'REGISTERS_UNAVAILABLE', code: (cause as { code?: unknown }).code ?? null });
  const environment: GraphEnvironment = { ...built, onFactsLost };
  closing.push(closeGraph);
  const breach = await environment.audit.checkpoints.check();
  if (breach !== null) {
    say(
      `The audit log is closed, and so is everything personal: ${breach}. After a restore see \`noren audit continue\`.`,
    );
  }
  const witness = await witnessOf(ground);
  const { closedBecause } = await openBudget(pool, witness, { isOlder: breach !== null });
  if (closedBecause !== null) say(`The privacy budget is closed: ${closedBecause}. Run \`noren budget reconcile\`.`);
  const pace = { milliseconds: CHECKPOINT_MILLISECONDS, entries: config.checkpoints.entries };
  closing.push(environment.audit.checkpoints.watch(pace, (event) => log.error({ event })));
  closing.push(keepDelivering(environment.rights, () => log.error({ event: 'RIGHTS_NOT_DELIVERED' })));
  if (config.snapshots !== null) {
    const take = (at: Date, signal: AbortSignal) => takeSnapshot(ground, { policies, now: at, signal });
    const onError = (error: unknown) =>
      log.error({ event: 'SNAPSHOT_NOT_TAKEN', code: (error as { code?: unknown }).code });
    const count = (at: Date) => countRowClasses(ground, { policies, now: at });
    closing.push(keepRefreshing({ pool, calendar: config.snapshots, now, take, count, onError }));
  }
  const introspectionRoles = () => config.introspectionRoles ?? policies.policyAt(now()).introspection.roles;
  const logHashKey = deriveKey(ground.secret, 'log');
  const apollo = createApollo<RequestContext>({ schema, introspectionRoles, log, logHashKey });
  await apollo.start();
  closing.push(() => apollo.stop());
  return { apollo, environment, retention, expire };
}

/** The same graph over made-up people. Of the gateway's own it gets the policy, the clock and the log. */
function sandboxOf({ prepareSandbox, secret }: Foundation, setting: Omit<GraphSetting, 'closing' | 'say'>) {
  const { config, policies, log, now } = setting;
  const { dataFolder } = config.mode;
  const say = () => log.error({ event: 'SANDBOX_CLOSED' });
  const prepare = async (closing: Closing, signal: AbortSignal): Promise<Served<RequestContext>> => {
    const world = await prepareSandbox?.({ today: tokyoToday(now()), signal });
    if (world === undefined) throw new NorenError('BAD_CONFIGURATION', 'No sandbox is configured.');
    const ground = await openSandboxGround(world, { secret, dataFolder }, closing);
    await takeFirstSnapshot(ground, { policies, now: now(), signal });
    const { apollo, environment } = await serveGraph(ground, { ...setting, say, closing, isSandbox: true });
    const as = ({ caller, ...request }: RequestIdentity) => ({
      ...request,
      caller: sandboxCaller(caller, world.identities),
    });
    return { apollo, buildContext: (identity) => RequestContext.open(environment, as(identity)) };
  };
  const onError = (error: unknown): void => {
    const message = error instanceof NorenError ? error.message : null;
    log.error({ event: 'SANDBOX_NOT_PREPARED', code: (error as { code?: unknown }).code, message });
  };
  return createSandbox<RequestContext>({ prepare: prepareSandbox && prepare, onError });
}

async function start(config: Configuration, options: StartOptions, closing: Closing): Promise<RunningServer> {
  const { say = () => undefined, now = () => new Date(), grace = 10_000 } = options;
  const log = createLog(config.logLevel, options.logTo);
  const policies = loadPolicyCalendar(config.policyFile);
  const foundation = await openFoundation(config, { embedded: startEmbedded, say, closing, now });
  if (config.mode.kind === 'embedded') await takeFirstSnapshot(foundation, { policies, now: now() });
  const setting = { config, policies, log, now };
  const { apollo, environment, retention, expire } = await serveGraph(foundation, {
    ...setting,
    say,
    closing,
    erasuresFolder: config.erasuresFolder,
  });
  await sayWhatIsMissing(environment, setting, say);
  closing.push(
    await startRetention(
      { retention, expire, pool: foundation.governance.pool, policyAt: policies.policyAt, now },
      config,
      (event) => log.error({ event }),
    ),
  );
  const sandbox = sandboxOf(foundation, setting);
  closing.push(() => sandbox.close());

  let closed: Promise<void> | undefined;
  const sources = Object.entries(foundation.sources).map(([name, source]) => [name, () => source.ping()] as const);
  const readiness = createReadiness({
    governanceIsWritable: () => foundation.governance.isWritable(),
    sources: Object.fromEntries(sources),
    isClosing: () => closed !== undefined,
    supervision: async () => {
      const at = now();
      const { alerts } = await environment.supervision.supervise({ policy: policies.policyAt(at), now: at });
      return healthOf(alerts);
    },
  });
  const { authenticate, identities } = foundation;
  const http = createHttpServer<RequestContext>({
    apollo,
    authenticate,
    buildContext: (identity) => RequestContext.open(environment, identity),
    sandbox: () => sandbox.state(),
    readiness,
    log,
  });
  closing.push(() => closeGracefully(http, grace));
  const url = await http
    .listen({ port: config.port, host: config.host })
    .catch((cause: unknown) => refuseAddress(config, cause));
  const address = http.server.address() as AddressInfo;
  sandbox.begin();
  return { url, address, identities, close: () => (closed ??= closeAll(closing)) };
}

/** Supervision that does not work is told at the start, and again by `/readyz` for as long as it lasts. */
async function sayWhatIsMissing(
  { supervision }: GraphEnvironment,
  { policies, now }: Pick<GraphSetting, 'policies' | 'now'>,
  say: (message: string) => void,
): Promise<void> {
  const at = now();
  const { alerts } = await supervision.supervise({ policy: policies.policyAt(at), now: at });
  const { status, reasons } = healthOf(alerts);
  if (status !== 'OK') say(`Supervision is ${status}: ${reasons.join(', ')}. \`supervision { alerts }\` says more.`);
}

function refuseAddress({ port, host }: Configuration, cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') throw cause;
  const why = code === 'EADDRINUSE' ? 'is in use by another program' : 'cannot be listened on';
  throw new NorenError('BAD_CONFIGURATION', `${host}:${port} ${why}. Set PORT or HOST.`, { code }, { cause });
}

/**
 * The composition root: everything meets here, in running order. What was opened is closed again when a later step fails.
 * @throws NorenError BAD_CONFIGURATION, BAD_POLICY, BAD_SCHEMA, SOURCE_UNAVAILABLE
 */
export async function startServer(config: Configuration, options: StartOptions = {}): Promise<RunningServer> {
  const closing: Closing = [];
  try {
    return await start(config, options, closing);
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}
