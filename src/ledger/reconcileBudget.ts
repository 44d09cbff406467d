import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../inTransaction.js';
import { keyValues } from './accountKey.js';
import { forgottenSpending, readBudgetState, type Forgotten } from './budgetState.js';
import { witnessOfAll, type SpendWitness } from './spendWitness.js';

export interface Reconciliation {
  /** Accounts that got back what the database had forgotten. */
  readonly restored: readonly Forgotten[];
  readonly wasClosed: boolean;
}

/** Puts on record what was reconciled, last in its transaction. @throws when it can't: the accounts stay as they were */
export type ReconciliationRecord = (client: PoolClient, reconciliation: Reconciliation) => Promise<void>;

/**
 * After a restore: spent := the larger of ledger and witnesses, for each account, and the accounts are open again. What was spent is never
 * made less. Give it the witness of every gateway: what none of them saw stays forgotten.
 */
export async function reconcileBudget(
  pool: Pool,
  witnesses: readonly Pick<SpendWitness, 'spent'>[],
  record?: ReconciliationRecord,
): Promise<Reconciliation> {
  return inTransaction(pool, async (client) => {
    // Whoever charges waits, so that no charge falls between reading and setting.
    await client.query('LOCK TABLE privacy_accounts IN EXCLUSIVE MODE');
    const { ledger, closedBecause } = await readBudgetState(client);
    const restored = await forgottenSpending(client, ledger, witnessOfAll(witnesses));
    for (const forgotten of restored) await giveBack(client, forgotten);
    await client.query('UPDATE budget_state SET closed_at = NULL, closed_because = NULL');
    const reconciliation = { restored, wasClosed: closedBecause !== null };
    if (reconciliation.wasClosed || restored.length > 0) await record?.(client, reconciliation);
    return reconciliation;
  });
}

async function giveBack(client: PoolClient, { key, ledgerNano, witnessNano }: Forgotten): Promise<void> {
  // A cap below what was spent is set to it: the account is exhausted, and the policy's cap comes with the next charge.
  await client.query(
    `INSERT INTO privacy_accounts (scope, recipient, purpose, period, source, cap_nano, spent_nano)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (scope, recipient, purpose, period, source)
     DO UPDATE SET spent_nano = excluded.spent_nano, cap_nano = greatest(privacy_accounts.cap_nano, excluded.spent_nano)`,
    [...keyValues(key), witnessNano],
  );
  await client.query(
    `INSERT INTO budget_reconciliations (scope, recipient, purpose, period, source, nano_rho) VALUES ($1, $2, $3, $4, $5, $6)`,
    [...keyValues(key), witnessNano - ledgerNano],
  );
}
