import { formatNanoRho } from './accounting/rho.js';
import type { FamilyPurchase, StatisticPorts } from './buyFamilies.js';
import { quote, type Quote } from './quote.js';
import { releaseText } from './releaseKey.js';
import { budgetCaps } from './settings.js';
import { NorenError } from '../errors.js';

/** A quote with where its buyer stands. */
export interface FamilyQuote extends Quote {
  /** This recipient has bought it before, on this snapshot and policy: buying costs nothing. */
  readonly alreadyReleased: boolean;
  /** What buying would charge now: `nanoRho`, or 0. */
  readonly chargeNano: bigint;
  /** Left of this recipient's quarter. */
  readonly remainingNano: bigint;
  /** Left after buying, as a decimal rho; never below 0 (`affordable` says whether buying would be refused). */
  readonly remainingAfter: string;
  readonly affordable: boolean;
}

/** Reads the ledger, never the data; spends nothing. */
export async function quoteFamilies(
  purchase: FamilyPurchase,
  { ledger, store }: Pick<StatisticPorts, 'ledger' | 'store'>,
): Promise<FamilyQuote> {
  const price = quote(purchase.question, purchase.settings);
  const snapshot = await store.currentSnapshot().catch(absent);
  const standing = await ledger.standing({
    text: snapshot === null ? null : releaseText({ ...purchase, snapshot }),
    account: purchase.account,
    caps: budgetCaps(purchase.settings),
  });
  const chargeNano = standing.alreadyReleased ? 0n : price.nanoRho;
  const after = standing.recipientRemainingNano - chargeNano;
  return {
    ...price,
    alreadyReleased: standing.alreadyReleased,
    chargeNano,
    remainingNano: standing.recipientRemainingNano,
    remainingAfter: formatNanoRho(after < 0n ? 0n : after),
    affordable: after >= 0n && standing.globalRemainingNano >= chargeNano,
  };
}

function absent(error: unknown): null {
  if (error instanceof NorenError && error.code === 'STATISTIC_UNAVAILABLE') return null;
  throw error;
}
