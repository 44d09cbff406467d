import pg from 'pg';
import type { EmbeddedMode } from '../config.js';
import { announced } from './announce.js';
import type { Connections } from './embeddedDatabases.js';
import { resolveIdentities } from './identities.js';
import { localSecret } from './keys/localSecret.js';
import { readSeedMark } from './seedMark.js';
import { startEmbedded, type Embedded } from './startEmbedded.js';

async function answers(connections: Connections): Promise<boolean> {
  const client = new pg.Client({ ...connections.governance, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function joinRunning({ dataFolder }: EmbeddedMode): Promise<Embedded | null> {
  const mark = readSeedMark(dataFolder);
  const connections = announced(dataFolder);
  if (mark === null || connections === null || !(await answers(connections))) return null;
  return {
    connections,
    secret: localSecret(dataFolder),
    identities: resolveIdentities(mark),
    prepareSandbox: null,
    stop: async () => undefined,
  };
}

/** For commands: the databases of the gateway that runs on this data folder, or databases of one's own when none does. */
export async function joinEmbedded(mode: EmbeddedMode, say: (message: string) => void): Promise<Embedded> {
  return (await joinRunning(mode)) ?? startEmbedded(mode, say);
}
