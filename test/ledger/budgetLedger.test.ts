import pg from 'pg';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import type { Acquired } from '../../src/statistics/releaseLedger.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { LEDGER_TABLES, purchaseOf, readBooks } from './purchase.js';

let database: TestDatabase;
let pool: pg.Pool;
let ledger: BudgetLedger;

beforeAll(async () => {
  database = await createDatabase('governance');
  pool = new pg.Pool({ ...database.connection, max: 16 });
  pool.on('error', () => undefined);
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

beforeEach(async () => {
  await pool.query(`TRUNCATE ${LEDGER_TABLES}`);
  ledger = new BudgetLedger({ pool, waitMilliseconds: 300 });
});

async function reserve(text: string, changes: Parameters<typeof purchaseOf>[1] = {}): Promise<string> {
  const acquired = await ledger.acquire(purchaseOf(text, changes));
  if (acquired.kind !== 'RESERVED') throw new Error(`Expected a reservation, got ${acquired.kind}.`);
  return acquired.releaseId;
}

const release = async (text: string, changes: Parameters<typeof purchaseOf>[1] = {}) =>
  ledger.complete(await reserve(text, changes), `body of ${text}`);

describe('buying', () => {
  test('charges recipient and global account with the reservation, before there is an answer', async () => {
    await reserve('q');
    expect(await readBooks(pool)).toEqual({
      spent: { A: 10n, GLOBAL: 10n, LIFETIME: 10n },
      releases: 1,
      balanced: true,
    });
  });

  test('gives the stored bytes to the same recipient again, at no cost', async () => {
    const first = await release('q');
    const again = await ledger.acquire(purchaseOf('q'));
    expect(again).toEqual({ kind: 'STORED', stored: first, chargedNano: 0n });
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });
  });

  test('gives another recipient the same bytes, charged to its own account only, once', async () => {
    const first = await release('q');
    expect(await ledger.acquire(purchaseOf('q', { recipient: 'B' }))).toEqual({
      kind: 'STORED',
      stored: first,
      chargedNano: 10n,
    });
    expect(await ledger.acquire(purchaseOf('q', { recipient: 'B' }))).toEqual({
      kind: 'STORED',
      stored: first,
      chargedNano: 0n,
    });
    expect(await readBooks(pool)).toEqual({
      spent: { A: 10n, B: 10n, GLOBAL: 10n, LIFETIME: 10n },
      releases: 1,
      balanced: true,
    });
  });

  test('charges another recipient once even when it looks 16 times at the same moment', async () => {
    await release('q');
    const looks = await Promise.all(
      Array.from({ length: 16 }, () => ledger.acquire(purchaseOf('q', { recipient: 'B' }))),
    );
    expect(
      looks.map((look) => (look.kind === 'STORED' ? look.chargedNano : -1n)).filter((charged) => charged > 0n),
    ).toEqual([10n]);
    expect((await readBooks(pool)).spent).toMatchObject({ B: 10n, GLOBAL: 10n, LIFETIME: 10n });
  });
});

describe('an exhausted budget', () => {
  test('of the recipient refuses with what is left, and charges no account', async () => {
    await release('q', { cap: 15n });
    expect(await ledger.acquire(purchaseOf('r', { cap: 15n }))).toEqual({
      kind: 'REFUSED',
      refusal: {
        refused: 'DP_BUDGET_EXHAUSTED',
        account: 'RECIPIENT',
        source: 'club',
        period: '2026-Q4',
        priceNano: 10n,
        remainingNano: 5n,
      },
    });
    expect(await readBooks(pool)).toEqual({
      spent: { A: 10n, GLOBAL: 10n, LIFETIME: 10n },
      releases: 1,
      balanced: true,
    });
  });

  test('of all together refuses too, and takes the charge of the recipient back with it', async () => {
    await release('q', { globalCap: 15n });
    expect(await ledger.acquire(purchaseOf('r', { recipient: 'B', globalCap: 15n }))).toMatchObject({
      kind: 'REFUSED',
      refusal: { account: 'GLOBAL', source: 'club', remainingNano: 5n },
    });
    expect(await readBooks(pool)).toEqual({
      spent: { A: 10n, B: 0n, GLOBAL: 10n, LIFETIME: 10n },
      releases: 1,
      balanced: true,
    });
  });

  test('refuses the look at a stored release as well, unless it was paid for before', async () => {
    await release('q', { cap: 10n });
    expect((await ledger.acquire(purchaseOf('q', { cap: 10n }))).kind).toBe('STORED');
    expect((await ledger.acquire(purchaseOf('q', { recipient: 'B', cap: 9n }))).kind).toBe('REFUSED');
  });

  test('is spent to the last unit, and a cap that the policy lowers below it refuses', async () => {
    await release('q', { cap: 10n });
    expect((await ledger.acquire(purchaseOf('r', { cap: 5n }))).kind).toBe('REFUSED');
    expect((await ledger.acquire(purchaseOf('r', { cap: 20n }))).kind).toBe('RESERVED');
  });

  test('is guarded by the database itself', async () => {
    await release('q');
    await expect(pool.query('UPDATE privacy_accounts SET spent_nano = cap_nano + 1')).rejects.toThrow(
      'privacy_accounts_spent_check',
    );
  });
});

test('16 clients with 60 attempts each never overspend, and every charge has exactly one release', async () => {
  const before: bigint[] = [];
  const watch = setInterval(() => void readBooks(pool).then(({ spent }) => before.push(spent['GLOBAL'] ?? 0n)), 20);
  const outcomes = await Promise.all(
    Array.from({ length: 16 }, async (_client, client) => {
      const kinds: Acquired['kind'][] = [];
      for (let attempt = 0; attempt < 60; attempt += 1) {
        const asked = purchaseOf(`q${client}.${attempt}`, {
          recipient: `R${client % 4}`,
          cap: 1_005n,
          globalCap: 3_333n,
          price: 10n,
        });
        kinds.push((await ledger.acquire(asked)).kind);
      }
      return kinds;
    }),
  );
  clearInterval(watch);
  const books = await readBooks(pool);
  const granted = outcomes.flat().filter((kind) => kind === 'RESERVED').length;
  expect(outcomes.flat()).toHaveLength(960);
  expect(granted).toBe(333);
  expect(books.spent['GLOBAL']).toBe(3_330n);
  expect(books).toMatchObject({ releases: granted, balanced: true });
  for (const recipient of ['R0', 'R1', 'R2', 'R3']) expect(books.spent[recipient]).toBeLessThanOrEqual(1_005n);
  expect(before.every((spent) => spent <= 3_333n)).toBe(true);
});

describe('the same question at the same moment', () => {
  test('is bought once: the other waits and gets the stored bytes', async () => {
    const patient = new BudgetLedger({ pool, waitMilliseconds: 5_000 });
    const releaseId = await reserve('q');
    const waiting = patient.acquire(purchaseOf('q', { recipient: 'B' }));
    const stored = await ledger.complete(releaseId, 'body');
    expect(await waiting).toEqual({ kind: 'STORED', stored, chargedNano: 10n });
  });

  test('of 16 at once gives one reservation', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 16 }, () => ledger.acquire(purchaseOf('q'))));
    const kinds = attempts.map((attempt) => (attempt.status === 'fulfilled' ? attempt.value.kind : 'ERROR'));
    expect(kinds.filter((kind) => kind === 'RESERVED')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'ERROR')).toHaveLength(15);
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });
  });

  test('that stays under way is refused clearly, uncharged', async () => {
    await reserve('q');
    await expect(ledger.acquire(purchaseOf('q', { recipient: 'B' }))).rejects.toMatchObject({
      code: 'STATISTIC_UNAVAILABLE',
      message: expect.stringContaining('Nothing was charged') as string,
    });
    expect((await readBooks(pool)).spent).toEqual({ A: 10n, B: 0n, GLOBAL: 10n, LIFETIME: 10n });
  });
});

describe('a source that has told all it may in its life', () => {
  test('answers with stored releases only, in whichever period', async () => {
    const stored = await release('q', { lifetimeCap: 15n });
    const later = { lifetimeCap: 15n, period: '2031-Q1' } as const;
    expect(await ledger.acquire(purchaseOf('r', later))).toMatchObject({
      kind: 'REFUSED',
      refusal: { account: 'LIFETIME', source: 'club', remainingNano: 5n },
    });
    expect(await ledger.acquire(purchaseOf('q', later))).toMatchObject({ kind: 'STORED', stored, chargedNano: 0n });
    expect(await ledger.acquire(purchaseOf('q', { ...later, recipient: 'B' }))).toMatchObject({
      kind: 'STORED',
      stored,
    });
    expect((await readBooks(pool)).spent['LIFETIME']).toBe(10n);
  });

  test('adds up over the periods that each had room', async () => {
    for (const period of ['2026-Q4', '2027-Q1', '2027-Q2']) await release(`q of ${period}`, { period });
    expect((await readBooks(pool)).spent).toMatchObject({ LIFETIME: 30n });
    expect((await ledger.acquire(purchaseOf('r', { period: '2027-Q3', lifetimeCap: 39n }))).kind).toBe('REFUSED');
  });
});

describe('a question over several sources', () => {
  const both = ['coop', 'club'] as const;

  test('is charged in full to the accounts of each', async () => {
    await release('q', { sources: both });
    for (const source of both) {
      expect((await readBooks(pool, source)).spent).toEqual({ A: 10n, GLOBAL: 10n, LIFETIME: 10n });
    }
    expect((await readBooks(pool)).balanced).toBe(true);
  });

  test('is refused where one of them is spent, and charges none', async () => {
    await release('q', { sources: ['coop'], globalCap: 15n });
    expect(await ledger.acquire(purchaseOf('r', { sources: both, globalCap: 15n }))).toMatchObject({
      kind: 'REFUSED',
      refusal: { account: 'GLOBAL', source: 'coop' },
    });
    expect((await readBooks(pool, 'club')).spent).toEqual({ A: 0n, GLOBAL: 0n, LIFETIME: 0n });
  });

  test('never waits in a circle with one that names them the other way round', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_each, index) =>
        ledger.acquire(purchaseOf(`q${index}`, { sources: index % 2 === 0 ? both : both.toReversed() })),
      ),
    );
    expect(outcomes.every(({ kind }) => kind === 'RESERVED')).toBe(true);
    expect((await readBooks(pool, 'coop')).spent['GLOBAL']).toBe(240n);
  });
});

describe('a question that is sent again with its key', () => {
  const retry = { key: 'k1', question: 'families' };

  test('is the same purchase also after the snapshot changed: same answer, same price told, nothing charged', async () => {
    const first = await ledger.acquire(purchaseOf('q on snapshot 1', { retry }));
    if (first.kind !== 'RESERVED') throw new Error('Expected a reservation.');
    const stored = await ledger.complete(first.releaseId, 'body');
    expect(await ledger.acquire(purchaseOf('q on snapshot 2', { retry }))).toEqual({
      kind: 'STORED',
      stored,
      chargedNano: 10n,
    });
    expect(await readBooks(pool)).toMatchObject({ spent: { A: 10n }, releases: 1, balanced: true });
  });

  test('is told the price of a first look again, too', async () => {
    const stored = await release('q');
    for (let sent = 0; sent < 3; sent += 1) {
      expect(await ledger.acquire(purchaseOf('q', { recipient: 'B', retry }))).toEqual({
        kind: 'STORED',
        stored,
        chargedNano: 10n,
      });
    }
    expect((await readBooks(pool)).spent).toMatchObject({ B: 10n });
  });

  test('says nothing to another recipient or for another question', async () => {
    await release('q', { retry });
    expect((await ledger.acquire(purchaseOf('r', { retry: { key: 'k1', question: 'children' } }))).kind).toBe(
      'RESERVED',
    );
    expect((await ledger.acquire(purchaseOf('s', { retry, recipient: 'B' }))).kind).toBe('RESERVED');
    expect((await readBooks(pool)).spent['GLOBAL']).toBe(30n);
  });

  test('waits for the first sending, and is bought anew where that was abandoned', async () => {
    await reserve('q on snapshot 1', { retry });
    await expect(ledger.acquire(purchaseOf('q on snapshot 2', { retry }))).rejects.toMatchObject({
      code: 'STATISTIC_UNAVAILABLE',
    });
    await pool.query(`UPDATE releases SET reserved_at = clock_timestamp() - interval '61 seconds'`);
    expect((await ledger.acquire(purchaseOf('q on snapshot 2', { retry }))).kind).toBe('RESERVED');
    expect((await readBooks(pool)).spent).toMatchObject({ A: 20n });
  });

  test('of 16 at once is charged once', async () => {
    const patient = new BudgetLedger({ pool, waitMilliseconds: 5_000 });
    const attempts = Array.from({ length: 16 }, async (_each, index) => {
      const acquired = await patient.acquire(purchaseOf(`q on snapshot ${index % 2}`, { retry }));
      return acquired.kind === 'RESERVED' ? patient.complete(acquired.releaseId, 'body') : acquired;
    });
    await Promise.all(attempts);
    expect((await readBooks(pool)).spent['A']).toBe(10n);
  });
});

describe('an abandoned reservation', () => {
  test('is void after its time, stays charged, and the question is bought anew', async () => {
    const abandoned = await reserve('q');
    await pool.query(`UPDATE releases SET reserved_at = clock_timestamp() - interval '61 seconds'`);
    const again = await reserve('q');
    expect(again).not.toBe(abandoned);
    expect(await readBooks(pool)).toEqual({
      spent: { A: 20n, GLOBAL: 20n, LIFETIME: 20n },
      releases: 2,
      balanced: true,
    });
    await expect(ledger.complete(abandoned, 'too late')).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
    expect((await ledger.complete(again, 'in time')).body).toBe('in time');
  });

  test('younger than that still stands for its question', async () => {
    await reserve('q');
    await pool.query(`UPDATE releases SET reserved_at = clock_timestamp() - interval '50 seconds'`);
    await expect(ledger.acquire(purchaseOf('q'))).rejects.toMatchObject({ code: 'STATISTIC_UNAVAILABLE' });
  });
});

test('what is left is read without a charge, and says what this recipient has, not what others asked', async () => {
  await release('q');
  const standing = (recipient: string, text: string | null) =>
    ledger.standing({
      text,
      account: purchaseOf('q', { recipient }).account,
      caps: { recipientNano: 1_000n, globalNano: 4_000n, lifetimeNano: 9_000n },
    });
  expect(await standing('A', 'q')).toEqual({
    alreadyReleased: true,
    isStored: true,
    recipientRemainingNano: 990n,
    globalRemainingNano: 3_990n,
  });
  expect(await standing('B', 'q')).toEqual({
    alreadyReleased: false,
    isStored: true,
    recipientRemainingNano: 1_000n,
    globalRemainingNano: 3_990n,
  });
  expect(await standing('A', null)).toMatchObject({ alreadyReleased: false, isStored: false });
});

test('a release is found by its id for whoever has it, and by no other text', async () => {
  const { id } = await release('q');
  expect((await ledger.find({ id, recipient: 'A' }))?.body).toBe('body of q');
  expect((await ledger.find({ id: id.toUpperCase(), recipient: 'A' }))?.id).toBe(id);
  expect(await ledger.find({ id, recipient: 'B' })).toBeNull();
  for (const other of ['', 'soon', `${id}0`, `{${id}}`, "' OR true --"]) {
    expect(await ledger.find({ id: other, recipient: 'A' })).toBeNull();
  }
});
