/**
 * A noisy number is never a bare number. SUPPRESSED carries none at all, so that it says no more than "below the threshold"; a small number
 * that is shown has its interval.
 */
export type NoisyNumber =
  | {
      readonly status: 'RELEASED';
      /** Of a sum unbiased (of families near the threshold: too large) and unclamped: may lie outside what is possible. Yen for amounts. */
      readonly value: number;
      /** Interval of the noise with at least 95 %, cut to what is possible. */
      readonly low: number;
      readonly high: number;
      /** Least probability, over all data, that the interval of a number that is shown holds the exact one: 0.95, or what a whole half-width covers. */
      readonly coverage: number;
      /** `value`, cut to what is possible: to be displayed, not to be added up. */
      readonly shown: number;
    }
  | {
      readonly status: 'SUPPRESSED';
      readonly value: null;
      readonly low: null;
      readonly high: null;
      readonly coverage: null;
      readonly shown: null;
    };

export const SUPPRESSED: NoisyNumber = {
  status: 'SUPPRESSED',
  value: null,
  low: null,
  high: null,
  coverage: null,
  shown: null,
};

/** What a number can be at all, known without data. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

export function within(value: number, { least, most }: Range): number {
  return Math.min(most, Math.max(least, value));
}

export interface UnroundedNumber {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** @default 0.95 */
  readonly coverage?: number;
}

/** Decimals are fixed per measure: their number must say nothing. Bounds are rounded outward. */
export function noisyNumber(
  { value, low, high, coverage = 0.95 }: UnroundedNumber,
  range: Range,
  decimals: number,
): NoisyNumber {
  const unit = 10 ** decimals;
  const rounded = Math.round(value * unit) / unit;
  return {
    status: 'RELEASED',
    value: rounded,
    low: Math.floor(within(low, range) * unit) / unit,
    high: Math.ceil(within(high, range) * unit) / unit,
    coverage,
    shown: within(rounded, range),
  };
}
