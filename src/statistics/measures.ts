import type { SumName } from './model/statisticModel.js';

/** How a number of a cell is made of what was bought for it. Ratios and quantiles are post-processing: they cost nothing beyond their parts. */
export type Measure =
  | { readonly kind: 'SUM'; readonly sum: SumName }
  | { readonly kind: 'AVERAGE'; readonly of: SumName; readonly per: SumName }
  /** Of a part that is never larger than its whole: between 0 and 1. */
  | { readonly kind: 'SHARE'; readonly of: SumName; readonly per: SumName }
  /** Of family spending, at numerator/denominator. */
  | { readonly kind: 'QUANTILE'; readonly numerator: number; readonly denominator: number };

/** Every measure that can be asked; `@statistic(measure:)` names one. */
export const MEASURES = {
  FAMILIES: { kind: 'SUM', sum: 'FAMILIES' },
  CONSENTING: { kind: 'SUM', sum: 'CONSENTING' },
  CHILDREN: { kind: 'SUM', sum: 'CHILDREN' },
  ENROLMENTS: { kind: 'SUM', sum: 'ENROLMENTS' },
  LESSONS: { kind: 'SUM', sum: 'LESSONS' },
  ATTENDED: { kind: 'SUM', sum: 'ATTENDED' },
  PURCHASES: { kind: 'SUM', sum: 'PURCHASES' },
  AMOUNT: { kind: 'SUM', sum: 'AMOUNT' },
  ENTRIES: { kind: 'SUM', sum: 'ENTRIES' },
  CONSENT_COVERAGE: { kind: 'SHARE', of: 'CONSENTING', per: 'FAMILIES' },
  ATTENDANCE_RATE: { kind: 'SHARE', of: 'ATTENDED', per: 'LESSONS' },
  CHILDREN_PER_FAMILY: { kind: 'AVERAGE', of: 'CHILDREN', per: 'FAMILIES' },
  PURCHASES_PER_FAMILY: { kind: 'AVERAGE', of: 'PURCHASES', per: 'FAMILIES' },
  AMOUNT_PER_FAMILY: { kind: 'AVERAGE', of: 'AMOUNT', per: 'FAMILIES' },
  AMOUNT_LOWER_QUARTILE: { kind: 'QUANTILE', numerator: 1, denominator: 4 },
  AMOUNT_MEDIAN: { kind: 'QUANTILE', numerator: 1, denominator: 2 },
  AMOUNT_UPPER_QUARTILE: { kind: 'QUANTILE', numerator: 3, denominator: 4 },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as readonly MeasureName[];

/** Sums that a measure is made of; none for a quantile, which is made of classes. */
export function sumsOf(name: MeasureName): readonly SumName[] {
  const measure: Measure = MEASURES[name];
  switch (measure.kind) {
    case 'SUM':
      return [measure.sum];
    case 'AVERAGE':
    case 'SHARE':
      return [measure.of, measure.per];
    case 'QUANTILE':
      return [];
  }
}

/** What a question buys so that these measures can be made: the noisy number of families always. */
export function partsOf(measures: readonly MeasureName[]): {
  readonly sums: readonly SumName[];
  readonly quantiles: boolean;
} {
  return {
    sums: [...new Set<SumName>(['FAMILIES', ...measures.flatMap(sumsOf)])],
    quantiles: measures.some((name) => MEASURES[name].kind === 'QUANTILE'),
  };
}

/** Whether it is in units of AMOUNT. */
export function isAmount(name: MeasureName): boolean {
  const measure: Measure = MEASURES[name];
  return measure.kind === 'SUM' ? measure.sum === 'AMOUNT' : measure.kind === 'AVERAGE' && measure.of === 'AMOUNT';
}

/** Its half-width is a number of families. */
export function isQuantile(name: MeasureName): boolean {
  return MEASURES[name].kind === 'QUANTILE';
}
