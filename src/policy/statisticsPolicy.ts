import type { DataCategory, RecipientClass } from './vocabulary.js';

/** What may be said about many. Decimal numbers are strings: the statistics engine computes with them exactly. */
export interface StatisticsPolicy {
  /** Smallest noisy number of families that is shown. */
  readonly k: ByRecipient<number>;
  /** The same where a place has fewer than 25,000 inhabitants; the larger of the two holds. */
  readonly placeK: number;
  readonly budgets: {
    readonly period: 'MONTH' | 'QUARTER' | 'YEAR';
    /** Of one recipient and purpose. */
    readonly recipientCap: ByRecipient<string>;
    /** Of all recipients together, for each source. */
    readonly globalCap: string;
    /** Of all recipients together, for each source and for ever; after it a source answers with stored releases only. */
    readonly lifetimeCap: string;
    readonly delta: string;
  };
  readonly sums: Readonly<Record<string, SumPolicy>>;
  readonly maxCells: number;
  /** That take part, roughly and publicly: by it a quote judges what a cell can hold. No number is made of it. */
  readonly expectedFamilies: number;
  /** Yen in one unit of AMOUNT. */
  readonly amountUnit: number;
  readonly calendar: { readonly months: number; readonly quarters: number; readonly terms: number };
  /** Rising lower bounds in yen. */
  readonly segments: readonly number[];
  readonly quantiles: { readonly price: string; readonly classes: readonly number[] };
  readonly coverage: { readonly purpose: string; readonly recipient: string; readonly category: string };
  readonly dimensions: Readonly<Record<string, DimensionPolicy>>;
  readonly topics: Readonly<Record<string, TopicPolicy>>;
}

export type ByRecipient<T> = { readonly default: T } & Readonly<Partial<Record<RecipientClass, T>>>;

/** NONE is said in words, so that what is forgotten does not count as nothing. */
type RevealedByPolicy = DataCategory | 'NONE';

export interface SumPolicy {
  readonly price: string;
  readonly category: RevealedByPolicy;
}

/** Either `domain` or `values`. */
export interface DimensionPolicy {
  readonly category?: DataCategory;
  /** A table of the program, or a calendar. */
  readonly domain?: string;
  /** Names by code. */
  readonly values?: Readonly<Record<string, string>>;
}

export interface TopicPolicy {
  readonly sources: readonly string[];
  readonly category: RevealedByPolicy;
  readonly attributes: readonly string[];
  readonly sums: readonly string[];
  readonly grains: readonly GrainPolicy[];
}

export interface GrainPolicy {
  readonly by: readonly string[];
  readonly clamp?: Readonly<Record<string, number>>;
  readonly cells?: number;
}
