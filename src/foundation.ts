import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Configuration, EmbeddedMode, ExternalMode } from './config.js';
import { localSecret } from './embedded/keys/localSecret.js';
import { signingKey } from './embedded/keys/signingKey.js';
import { LOCAL_AUDIENCE, LOCAL_ISSUER, localKeyPair } from './embedded/keys/localKeyPair.js';
import { externalSandbox } from './embedded/sandbox/externalSandbox.js';
import type { SandboxAsked, SandboxWorld } from './embedded/sandbox/sandboxWorld.js';
import type { ResolvedIdentity } from './embedded/seedMark.js';
import type { Embedded } from './embedded/startEmbedded.js';
import { fileWitness } from './ledger/fileWitness.js';
import { spentLines } from './ledger/spentLines.js';
import type { SpendWitness } from './ledger/spendWitness.js';
import { createAuthenticate, type Authenticate } from './plugins/authenticate.js';
import { discoveredKeys, localKeys } from './plugins/tokenKeys.js';
import { openGovernance, type GovernanceConnection, type GovernanceDatabase } from './registry/governanceDatabase.js';
import { openSource, type Source, type SourceConnection, type SourceName } from './sources/openSource.js';

/** What a graph stands on: four databases and a secret. */
export interface GraphGround {
  readonly sources: Readonly<Record<SourceName, Source>>;
  readonly governance: GovernanceDatabase;
  readonly secret: Buffer;
  /** What was spent of the privacy budget, kept outside the databases. */
  readonly witness: SpendWitness;
  /** The key that signs checkpoints of the audit log, and the folder that they are copied to. */
  readonly checkpoints: {
    readonly key: KeyObject;
    readonly folder: string;
    readonly mayBeginAnew?: boolean;
    /** What is signed with a checkpoint, whoever signs it. @default nothing */
    readonly lines?: () => Promise<readonly string[]>;
  };
}

/** What the gateway stands on: the ground of its graph, and whoever says who callers are. */
export interface Foundation extends GraphGround {
  readonly authenticate: Authenticate;
  /** Of the embedded default; none on real servers. */
  readonly identities: readonly ResolvedIdentity[];
  /** Makes the sandbox's databases where they are missing; null: none is configured. */
  readonly prepareSandbox: ((asked: Omit<SandboxAsked, 'families'>) => Promise<SandboxWorld>) | null;
}

/** Steps that undo what was opened; run last first. */
export type Closing = (() => Promise<unknown>)[];

export interface OpenOptions {
  /** `startEmbedded` for a gateway, `joinEmbedded` for a command that may run beside one. */
  readonly embedded: (mode: EmbeddedMode, say: (message: string) => void) => Promise<Embedded>;
  readonly say: (message: string) => void;
  readonly closing: Closing;
  /** Against which tokens expire. @default the system's clock */
  readonly now?: () => Date;
}

type Connections = Readonly<Record<SourceName, SourceConnection>> & { readonly governance: GovernanceConnection };

type Ground = Omit<Foundation, 'sources' | 'governance' | 'witness' | 'checkpoints' | 'prepareSandbox'> & {
  readonly connections: Connections;
  readonly prepareSandbox: ((asked: SandboxAsked) => Promise<SandboxWorld>) | null;
};

function onRealServers(mode: ExternalMode, { say, now }: OpenOptions): Ground {
  const { issuer, audience, databases, sandbox } = mode;
  if (mode.secret === null) {
    say(`NOREN_SECRET is not set: ids and pseudonyms get a secret of this machine's own, kept in ${mode.dataFolder}`);
  }
  const secret = mode.secret ?? localSecret(mode.dataFolder);
  const authenticate = createAuthenticate({ issuer, audience, keys: discoveredKeys(issuer), ...(now && { now }) });
  const prepareSandbox = sandbox && ((asked: SandboxAsked) => externalSandbox(sandbox, asked));
  return { connections: databases, secret, authenticate, identities: [], prepareSandbox };
}

async function onEmbedded(mode: EmbeddedMode, { embedded, say, closing, now }: OpenOptions): Promise<Ground> {
  const ground = await embedded(mode, say);
  closing.push(() => ground.stop());
  const keys = localKeys(localKeyPair(mode.dataFolder).keySet);
  const authenticate = createAuthenticate({
    issuer: LOCAL_ISSUER,
    audience: LOCAL_AUDIENCE,
    keys,
    ...(now && { now }),
  });
  return { ...ground, authenticate };
}

/** The gateway migrates its own database only, never a source. */
export async function openDatabases(
  connections: Connections,
  closing: Closing,
): Promise<Pick<GraphGround, 'sources' | 'governance'>> {
  const open = (name: SourceName): Source => {
    const source = openSource(name, connections[name]);
    closing.push(() => source.close());
    return source;
  };
  const sources = { coop: open('coop'), club: open('club'), broadcaster: open('broadcaster') };
  const governance = openGovernance(connections.governance);
  closing.push(() => governance.close());
  await governance.migrate();
  return { sources, governance };
}

/** Opens everything below the graph. */
export async function openFoundation({ mode, ...config }: Configuration, options: OpenOptions): Promise<Foundation> {
  const { closing } = options;
  const { connections, prepareSandbox, ...ground } =
    mode.kind === 'external' ? onRealServers(mode, options) : await onEmbedded(mode, options);
  const databases = await openDatabases(connections, closing);
  const witness = fileWitness(join(mode.dataFolder, 'budget-witness.jsonl'));
  closing.push(() => witness.close());
  const { folder, keyFile } = config.checkpoints;
  // The demonstration makes its databases anew by itself, e.g. with another number of families.
  const mayBeginAnew = mode.kind === 'embedded';
  const lines = async () => spentLines(databases.governance.pool);
  const checkpoints = { folder, key: signingKey(keyFile, mode.dataFolder), mayBeginAnew, lines };
  const families = config.sandboxFamilies;
  const sandbox = prepareSandbox === null || families === 0 ? null : prepareSandbox;
  return {
    ...ground,
    ...databases,
    witness,
    checkpoints,
    prepareSandbox: sandbox && ((asked) => sandbox({ ...asked, families })),
  };
}

export async function closeAll(closing: Closing): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}
