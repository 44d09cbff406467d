/** Whose budget pays. */
export interface BudgetAccount {
  /** Code of the recipient organisation. */
  readonly recipient: string;
  readonly purpose: string;
  /** Quarter, as `budgetPeriod` gives it. */
  readonly period: string;
  /**
   * The sources whose people are counted, e.g. ["club", "coop"]; each has accounts of its own and is charged in full, as a person who is in
   * several of them loses in each.
   */
  readonly sources: readonly string[];
  /** Of the request that buys, for whoever puts the charge on record; nothing here looks into it. */
  readonly trail?: object;
}

/** What an account may be spent up to, in nano-rho. */
export interface BudgetCaps {
  readonly recipientNano: bigint;
  readonly globalNano: bigint;
  /** Of a source for ever: after it only stored releases are served. */
  readonly lifetimeNano: bigint;
}

/** Makes a question that is sent again the same purchase. */
export interface Retry {
  /** Chosen by the caller; counts for its recipient and purpose only. */
  readonly key: string;
  /** What is asked, without snapshot, policy, calendar and prices, which may have changed in between. */
  readonly question: string;
}

/** One question to be bought, as the ledger needs to know it. */
export interface ReleasePurchase {
  /** Everything the numbers depend on (`releaseText`); equal texts are one release. */
  readonly text: string;
  /** The question in words, for who reads what the money went to. */
  readonly words: string;
  readonly nanoRho: bigint;
  readonly delta: string;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly account: BudgetAccount;
  readonly caps: BudgetCaps;
  /** @default none: sent again after a change of snapshot or policy it is bought again */
  readonly retry?: Retry | null;
  /**
   * What must be in hand before anything is charged: awaited where nothing is stored and the accounts seem to suffice, before the charge. Where it
   * throws, nothing is charged. @default nothing
   */
  readonly prepare?: () => Promise<void>;
}

/** A release as stored: `body` is opaque to the ledger and comes back byte for byte. */
export interface StoredBody {
  readonly id: string;
  /** UTC, whole seconds. */
  readonly issuedAt: string;
  readonly body: string;
}

export type BudgetScope = 'RECIPIENT' | 'GLOBAL' | 'LIFETIME';

/** The budget does not suffice. Depends on questions and prices only, never on data. */
export interface BudgetRefusal {
  readonly refused: 'DP_BUDGET_EXHAUSTED';
  readonly account: BudgetScope;
  readonly source: string;
  readonly period: string;
  readonly priceNano: bigint;
  readonly remainingNano: bigint;
}

export type Acquired =
  /** `chargedNano`: by this purchase; of a retry what its first sending was charged, so that the answer is the same. */
  | { readonly kind: 'STORED'; readonly stored: StoredBody; readonly chargedNano: bigint }
  | { readonly kind: 'RESERVED'; readonly releaseId: string; readonly chargedNano: bigint }
  | { readonly kind: 'REFUSED'; readonly refusal: BudgetRefusal };

/** What a caller may still spend, the least of all sources, and whether this question is free for its recipient. */
export interface BudgetStanding {
  readonly alreadyReleased: boolean;
  /** Its numbers are there: a first look charges the recipient's account alone. */
  readonly isStored: boolean;
  /** Null: without limit. */
  readonly recipientRemainingNano: bigint | null;
  /** Of the period and of the source's life, whichever is less. Null: without limit. */
  readonly globalRemainingNano: bigint | null;
}

/** Budget and stored releases, as the engine needs them; `src/ledger` keeps them in PostgreSQL. */
export interface ReleaseLedger {
  /**
   * Before any data is read: the stored release (free to a recipient who has it, else charged to its own account), or a
   * reservation charged to every account, all or none. There is no refund.
   * @throws NorenError STATISTIC_UNAVAILABLE, without a charge, when the same question stays under way elsewhere, and when the accounts are
   *   closed until they are reconciled with what was spent before a backup was restored
   */
  acquire(purchase: ReleasePurchase): Promise<Acquired>;
  /** Stores the release, durably, before it is sent. Throws when the reservation is no longer open. */
  complete(releaseId: string, body: string): Promise<StoredBody>;
  /** A stored release that this recipient has had before, at no cost; null: none of this id, or of somebody else. */
  find(wanted: { readonly id: string; readonly recipient: string }): Promise<StoredBody | null>;
  /** Reads only. `text` null: the question can't have been released yet. */
  standing(
    asked: Pick<ReleasePurchase, 'account' | 'caps'> & { readonly text: string | null },
  ): Promise<BudgetStanding>;
}
