import type { Spent } from './budgetAccounts.js';

/**
 * Remembers outside the database what was spent. A database that has been restored from an older backup has spent less than it witnesses,
 * and its accounts stay closed until they are reconciled.
 */
export interface SpendWitness {
  /** The most that this ledger is known to have spent from each account, by `accountText`. */
  spent(ledger: string): ReadonlyMap<string, bigint>;
  /** Durable before it resolves. @throws when it can't be kept: then nothing may be said */
  record(ledger: string, spent: readonly Spent[]): Promise<void>;
}
