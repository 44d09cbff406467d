import { connectionsOf } from '../embeddedDatabases.js';
import { resolveIdentities } from '../identities.js';
import { seedOnce, type SeedOptions } from '../seedOnce.js';
import { SANDBOX_SEED, type SandboxWorld } from './sandboxWorld.js';

/** The sandbox in the embedded cluster, made at its first use. Its mark is in a data folder of its own. */
export async function embeddedSandbox(options: Omit<SeedOptions, 'prefix' | 'seed' | 'say'>): Promise<SandboxWorld> {
  const mark = await seedOnce({ ...options, prefix: 'sandbox_', seed: SANDBOX_SEED, say: () => undefined });
  return { connections: connectionsOf(options.postgres, 'sandbox_'), identities: resolveIdentities(mark) };
}
