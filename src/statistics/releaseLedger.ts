/** Whose budget pays. */
export interface BudgetAccount {
  /** Code of the recipient organisation. */
  readonly recipient: string;
  readonly purpose: string;
  /** Quarter, as `budgetPeriod` gives it. */
  readonly period: string;
  /** The source whose people are counted, e.g. "club". */
  readonly source: string;
  /** Of the request that buys, for whoever puts the charge on record; nothing here looks into it. */
  readonly trail?: object;
}

/** One question to be bought, as the ledger needs to know it. */
export interface ReleasePurchase {
  /** Everything the numbers depend on (`releaseText`); equal texts are one release. */
  readonly text: string;
  readonly nanoRho: bigint;
  readonly delta: string;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly account: BudgetAccount;
  readonly caps: { readonly recipientNano: bigint; readonly globalNano: bigint };
}

/** A release as stored: `body` is opaque to the ledger and comes back byte for byte. */
export interface StoredBody {
  readonly id: string;
  /** UTC, whole seconds. */
  readonly issuedAt: string;
  readonly body: string;
}

/** The budget does not suffice. Depends on questions and prices only, never on data. */
export interface BudgetRefusal {
  readonly refused: 'DP_BUDGET_EXHAUSTED';
  readonly account: 'RECIPIENT' | 'GLOBAL';
  readonly period: string;
  readonly priceNano: bigint;
  readonly remainingNano: bigint;
}

export type Acquired =
  | { readonly kind: 'STORED'; readonly stored: StoredBody; readonly chargedNano: bigint }
  | { readonly kind: 'RESERVED'; readonly releaseId: string; readonly chargedNano: bigint }
  | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/** What a caller may still spend, and whether this question is free for its recipient. */
export interface BudgetStanding {
  readonly alreadyReleased: boolean;
  readonly recipientRemainingNano: bigint;
  readonly globalRemainingNano: bigint;
}

/** Budget and stored releases, as the engine needs them; `src/ledger` keeps them in PostgreSQL. */
export interface ReleaseLedger {
  /**
   * Before any data is read: the stored release (free to a recipient who has it, else charged to its own account), or a
   * reservation charged to every account, all or none. There is no refund. Throws STATISTIC_UNAVAILABLE, without a charge, when
   * the same question stays under way elsewhere.
   */
  acquire(purchase: ReleasePurchase): Promise<Acquired>;
  /** Stores the release, durably, before it is sent. Throws when the reservation is no longer open. */
  complete(releaseId: string, body: string): Promise<StoredBody>;
  /** Reads only. `text` null: the question can't have been released yet. */
  standing(
    asked: Pick<ReleasePurchase, 'account' | 'caps'> & { readonly text: string | null },
  ): Promise<BudgetStanding>;
}
