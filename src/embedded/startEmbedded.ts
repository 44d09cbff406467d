import { join } from 'node:path';
import type { EmbeddedMode } from '../config.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { type Connections, connectionsOf } from './embeddedDatabases.js';
import { resolveIdentities } from './identities.js';
import { localSecret } from './keys/localSecret.js';
import { startPostgres } from './postgres/startPostgres.js';
import type { ResolvedIdentity } from './seedMark.js';
import { seedOnce } from './seedOnce.js';

/** Everything that real servers would otherwise be. */
export interface Embedded {
  readonly connections: Connections;
  readonly secret: Buffer;
  readonly identities: readonly ResolvedIdentity[];
  /** Tokyo date as of which the data were made, YYYY-MM-DD. */
  readonly dataAsOf: string;
  stop(): Promise<void>;
}

/** @throws NorenError BAD_CONFIGURATION (the data folder is in use), SOURCE_UNAVAILABLE (PostgreSQL did not start) */
export async function startEmbedded(mode: EmbeddedMode, say: (message: string) => void): Promise<Embedded> {
  const { dataFolder, demoFamilies } = mode;
  say('Starting the embedded PostgreSQL');
  const postgres = await startPostgres({ dataFolder: join(dataFolder, 'postgres'), onProgress: say });
  try {
    const today = tokyoToday(new Date());
    const mark = await seedOnce({ postgres, dataFolder, families: demoFamilies, today, say });
    return {
      connections: connectionsOf(postgres),
      secret: localSecret(dataFolder),
      identities: resolveIdentities(mark),
      dataAsOf: mark.today,
      stop: () => postgres.stop(),
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
