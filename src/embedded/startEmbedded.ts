import { join } from 'node:path';
import type { EmbeddedMode } from '../config.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { type Connections, connectionsOf } from './embeddedDatabases.js';
import { resolveIdentities } from './identities.js';
import { announce } from './announce.js';
import { localSecret } from './keys/localSecret.js';
import { startPostgres } from './postgres/startPostgres.js';
import type { ResolvedIdentity } from './seedMark.js';
import { embeddedSandbox } from './sandbox/embeddedSandbox.js';
import type { SandboxAsked, SandboxWorld } from './sandbox/sandboxWorld.js';
import { seedOnce } from './seedOnce.js';

/** Everything that real servers would otherwise be. */
export interface Embedded {
  readonly connections: Connections;
  readonly secret: Buffer;
  readonly identities: readonly ResolvedIdentity[];
  /** Null: this process does not own the databases. */
  readonly prepareSandbox: ((asked: SandboxAsked) => Promise<SandboxWorld>) | null;
  stop(): Promise<void>;
}

/** @throws NorenError BAD_CONFIGURATION (the data folder is in use), SOURCE_UNAVAILABLE (PostgreSQL did not start) */
export async function startEmbedded(mode: EmbeddedMode, say: (message: string) => void): Promise<Embedded> {
  const { dataFolder, demoFamilies } = mode;
  say('Starting the embedded PostgreSQL');
  const postgres = await startPostgres({ dataFolder: join(dataFolder, 'postgres'), onProgress: say });
  void postgres.lost.then(() => {
    say(
      'The embedded PostgreSQL ended by itself, and the gateway with it. Start again; postgres.log in the data folder says more.',
    );
    process.exit(1);
  });
  try {
    const today = tokyoToday(new Date());
    const mark = await seedOnce({ postgres, dataFolder, families: demoFamilies, today, say });
    const connections = connectionsOf(postgres);
    const withdraw = announce(dataFolder, connections);
    return {
      connections,
      secret: localSecret(dataFolder),
      identities: resolveIdentities(mark),
      prepareSandbox: (asked) => embeddedSandbox({ ...asked, postgres, dataFolder: join(dataFolder, 'sandbox') }),
      stop: async () => {
        withdraw();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
