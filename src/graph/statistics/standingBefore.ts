import type { BudgetStanding, ReleaseLedger } from '../../statistics/releaseLedger.js';

type Asked = Parameters<ReleaseLedger['standing']>[0];

/**
 * Where a buyer stood before an answer bought anything. A quote beside the numbers themselves tells that, whichever of the two is resolved first: else the
 * same request would have two answers.
 */
export class StandingBefore implements Pick<ReleaseLedger, 'standing'> {
  #before: { readonly asked: Asked; readonly standing: BudgetStanding } | undefined;

  constructor(private readonly ledger: Pick<ReleaseLedger, 'standing'>) {}

  /** Looks, and keeps what it sees; awaited before anything is bought. `see`: whatever asks this for a standing. */
  async keep(see: (ledger: Pick<ReleaseLedger, 'standing'>) => Promise<unknown>): Promise<void> {
    await see({
      standing: async (asked) => {
        const standing = await this.ledger.standing(asked);
        this.#before = { asked, standing };
        return standing;
      },
    });
  }

  async standing(asked: Asked): Promise<BudgetStanding> {
    const before = this.#before;
    if (before === undefined || !isOfAccounts(before.asked, asked)) return this.ledger.standing(asked);
    if (asked.text === before.asked.text) return before.standing;
    // Another question: its own release, on the accounts as they were.
    const { alreadyReleased, isStored } = await this.ledger.standing(asked);
    return { ...before.standing, alreadyReleased, isStored };
  }
}

function isOfAccounts(one: Asked, other: Asked): boolean {
  const sources = ({ account }: Asked) => account.sources.toSorted().join();
  return sources(one) === sources(other);
}
