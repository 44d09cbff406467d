import type { Pool, PoolClient } from 'pg';
import type { BudgetAccount, BudgetRefusal, ReleasePurchase } from '../statistics/releaseLedger.js';

type Scope = 'RECIPIENT' | 'GLOBAL';

/** Recipient first, global last: the row that everybody shares is locked for the shortest time, and nobody waits in a circle. */
const CHARGING_ORDER: readonly Scope[] = ['RECIPIENT', 'GLOBAL'];

type Charge = Pick<ReleasePurchase, 'account' | 'caps' | 'nanoRho'>;

/** The global account belongs to no recipient and no purpose: it bounds what all of them learn together. */
function accountKey(scope: Scope, { recipient, purpose, period, source }: BudgetAccount): readonly string[] {
  return scope === 'GLOBAL' ? [scope, '', '', period, source] : [scope, recipient, purpose, period, source];
}

function capOf(scope: Scope, caps: Charge['caps']): bigint {
  return scope === 'GLOBAL' ? caps.globalNano : caps.recipientNano;
}

const WHERE_KEY = 'scope = $1 AND recipient = $2 AND purpose = $3 AND period = $4 AND source = $5';

/** Makes sure that the accounts exist, with nothing spent. Outside the charging transaction, so that it never holds a lock. */
export async function openAccounts(pool: Pool, { account, caps }: Pick<Charge, 'account' | 'caps'>): Promise<void> {
  for (const scope of CHARGING_ORDER) {
    await pool.query(
      `INSERT INTO privacy_accounts (scope, recipient, purpose, period, source, cap_nano)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, recipient, purpose, period, source) DO NOTHING`,
      [...accountKey(scope, account), capOf(scope, caps)],
    );
  }
}

/** Null when every account could pay; else the first that could not, and the caller must roll back. */
export async function chargeAccounts(
  client: PoolClient,
  charge: Charge,
  scopes: readonly Scope[] = CHARGING_ORDER,
): Promise<Scope | null> {
  for (const scope of scopes) {
    const { rowCount } = await client.query(
      `UPDATE privacy_accounts SET spent_nano = spent_nano + $6, cap_nano = $7
       WHERE ${WHERE_KEY} AND spent_nano + $6 <= $7`,
      [...accountKey(scope, charge.account), charge.nanoRho, capOf(scope, charge.caps)],
    );
    if (rowCount !== 1) return scope;
  }
  return null;
}

/** What is left under today's cap; never below 0. An account that was never charged is whole. */
export async function remainingNano(
  pool: Pool,
  scope: Scope,
  { account, caps }: Pick<Charge, 'account' | 'caps'>,
): Promise<bigint> {
  const { rows } = await pool.query<{ spent: string }>(
    `SELECT spent_nano::text AS spent FROM privacy_accounts WHERE ${WHERE_KEY}`,
    [...accountKey(scope, account)],
  );
  const left = capOf(scope, caps) - BigInt(rows[0]?.spent ?? '0');
  return left < 0n ? 0n : left;
}

export async function refusal(pool: Pool, scope: Scope, charge: Charge): Promise<BudgetRefusal> {
  return {
    refused: 'DP_BUDGET_EXHAUSTED',
    account: scope,
    period: charge.account.period,
    priceNano: charge.nanoRho,
    remainingNano: await remainingNano(pool, scope, charge),
  };
}
