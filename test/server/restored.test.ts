import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { Pool } from 'pg';
import { AuditLog } from '../../src/audit/auditLog.js';
import { checkpointText } from '../../src/audit/checkpoint/checkpoint.js';
import { CheckpointFolder } from '../../src/audit/checkpoint/checkpointFolder.js';
import { signNote } from '../../src/audit/checkpoint/signedNote.js';
import { recordChanges } from '../../src/audit/recordChanges.js';
import { continueAudit } from '../../src/continueAudit.js';
import { loadConfig } from '../../src/config.js';
import { deriveKey } from '../../src/disclosure/cryptography.js';
import { signingKey } from '../../src/embedded/keys/signingKey.js';
import { accountText } from '../../src/ledger/accountKey.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import { readBudgetState } from '../../src/ledger/budgetState.js';
import { exportOnce } from '../../src/exportAudit.js';
import { fileWitness } from '../../src/ledger/fileWitness.js';
import { openPool } from '../../src/openPool.js';
import { reconcileOnce } from '../../src/reconcile.js';
import { startServer } from '../../src/server.js';
import { purchaseOf, readBooks } from '../ledger/purchase.js';
import { asAdministrator, createDatabase, type TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const NAMES = ['coop', 'club', 'broadcaster', 'governance'] as const;
const SECRET = Buffer.alloc(32, 1);
const databases = {} as Record<(typeof NAMES)[number], TestDatabase>;
const folder = temporaryFolder();
const witnessFile = join(folder.path, 'budget-witness.jsonl');
let config: ReturnType<typeof loadConfig>;

beforeAll(async () => {
  for (const name of NAMES) databases[name] = await createDatabase(name);
  config = loadConfig({
    PORT: '0',
    COOP_DATABASE_URL: databases.coop.url,
    CLUB_DATABASE_URL: databases.club.url,
    BROADCASTER_DATABASE_URL: databases.broadcaster.url,
    GOVERNANCE_DATABASE_URL: databases.governance.url,
    OIDC_ISSUER: 'http://127.0.0.1:1',
    NOREN_SECRET: SECRET.toString('base64'),
    NOREN_DATA: folder.path,
    NOREN_SNAPSHOTS: 'none',
  });
});

afterAll(async () => {
  for (const name of NAMES) await databases[name].drop();
  await asAdministrator((client) => client.query(`drop database if exists ${databases.governance.name}_backup`));
  folder.remove();
});

/** A whole life of a gateway, in which these questions are bought. What it said at its start. */
async function lives(...questions: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const logTo = new Writable({ write: (_chunk, _encoding, done) => done() });
  const gateway = await startServer(config, { say: (message) => said.push(message), logTo });
  try {
    await withPool((pool) => buy(pool, questions));
  } finally {
    await gateway.close();
  }
  return said;
}

async function withPool<T>(work: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = openPool({ ...databases.governance.connection, max: 2 });
  return work(pool).finally(() => pool.end());
}

/** As the gateway of this folder and secret charges. */
async function buy(pool: Pool, questions: readonly string[]): Promise<void> {
  const witness = fileWitness(witnessFile);
  const log = new AuditLog({ key: deriveKey(SECRET, 'audit') });
  const ledger = new BudgetLedger({ pool, witness, record: recordChanges(log, () => new Date()).charge });
  for (const text of questions) {
    const acquired = await ledger.acquire(purchaseOf(text));
    if (acquired.kind === 'RESERVED') await ledger.complete(acquired.releaseId, 'body');
  }
  await witness.close();
}

/** Of the governance database, and of the witness that lay beside it. */
async function copy(from: string, to: string): Promise<void> {
  await asAdministrator(async (client) => {
    const sessions = 'select from pg_stat_activity where datname = $1';
    while ((await client.query(sessions, [from])).rowCount !== 0) await client.query('select pg_sleep(0.01)');
    await client.query(`drop database if exists ${to} with (force)`);
    await client.query(`create database ${to} template ${from}`);
  });
}

const spent = async () => withPool(async (pool) => (await readBooks(pool)).spent);
const closedBecause = async () => withPool(async (pool) => (await readBudgetState(pool)).closedBecause);
const reconcile = async (...places: readonly string[]) => reconcileOnce(config, places, () => undefined);

test('a database restored together with its witness keeps its accounts closed until they are reconciled with the second place', async () => {
  const { name } = databases.governance;
  await lives('q1');
  await copy(name, `${name}_backup`);
  copyFileSync(witnessFile, `${witnessFile}.backup`);
  expect(await lives('q2')).not.toContainEqual(expect.stringContaining('privacy budget is closed'));
  // Whoever signs, says it: here an export, since no gateway is there.
  await withPool((pool) => buy(pool, ['q3']));
  await exportOnce(config, join(folder.path, 'before.jsonl'), () => undefined);
  expect(await spent()).toEqual({ A: 30n, GLOBAL: 30n, LIFETIME: 30n });

  await copy(`${name}_backup`, name);
  copyFileSync(`${witnessFile}.backup`, witnessFile);
  expect(await spent()).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });
  const said = await lives();
  expect(said).toContainEqual(expect.stringMatching(/^The audit log is closed.* restored from an older backup/));
  expect(said).toContainEqual(expect.stringMatching(/^The privacy budget is closed: the audit log does not continue/));
  // Nothing may be put on record yet, and so nothing is opened.
  await expect(reconcile()).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  expect(await closedBecause()).not.toBeNull();

  await continueAudit(config, 'INCIDENT-7', () => undefined);
  await expect(lives('q4')).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  expect(await spent()).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });

  const { restored, wasClosed } = await reconcile();
  expect([wasClosed, restored.length]).toEqual([true, 3]);
  expect(await spent()).toEqual({ A: 30n, GLOBAL: 30n, LIFETIME: 30n });
  const recorded = await withPool((pool) =>
    pool.query<{ entry: string }>('select entry from audit_entries order by index desc limit 1'),
  );
  expect(recorded.rows[0]?.entry).toContain(
    '"facts":{"accounts":["RECIPIENT/A/AGGREGATE_ANALYSIS/2026-Q4/club=20","GLOBAL///2026-Q4/club=20","LIFETIME////club=20"],"step":"RECONCILE"}',
  );
  expect(await lives('q4')).not.toContainEqual(expect.stringContaining('privacy budget is closed'));
  expect(await spent()).toEqual({ A: 40n, GLOBAL: 40n, LIFETIME: 40n });
});

test('a log that goes on before any gateway has looked leaves the accounts closed, and a second place that was moved still witnesses', async () => {
  const { name } = databases.governance;
  await copy(`${name}_backup`, name);
  copyFileSync(`${witnessFile}.backup`, witnessFile);
  await continueAudit(config, 'INCIDENT-8', () => undefined);
  expect(await closedBecause()).toContain('the audit log does not continue what was signed');
  const moved = join(folder.path, 'moved');
  renameSync(join(folder.path, 'checkpoints'), moved);
  expect((await reconcile(moved)).restored).toHaveLength(3);
  expect(await spent()).toEqual({ A: 40n, GLOBAL: 40n, LIFETIME: 40n });
  renameSync(moved, join(folder.path, 'checkpoints'));
});

test('what another key signed witnesses nothing, and what this one signed cannot be raised by a line', async () => {
  const claim = async (key: KeyObject, change: (note: string) => string = (note) => note) => {
    const { ledger } = await withPool(readBudgetState);
    const account = accountText({ scope: 'LIFETIME', recipient: '', purpose: '', period: '', source: 'club' });
    const origin = 'noren/forged';
    const text = checkpointText({ origin, size: 1, root: Buffer.alloc(32) }, [`budget ${ledger} ${account} 50`]);
    const place = temporaryFolder();
    await new CheckpointFolder(place.path).keep({ size: 1 }, change(signNote(text, origin, key)));
    const { restored } = await reconcile(place.path).finally(() => place.remove());
    return restored.length;
  };
  const own = signingKey(null, folder.path);
  expect(await claim(generateKeyPairSync('ed25519').privateKey)).toBe(0);
  expect(await claim(own, (note) => note.replace(' 50\n', ' 5000\n'))).toBe(0);
  expect(await claim(own)).toBe(1);
  expect((await spent())['LIFETIME']).toBe(50n);
});
