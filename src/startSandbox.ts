import { join } from 'node:path';
import { deriveKey } from './disclosure/cryptography.js';
import { derivedSigningKey } from './embedded/keys/derivedSigningKey.js';
import type { SandboxWorld } from './embedded/sandbox/sandboxWorld.js';
import { closeAll, openDatabases, type Closing, type GraphGround } from './foundation.js';
import type { SpendWitness } from './ledger/spendWitness.js';
import type { BorderContext } from './plugins/borderContext.js';
import type { SandboxState, Served } from './plugins/sandboxEndpoint.js';

export interface SandboxOptions<Context extends BorderContext> {
  /** Makes and opens it; what it opened it lists in `closing`. Null: none is configured. */
  readonly prepare: ((closing: Closing, signal: AbortSignal) => Promise<Served<Context>>) | null;
  readonly onError: (error: unknown) => void;
}

export interface Sandbox<Context extends BorderContext> {
  state(): SandboxState<Context>;
  /** Prepares it in the background. */
  begin(): void;
  /** A preparation under way is broken off at its next step. Safe to call twice. */
  close(): Promise<void>;
}

/** The sandbox of a gateway, which serves without it just as well. */
export function createSandbox<Context extends BorderContext>({
  prepare,
  onError,
}: SandboxOptions<Context>): Sandbox<Context> {
  const closing: Closing = [];
  const ending = new AbortController();
  let state: SandboxState<Context> = prepare === null ? 'SANDBOX_NOT_CONFIGURED' : 'SANDBOX_PREPARING';
  let preparing: Promise<void> = Promise.resolve();
  const begin = async (): Promise<void> => {
    try {
      if (prepare !== null) state = await prepare(closing, ending.signal);
    } catch (error) {
      state = 'SANDBOX_UNAVAILABLE';
      if (!ending.signal.aborted) onError(error);
    }
  };
  return {
    state: () => state,
    begin: () => void (preparing = begin()),
    close: async () => {
      ending.abort();
      await preparing;
      await closeAll(closing);
    },
  };
}

/** There is nothing in it that a restored backup could give away. */
const NO_WITNESS: SpendWitness = { spent: () => new Map(), record: async () => undefined };

export interface SandboxOf {
  /** Of the gateway; the sandbox gets one that is derived from it and tells nothing of it. */
  readonly secret: Buffer;
  readonly dataFolder: string;
}

/** The ground of a graph in which nothing is the gateway's own: other databases, another secret, another second place. */
export async function openSandboxGround(
  { connections }: SandboxWorld,
  of: SandboxOf,
  closing: Closing,
): Promise<GraphGround> {
  const databases = await openDatabases(connections, closing);
  const secret = deriveKey(of.secret, 'sandbox');
  const key = derivedSigningKey(deriveKey(secret, 'checkpoints'));
  const folder = join(of.dataFolder, 'sandbox', 'checkpoints');
  return { ...databases, secret, witness: NO_WITNESS, checkpoints: { key, folder, mayBeginAnew: true } };
}
