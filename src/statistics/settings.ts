import type { Dimension, SumName, TopicName } from './model/statisticModel.js';

export type RevealedCategory = Dimension['category'];

/** What the policy's statistics section sets for one reader; budgets in nano-rho (10^-9 rho), so that every sum is an exact integer. */
export interface StatisticSettings {
  /** Smallest noisy number of families that is shown to this reader. */
  readonly k: number;
  /** The same where the place has fewer than 25,000 inhabitants; the larger of the two holds. */
  readonly placeK: number;
  /** Of one recipient and purpose in one quarter. */
  readonly recipientCapNano: bigint;
  /** Of all recipients together in one quarter and source: the guarantee that holds even if they all collude. */
  readonly globalCapNano: bigint;
  /** Of all recipients together for ever, per source. */
  readonly lifetimeCapNano: bigint;
  /** At which epsilon is reported, as a decimal ("1e-6" or "0.000001"). */
  readonly delta: string;
  /** What a question pays for each sum that it buys. */
  readonly priceNano: Readonly<Record<SumName, bigint>>;
  /** Classes of family spending, of which quantiles are made. */
  readonly quantiles: {
    readonly priceNano: bigint;
    /** Rising lower bounds in units of AMOUNT; the first is 0. */
    readonly grid: readonly number[];
  };
  /** What a question reveals beside its dimensions. */
  readonly reveals: {
    readonly topics: Readonly<Partial<Record<TopicName, RevealedCategory>>>;
    readonly sums: Readonly<Partial<Record<SumName, RevealedCategory>>>;
  };
  /** Cells of the largest question that is answered. */
  readonly maxCells: number;
  /** That take part, roughly and publicly: what warnings judge by. */
  readonly expectedFamilies: number;
}
