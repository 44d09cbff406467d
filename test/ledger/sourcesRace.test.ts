import pg from 'pg';
import { BudgetLedger } from '../../src/ledger/budgetLedger.js';
import type { Acquired } from '../../src/statistics/releaseLedger.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { purchaseOf, readBooks } from './purchase.js';

/**
 * Sixteen clients of four recipients on two gateways ask questions over one, two or three sources, e.g. the spending of families by course. Each
 * is charged to the recipient's, the global and the lifetime account of every source it touches, and any of these may be the one that is short.
 */

const SETS = [['club'], ['coop', 'club'], ['club', 'broadcaster'], ['broadcaster', 'coop', 'club'], ['coop']] as const;
const CLIENTS = 16;
const ATTEMPTS = 40;
const CAPS = { cap: 700n, globalCap: 1_500n, lifetimeCap: 2_200n };
/** R0 has less, so that its own account is short before those of all. */
const POOR = 150n;

let database: TestDatabase;
let pools: pg.Pool[];
beforeAll(async () => {
  database = await createDatabase('governance');
  pools = [0, 1].map(() => new pg.Pool({ ...database.connection, max: 10 }));
  for (const pool of pools) pool.on('error', () => undefined);
});
afterAll(async () => {
  await Promise.all(pools.map(async (pool) => pool.end()));
  await database.drop();
});

async function client(number: number): Promise<readonly Acquired[]> {
  const pool = pools[number % 2];
  if (pool === undefined) throw new Error('There are two gateways.');
  const ledger = new BudgetLedger({ pool, waitMilliseconds: 300 });
  const outcomes: Acquired[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const sources = SETS[(number + attempt * 3) % SETS.length] ?? ['club'];
    const asked = purchaseOf(`q${number}.${attempt}`, {
      ...CAPS,
      recipient: `R${number % 4}`,
      ...(number % 4 === 0 ? { cap: POOR } : {}),
      // In whichever order they are named: accounts are charged in one.
      sources: attempt % 2 === 0 ? sources : sources.toReversed(),
      price: BigInt(5 + ((number + attempt) % 4) * 5),
      period: attempt < ATTEMPTS / 2 ? '2026-Q4' : '2027-Q1',
    });
    outcomes.push(await ledger.acquire(asked));
  }
  return outcomes;
}

test('no account goes above its cap in between or at the end, nobody waits in a circle, and the books are right', async () => {
  const [first] = pools;
  if (first === undefined) throw new Error('There are two gateways.');
  const above: string[] = [];
  let running = true;
  const watch = (async () => {
    while (running) {
      const { rows } = await first.query<{ account: string }>(
        `SELECT scope || ' ' || source AS account FROM privacy_accounts
         WHERE spent_nano > CASE scope WHEN 'RECIPIENT' THEN CASE recipient WHEN 'R0' THEN $4::bigint ELSE $1::bigint END
                                       WHEN 'GLOBAL' THEN $2::bigint ELSE $3::bigint END`,
        [CAPS.cap, CAPS.globalCap, CAPS.lifetimeCap, POOR],
      );
      above.push(...rows.map(({ account }) => account));
    }
  })();
  const outcomes = (await Promise.all(Array.from({ length: CLIENTS }, async (_each, number) => client(number)))).flat();
  running = false;
  await watch;
  expect(above).toEqual([]);

  const refusals = outcomes.flatMap((each) => (each.kind === 'REFUSED' ? [each.refusal] : []));
  const granted = outcomes.filter(({ kind }) => kind === 'RESERVED').length;
  expect(granted + refusals.length).toBe(CLIENTS * ATTEMPTS);
  // Every kind of account was short for somebody, and none of them because of another source's.
  expect(new Set(refusals.map(({ account }) => account))).toEqual(new Set(['RECIPIENT', 'GLOBAL', 'LIFETIME']));
  for (const { priceNano, remainingNano } of refusals) expect(remainingNano).toBeLessThan(priceNano);
  for (const source of ['club', 'coop', 'broadcaster']) {
    expect(await readBooks(first, source)).toMatchObject({ releases: granted, balanced: true });
  }
});
