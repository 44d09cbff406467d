import type { BudgetCaps, ReleaseLedger } from '../statistics/releaseLedger.js';

/** As good as no cap: half of what a bigint of PostgreSQL holds, in nano-rho. */
const BOUNDLESS = 2n ** 62n;
const NO_CAPS: BudgetCaps = { recipientNano: BOUNDLESS, globalNano: BOUNDLESS, lifetimeNano: BOUNDLESS };

/** A ledger that charges and stores as ever and never runs out. For people who were made up: it protects nobody. */
export function withoutLimit(ledger: ReleaseLedger): ReleaseLedger {
  return {
    acquire: (purchase) => ledger.acquire({ ...purchase, caps: NO_CAPS }),
    complete: (releaseId, body) => ledger.complete(releaseId, body),
    find: (wanted) => ledger.find(wanted),
    standing: async (asked) => {
      const { alreadyReleased, isStored } = await ledger.standing({ ...asked, caps: NO_CAPS });
      return { alreadyReleased, isStored, recipientRemainingNano: null, globalRemainingNano: null };
    },
  };
}
