import { accountText } from '../../src/ledger/accountKey.js';
import type { SpendWitness } from '../../src/ledger/spendWitness.js';

/** Forgets with the process. `fails`: assign to make it unable to keep anything. */
export function memoryWitness(): SpendWitness & { fails: boolean } {
  const known = new Map<string, Map<string, bigint>>();
  return {
    fails: false,
    spent: (ledger) => known.get(ledger) ?? new Map<string, bigint>(),
    async record(ledger, spent) {
      if (this.fails) throw new Error('The witness can not write.');
      const accounts = known.get(ledger) ?? new Map<string, bigint>();
      for (const { key, nano } of spent) {
        if (nano > (accounts.get(accountText(key)) ?? 0n)) accounts.set(accountText(key), nano);
      }
      known.set(ledger, accounts);
    },
  };
}
