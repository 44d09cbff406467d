import { Session } from 'node:inspector/promises';
import pg from 'pg';
import { AppendQueue } from '../../src/audit/appendQueue.js';
import { loadConfig } from '../../src/config.js';
import { demoToken } from '../../src/embedded/keys/demoToken.js';
import { startServer } from '../../src/server.js';
import { answering } from '../harness/answering.js';

/**
 * The gateway as it ships, on its embedded default; it can also write down the statements that cross its
 * connections, and profile itself. */
// Seeding a second world in the background would be measured as well.
const config = loadConfig({ ...process.env, NOREN_SANDBOX_FAMILIES: '0' });
const server = await startServer(config, { say: (message) => process.stderr.write(`${message}\n`) });
const dataFolder = config.mode.kind === 'embedded' ? config.mode.dataFolder : '';
const tokens = Object.fromEntries(
  await Promise.all(
    server.identities.map(async ({ name, ...caller }) => [name, await demoToken(dataFolder, caller, 86_400)] as const),
  ),
);

interface Seen {
  readonly database: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

type Query = (this: { database: string }, ...args: unknown[]) => unknown;

function watchStatements(): () => Seen[] {
  const seen: Seen[] = [];
  const client = pg.Client.prototype as unknown as { query: Query };
  const original = client.query;
  client.query = function (...args) {
    const [first, values] = args as [string | { text: string; values?: unknown[] }, unknown];
    const text = typeof first === 'string' ? first : first.text;
    const given = Array.isArray(values) ? values : typeof first === 'object' ? first.values : undefined;
    const sent = (given ?? []).map((value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    seen.push({ database: this.database, text, values: sent });
    return original.apply(this, args);
  };
  return () => {
    client.query = original;
    return seen;
  };
}

/** What the gateway would answer if it need not record: a fault that only this process of the bench can have. */
// eslint-disable-next-line @typescript-eslint/unbound-method
const append = AppendQueue.prototype.append;
const withoutLog = () => Promise.resolve({ index: 0, leafHash: '', treeSize: 0 });

let finish: (() => Seen[]) | undefined;
const session = new Session();
session.connect();
answering({ url: `${server.url}/graphql`, tokens }, async ({ ask }) => {
  if (ask === 'watch') finish = watchStatements();
  if (ask === 'watched') return finish?.();
  if (ask === 'profile') await session.post('Profiler.enable').then(() => session.post('Profiler.start'));
  if (ask === 'audit' || ask === 'no audit') AppendQueue.prototype.append = ask === 'audit' ? append : withoutLog;
  if (ask === 'profiled') return (await session.post('Profiler.stop')).profile;
  return null;
});
process.on('SIGTERM', () => void server.close().then(() => process.exit(0)));
