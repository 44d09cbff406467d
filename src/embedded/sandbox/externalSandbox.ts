import { DATABASES, type DatabaseName, type DatabaseUrls } from '../../config.js';
import { NorenError } from '../../errors.js';
import { migrateSource, SOURCE_NAMES } from '../../sources/openSource.js';
import { loadDemoData } from '../data/loadDemoData.js';
import { fingerprint } from '../data/world.js';
import { resolveIdentities } from '../identities.js';
import { seedGovernance } from '../seedOnce.js';
import { SANDBOX_SEED, type SandboxAsked, type SandboxWorld } from './sandboxWorld.js';
import { emptyOut, isEmpty, markOf, setMark } from './databaseMark.js';
import { withClient } from '../withClient.js';

const PREPARING = 'noren sandbox, being prepared';
const COMPLETE = new RegExp(`^noren demo data \\d+/${SANDBOX_SEED}/[-0-9]+/(\\d+)/`);
/** One gateway at a time; the others wait and find it done. */
const SANDBOX_LOCK = 7_301_404;

/**
 * The sandbox on databases that the operator names. Only empty ones are written to; a mark in each (its comment) says that it is the
 * sandbox's and complete. A database with anything else in it is left alone, and nothing of it is served.
 * @throws NorenError BAD_CONFIGURATION: one is neither empty nor the sandbox's
 */
export async function externalSandbox(urls: DatabaseUrls, asked: SandboxAsked): Promise<SandboxWorld> {
  return withClient(urls.governance, async (lock) => {
    await lock.query('select pg_advisory_lock($1)', [SANDBOX_LOCK]);
    const families = (await completeFamilies(urls)) ?? (await seed(urls, asked));
    return { connections: urls, identities: resolveIdentities({ families }) };
  });
}

/** Of a complete sandbox, its sources migrated; null: it has to be made. */
async function completeFamilies(urls: DatabaseUrls): Promise<number | null> {
  const marks = await Promise.all(DATABASES.map((name) => markOf(urls[name])));
  const families = COMPLETE.exec(marks[0] ?? '')?.[1];
  if (families === undefined || marks.some((mark) => mark !== marks[0])) return null;
  for (const name of SOURCE_NAMES) await migrateSource(name, urls[name]);
  return Number(families);
}

async function seed(urls: DatabaseUrls, { families, today, signal }: SandboxAsked): Promise<number> {
  for (const name of DATABASES) if (!(await mayBeFilled(name, urls[name]))) throw occupied(name);
  if ((await markOf(urls.governance)) === PREPARING) await emptyOut(urls.governance);
  await setMark(urls.governance, PREPARING);
  for (const name of SOURCE_NAMES) await migrateSource(name, urls[name]);
  signal.throwIfAborted();
  const scale = { families, today, seed: SANDBOX_SEED };
  await loadDemoData({ ...scale, sources: urls });
  signal.throwIfAborted();
  await seedGovernance(urls, scale);
  await setMark(urls.governance, fingerprint(scale));
  return families;
}

/** Empty, or begun by a gateway that did not come to the end. */
async function mayBeFilled(name: DatabaseName, url: string): Promise<boolean> {
  const mark = (await markOf(url)) ?? '';
  if (name === 'governance' ? mark === PREPARING : COMPLETE.test(mark)) return true;
  return isEmpty(url);
}

function occupied(name: DatabaseName): NorenError {
  const setting = `SANDBOX_${name.toUpperCase()}_DATABASE_URL`;
  return new NorenError(
    'BAD_CONFIGURATION',
    `${setting} must name a database that is empty, or the sandbox's own; it has other rows and is left alone.`,
    { setting },
  );
}
