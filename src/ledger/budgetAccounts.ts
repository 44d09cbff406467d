import type { Pool, PoolClient } from 'pg';
import type { BudgetRefusal, BudgetScope, ReleasePurchase } from '../statistics/releaseLedger.js';
import { accountsOf, keyValues, type AccountKey, type CappedAccount } from './accountKey.js';

type Charge = Pick<ReleasePurchase, 'account' | 'caps' | 'nanoRho'>;

/** What an account has spent, a charge of this transaction included. */
export interface Spent {
  readonly key: AccountKey;
  readonly nano: bigint;
}

export type ChargeOutcome =
  | { readonly paid: readonly Spent[] }
  /** The first account that could not pay; the caller must roll back. */
  | { readonly short: AccountKey };

const WHERE_KEY = 'scope = $1 AND recipient = $2 AND purpose = $3 AND period = $4 AND source = $5';

/** The members of the keys as five lists, for `unnest`. */
function keyColumns(accounts: readonly CappedAccount[]): readonly (readonly (string | undefined)[])[] {
  return [0, 1, 2, 3, 4].map((index) => accounts.map(({ key }) => keyValues(key)[index]));
}

/** Makes sure that the accounts exist, with nothing spent. Outside the charging transaction, so that it never holds a lock. */
export async function openAccounts(pool: Pool, charge: Pick<Charge, 'account' | 'caps'>): Promise<void> {
  const accounts = accountsOf(charge);
  await pool.query(
    `INSERT INTO privacy_accounts (scope, recipient, purpose, period, source, cap_nano)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
     ON CONFLICT (scope, recipient, purpose, period, source) DO NOTHING`,
    [...keyColumns(accounts), accounts.map(({ capNano }) => `${capNano}`)],
  );
}

/** One conditional UPDATE an account, in the charging order. */
export async function chargeAccounts(
  client: PoolClient,
  charge: Charge,
  scopes?: readonly BudgetScope[],
): Promise<ChargeOutcome> {
  const paid: Spent[] = [];
  for (const { key, capNano } of accountsOf(charge, scopes)) {
    const { rows } = await client.query<{ spent: string }>(
      `UPDATE privacy_accounts SET spent_nano = spent_nano + $6, cap_nano = $7
       WHERE ${WHERE_KEY} AND spent_nano + $6 <= $7 RETURNING spent_nano::text AS spent`,
      [...keyValues(key), charge.nanoRho, capNano],
    );
    if (rows[0] === undefined) return { short: key };
    paid.push({ key, nano: BigInt(rows[0].spent) });
  }
  return { paid };
}

/**
 * The least that is left of accounts under today's caps; never below 0. An account that was never charged is whole. One statement for
 * all: several at once would come in another order each time, and what is asked must not differ from one run to the next.
 */
async function leastLeftNano(pool: Pool, accounts: readonly CappedAccount[]): Promise<bigint> {
  const { rows } = await pool.query<{ spent: string }>(
    `SELECT coalesce(spent_nano, 0)::text AS spent
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
       WITH ORDINALITY AS asked (scope, recipient, purpose, period, source, place)
     LEFT JOIN privacy_accounts USING (scope, recipient, purpose, period, source)
     ORDER BY place`,
    [...keyColumns(accounts)],
  );
  const left = accounts.map(({ capNano }, at) => capNano - BigInt(rows[at]?.spent ?? '0'));
  const least = left.reduce((lower, next) => (next < lower ? next : lower), left[0] ?? 0n);
  return least < 0n ? 0n : least;
}

/** The least that is left in the accounts of these scopes: what a question over all sources can still cost. */
export async function leastRemainingNano(
  pool: Pool,
  charge: Pick<Charge, 'account' | 'caps'>,
  scopes: readonly BudgetScope[],
): Promise<bigint> {
  return leastLeftNano(pool, accountsOf(charge, scopes));
}

export async function refusal(pool: Pool, short: AccountKey, charge: Charge): Promise<BudgetRefusal> {
  const account = accountsOf(charge, [short.scope]).find(({ key }) => key.source === short.source);
  return {
    refused: 'DP_BUDGET_EXHAUSTED',
    account: short.scope,
    source: short.source,
    period: charge.account.period,
    priceNano: charge.nanoRho,
    remainingNano: account === undefined ? 0n : await leastLeftNano(pool, [account]),
  };
}
