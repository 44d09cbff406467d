import { bucketOf, bucketSql } from './bucket.js';

/** Lowest first; yen. The top class is open, so that no extreme amount shows. */
export const AMOUNT_CLASSES = ['YEN_0_499', 'YEN_500_999', 'YEN_1000_2999', 'YEN_3000_9999', 'YEN_10000_PLUS'] as const;
export type AmountClass = (typeof AMOUNT_CLASSES)[number];

const BUCKETS = { bounds: [500, 1000, 3000, 10_000], names: AMOUNT_CLASSES };

/** The class of an amount in yen; a refund counts as the lowest. Policy item A2(2)-i8. */
export function amountClass(yen: number): AmountClass;
export function amountClass(yen: number | null): AmountClass | null;
export function amountClass(yen: number | null): AmountClass | null {
  return bucketOf(BUCKETS, yen);
}

/** The same as a PostgreSQL expression of type text over an integer column. The argument is SQL text. */
export function amountClassSql(amountColumn: string): string {
  return bucketSql(BUCKETS, amountColumn);
}
