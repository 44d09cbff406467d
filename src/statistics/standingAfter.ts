import { formatNanoRho } from './accounting/rho.js';
import type { ReleaseLedger } from './releaseLedger.js';

/** Where its buyer stands, before a purchase and after it. */
export interface StandingAfter {
  /** This recipient has bought it before, on this snapshot and policy: buying costs nothing. */
  readonly alreadyReleased: boolean;
  /** What buying would charge now: the price, or 0. */
  readonly chargeNano: bigint;
  /** Left of this recipient's quarter. Null: without limit. */
  readonly remainingNano: bigint | null;
  /** Left after buying, as a decimal rho; never below 0 (`affordable` says whether buying would be refused). Null: without limit. */
  readonly remainingAfter: string | null;
  readonly affordable: boolean;
}

/** Reads the ledger, never the data; spends nothing. */
export async function standingAfter(
  nanoRho: bigint,
  asked: Parameters<ReleaseLedger['standing']>[0],
  ledger: Pick<ReleaseLedger, 'standing'>,
): Promise<StandingAfter> {
  const { alreadyReleased, isStored, recipientRemainingNano, globalRemainingNano } = await ledger.standing(asked);
  const chargeNano = alreadyReleased ? 0n : nanoRho;
  const after = recipientRemainingNano === null ? null : recipientRemainingNano - chargeNano;
  return {
    alreadyReleased,
    chargeNano,
    remainingNano: recipientRemainingNano,
    remainingAfter: after === null ? null : formatNanoRho(after < 0n ? 0n : after),
    affordable:
      (after === null || after >= 0n) &&
      (isStored || globalRemainingNano === null || globalRemainingNano >= chargeNano),
  };
}
