import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { AccountKey } from '../../src/ledger/accountKey.js';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import { openBudget, readBudgetState } from '../../src/ledger/budgetState.js';
import { fileWitness, type ClosableWitness } from '../../src/ledger/fileWitness.js';
import { readSpending } from '../../src/ledger/readBudgets.js';
import { reconcileBudget } from '../../src/ledger/reconcileBudget.js';
import type { SpendWitness } from '../../src/ledger/spendWitness.js';
import { asAdministrator, createDatabase, type TestDatabase } from '../support/database.js';
import { memoryWitness } from './memoryWitness.js';
import { purchaseOf, readBooks } from './purchase.js';

let database: TestDatabase;
let pool: pg.Pool;
let folder: string;
let file: string;
const witnesses: ClosableWitness[] = [];

const open = (): pg.Pool => {
  const made = new pg.Pool({ ...database.connection, max: 8 });
  made.on('error', () => undefined);
  return made;
};

beforeEach(async () => {
  database = await createDatabase('governance');
  pool = open();
  folder = mkdtempSync(join(tmpdir(), 'noren-witness-'));
  file = join(folder, 'budget-witness.jsonl');
});

afterEach(async () => {
  for (const witness of witnesses.splice(0)) await witness.close();
  await leave();
  await asAdministrator((client) => client.query(`drop database if exists ${database.name}_backup`));
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** As a gateway opens it at its start. */
function witnessOf(path = file): ClosableWitness {
  const witness = fileWitness(path);
  witnesses.push(witness);
  return witness;
}

async function buy(witness: SpendWitness | null, text: string, recipient = 'A'): Promise<void> {
  const ledger = new BudgetLedger({ pool, witness, waitMilliseconds: 300 });
  const acquired = await ledger.acquire(purchaseOf(text, { recipient }));
  if (acquired.kind !== 'RESERVED') throw new Error(`Expected a reservation, got ${acquired.kind}.`);
  await ledger.complete(acquired.releaseId, 'body');
}

/** A session that is still closing would be told of the end of its database when nobody listens any more. */
async function leave(): Promise<void> {
  await pool.end();
  await asAdministrator(async (client) => {
    const sessions = 'select from pg_stat_activity where datname = $1';
    while ((await client.query(sessions, [database.name])).rowCount !== 0) await client.query('select pg_sleep(0.01)');
  });
}

async function backUp(): Promise<void> {
  await leave();
  await asAdministrator((client) => client.query(`create database ${database.name}_backup template ${database.name}`));
  pool = open();
}

async function restore(): Promise<void> {
  await leave();
  await asAdministrator(async (client) => {
    await client.query(`drop database ${database.name}`);
    await client.query(`create database ${database.name} template ${database.name}_backup`);
  });
  pool = open();
}

const [purpose, period] = ['AGGREGATE_ANALYSIS', '2026-Q4'];
const lifetime = { scope: 'LIFETIME', recipient: '', purpose: '', period: '', source: 'club' } as const;
const spendings = async (key: AccountKey) =>
  (await readSpending(pool, key, 50)).map(({ status, recipient, nanoRho }) => [status, recipient, nanoRho]);

test('a reservation whose gateway is gone is told as void, and one under way is not', async () => {
  const ledger = new BudgetLedger({ pool });
  await ledger.acquire(purchaseOf('q1'));
  expect(await spendings(lifetime)).toEqual([['RESERVED', 'A', 10n]]);
  await pool.query(`UPDATE releases SET reserved_at = reserved_at - interval '2 minutes'`);
  expect(await spendings(lifetime)).toEqual([['VOID', 'A', 10n]]);
});

describe('a database restored from an older backup', () => {
  test('is closed at the next start, refuses, and has at least the true spend once it is reconciled', async () => {
    await buy(witnessOf(), 'before');
    await backUp();
    const witness = witnessOf();
    for (const text of ['q1', 'q2', 'q3']) await buy(witness, text);
    await buy(witness, 'q4', 'B');
    const true_ = (await readBooks(pool)).spent;
    await restore();
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });

    const next = witnessOf();
    expect((await openBudget(pool, next)).closedBecause).toContain('older backup');
    await expect(buy(next, 'q5')).rejects.toMatchObject({
      code: 'STATISTIC_UNAVAILABLE',
      message: expect.stringContaining('noren budget reconcile') as string,
    });
    // For whichever gateway, also one that knows nothing of it.
    await expect(buy(null, 'q5')).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });

    const { restored, wasClosed } = await reconcileBudget(pool, [next]);
    expect([wasClosed, restored.length]).toEqual([true, 4]);
    const books = await readBooks(pool);
    expect(books).toMatchObject({ spent: true_, balanced: true });
    expect(await spendings(lifetime)).toEqual([
      ['RECONCILED', null, 40n],
      ['RELEASED', 'A', 10n],
    ]);
    expect(await spendings({ ...lifetime, scope: 'RECIPIENT', recipient: 'B', purpose, period })).toEqual([
      ['RECONCILED', 'B', 10n],
    ]);
    await buy(next, 'q5');
    expect((await readBooks(pool)).spent['LIFETIME']).toBe(60n);
  });

  test('under a running gateway is noticed with the first charge, which is rolled back', async () => {
    const witness = witnessOf();
    await backUp();
    await buy(witness, 'q1');
    await restore();
    await expect(buy(witness, 'q2')).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    expect((await readBooks(pool)).spent).toEqual({ A: 0n, GLOBAL: 0n, LIFETIME: 0n });
    expect((await readBudgetState(pool)).closedBecause).not.toBeNull();
  });

  test('still serves what a recipient has, and quotes nothing that could be bought', async () => {
    const witness = witnessOf();
    await buy(witness, 'q1');
    await backUp();
    await buy(witness, 'q2');
    await restore();
    await openBudget(pool, witnessOf());
    const ledger = new BudgetLedger({ pool });
    expect(await ledger.acquire(purchaseOf('q1'))).toMatchObject({ kind: 'STORED', chargedNano: 0n });
    await expect(ledger.acquire(purchaseOf('q1', { recipient: 'B' }))).rejects.toMatchObject({
      code: 'STATISTIC_UNAVAILABLE',
    });
    const { account, caps } = purchaseOf('q3');
    expect(await ledger.standing({ text: null, account, caps })).toMatchObject({
      recipientRemainingNano: 0n,
      globalRemainingNano: 0n,
    });
  });

  test('is reconciled with the witnesses of all gateways: the largest counts for each account', async () => {
    const [one, other] = [witnessOf(join(folder, 'one')), witnessOf(join(folder, 'other'))];
    await backUp();
    await buy(one, 'q1');
    await buy(other, 'q2', 'B');
    await restore();
    await reconcileBudget(pool, [witnessOf(join(folder, 'one')), witnessOf(join(folder, 'other'))]);
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, B: 10n, GLOBAL: 20n, LIFETIME: 20n });
  });

  test('reconciling twice, or where nothing was forgotten, changes nothing and never makes less', async () => {
    const witness = witnessOf();
    await buy(witness, 'q1');
    await buy(null, 'q2');
    for (let run = 0; run < 2; run += 1) expect((await reconcileBudget(pool, [witness])).restored).toEqual([]);
    expect((await readBooks(pool)).spent).toEqual({ A: 20n, GLOBAL: 20n, LIFETIME: 20n });
  });
});

describe('the witness', () => {
  test('of another database says nothing: a new ledger begins whole', async () => {
    await buy(witnessOf(), 'q1');
    await pool.query('UPDATE budget_state SET ledger = gen_random_uuid()');
    await pool.query('TRUNCATE privacy_accounts, releases, release_views, release_keys');
    expect((await openBudget(pool, witnessOf())).closedBecause).toBeNull();
    await buy(witnessOf(), 'q1');
  });

  test('that can not be written refuses the answer; the charge stands', async () => {
    const witness = memoryWitness();
    witness.fails = true;
    await expect(buy(witness, 'q1')).rejects.toThrow('can not write');
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });
  });

  test('is there before the answer: what is reserved is in the file', async () => {
    const ledger = new BudgetLedger({ pool, witness: witnessOf() });
    await ledger.acquire(purchaseOf('q1'));
    expect(readFileSync(file, 'utf8')).toContain('LIFETIME');
    const { ledger: id } = await readBudgetState(pool);
    expect([...witnessOf().spent(id).values()]).toEqual([10n, 10n, 10n]);
  });

  test('passes over a line that a crash has torn, and goes on after it', async () => {
    await buy(witnessOf(), 'q1');
    appendFileSync(file, readFileSync(file, 'utf8').trimEnd().slice(0, -20));
    await buy(witnessOf(), 'q2');
    const { ledger } = await readBudgetState(pool);
    expect([...witnessOf().spent(ledger).values()]).toEqual([20n, 20n, 20n]);
  });

  test.each(['nonsense\n', '{"ledger":1,"spent":{}}\n', '{"ledger":"x","spent":{"a":"-1"}}\n'])(
    'that says %j is refused, and its line named',
    (text) => {
      writeFileSync(file, text);
      expect(() => witnessOf()).toThrow('line 1');
    },
  );
});
