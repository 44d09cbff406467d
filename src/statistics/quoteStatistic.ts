import { formatNanoRho } from './accounting/rho.js';
import type { StatisticPorts } from './buyStatistic.js';
import { quote, type Quote } from './quote.js';
import { releaseText } from './releaseKey.js';
import { capsOf, type StatisticPurchase } from './statisticPurchase.js';

/** A quote with where its buyer stands. */
export interface StatisticQuote extends Quote {
  /** This recipient has bought it before, on this snapshot and policy: buying costs nothing. */
  readonly alreadyReleased: boolean;
  /** What buying would charge now: `nanoRho`, or 0. */
  readonly chargeNano: bigint;
  /** Left of this recipient's quarter. Null: without limit. */
  readonly remainingNano: bigint | null;
  /** Left after buying, as a decimal rho; never below 0 (`affordable` says whether buying would be refused). Null: without limit. */
  readonly remainingAfter: string | null;
  readonly affordable: boolean;
}

/** Reads the ledger, never the data; spends nothing. */
export async function quoteStatistic(
  purchase: StatisticPurchase,
  { ledger }: Pick<StatisticPorts, 'ledger'>,
): Promise<StatisticQuote> {
  const { question, model, settings, snapshot, policy, account } = purchase;
  const price = quote(question, model, settings);
  const basis = { question, model, settings, mechanisms: price.mechanisms };
  const standing = await ledger.standing({
    text: snapshot === null ? null : releaseText(basis, snapshot, policy),
    account,
    caps: capsOf(settings),
  });
  const chargeNano = standing.alreadyReleased ? 0n : price.nanoRho;
  const after = standing.recipientRemainingNano === null ? null : standing.recipientRemainingNano - chargeNano;
  return {
    ...price,
    alreadyReleased: standing.alreadyReleased,
    chargeNano,
    remainingNano: standing.recipientRemainingNano,
    remainingAfter: after === null ? null : formatNanoRho(after < 0n ? 0n : after),
    affordable:
      (after === null || after >= 0n) &&
      (standing.isStored || standing.globalRemainingNano === null || standing.globalRemainingNano >= chargeNano),
  };
}
