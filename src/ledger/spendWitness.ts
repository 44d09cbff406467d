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

/** What has been seen, whoever saw it: the largest of all for each account. */
export function witnessOfAll(witnesses: readonly Pick<SpendWitness, 'spent'>[]): Pick<SpendWitness, 'spent'> {
  return {
    spent: (ledger) => {
      const spent = new Map<string, bigint>();
      for (const witness of witnesses) {
        for (const [key, nano] of witness.spent(ledger)) if (nano > (spent.get(key) ?? 0n)) spent.set(key, nano);
      }
      return spent;
    },
  };
}
