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

/** Makes sure that the accounts exist, with nothing spent. Outside the charging transaction, so that it never holds a lock. */
export async function openAccounts(pool: Pool, charge: Pick<Charge, 'account' | 'caps'>): Promise<void> {
  const accounts = accountsOf(charge);
  const columns = (index: number) => accounts.map(({ key }) => keyValues(key)[index]);
  await pool.query(
    `INSERT INTO privacy_accounts (scope, recipient, purpose, period, source, cap_nano)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
     ON CONFLICT (scope, recipient, purpose, period, source) DO NOTHING`,
    [...[0, 1, 2, 3, 4].map(columns), accounts.map(({ capNano }) => `${capNano}`)],
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

/** What is left under today's cap; never below 0. An account that was never charged is whole. */
async function remainingNano(pool: Pool, { key, capNano }: CappedAccount): Promise<bigint> {
  const { rows } = await pool.query<{ spent: string }>(
    `SELECT spent_nano::text AS spent FROM privacy_accounts WHERE ${WHERE_KEY}`,
    [...keyValues(key)],
  );
  const left = capNano - BigInt(rows[0]?.spent ?? '0');
  return left < 0n ? 0n : left;
}

/** The least that is left in the accounts of these scopes: what a question over all sources can still cost. */
export async function leastRemainingNano(
  pool: Pool,
  charge: Pick<Charge, 'account' | 'caps'>,
  scopes: readonly BudgetScope[],
): Promise<bigint> {
  const left = await Promise.all(accountsOf(charge, scopes).map((account) => remainingNano(pool, account)));
  return left.reduce((least, next) => (next < least ? next : least), left[0] ?? 0n);
}

export async function refusal(pool: Pool, short: AccountKey, charge: Charge): Promise<BudgetRefusal> {
  const account = accountsOf(charge, [short.scope]).find(({ key }) => key.source === short.source);
  return {
    refused: 'DP_BUDGET_EXHAUSTED',
    account: short.scope,
    source: short.source,
    period: charge.account.period,
    priceNano: charge.nanoRho,
    remainingNano: account === undefined ? 0n : await remainingNano(pool, account),
  };
}
