import type { BudgetCaps } from './releaseLedger.js';

/** What the policy's statistics section sets; budgets in nano-rho (10^-9 rho), so that every sum is an exact integer. */
export interface StatisticSettings {
  /** Smallest noisy number of families that is shown: to the accountable party itself, and to everybody else. */
  readonly k: { readonly own: number; readonly outside: number };
  /** The same where the place has fewer than 25,000 inhabitants; the larger of the two holds. */
  readonly placeK: number;
  /** Of one recipient and purpose in one quarter. */
  readonly recipientCapNano: bigint;
  /** Of all recipients together in one quarter: the guarantee that holds even if they all collude. */
  readonly globalCapNano: bigint;
  /** Of all recipients together for ever, per source. */
  readonly lifetimeCapNano: bigint;
  /** At which epsilon is reported, as a decimal ("1e-6" or "0.000001"). */
  readonly delta: string;
  readonly priceNano: { readonly families: bigint };
  /** Cells of the largest question that is answered. */
  readonly maxCells: number;
}

export function budgetCaps(
  settings: Pick<StatisticSettings, 'recipientCapNano' | 'globalCapNano' | 'lifetimeCapNano'>,
): BudgetCaps {
  const { recipientCapNano, globalCapNano, lifetimeCapNano } = settings;
  return { recipientNano: recipientCapNano, globalNano: globalCapNano, lifetimeNano: lifetimeCapNano };
}
