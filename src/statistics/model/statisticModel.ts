/**
 * What statistics may be asked, as the policy file says it. Dimensions have public, enumerated domains; a topic says which of them a
 * family has once (attributes) and which many times (facts), what is measured, and how a family's part in a cell is bounded.
 */

/** A source whose people a topic counts; each has a budget account. */
export const STATISTIC_SOURCES = ['club', 'coop', 'broadcaster'] as const;
export type StatisticSource = (typeof STATISTIC_SOURCES)[number];

/** Dimensions that a family has exactly one value of: grouping by them never makes a family count twice. */
export const ATTRIBUTES = ['MUNICIPALITY', 'REGION', 'AGE_BAND', 'PURCHASE_SEGMENT'] as const;
export type AttributeName = (typeof ATTRIBUTES)[number];

/** Dimensions in which a family can lie in several cells; the facts of a topic are bounded per grain of these. */
export const FACT_DIMENSIONS = [
  'CHILD_AGE_BAND',
  'SEX',
  'COURSE',
  'TERM',
  'MONTH',
  'QUARTER',
  'PRODUCT_CATEGORY',
  'SHOP_AREA',
  'CAMPAIGN',
  'PROGRAMME',
] as const;
export type FactDimensionName = (typeof FACT_DIMENSIONS)[number];

/** In the order of the cells: the first turns slowest. A new one goes to the end, so that keys stay stable. */
export const DIMENSION_NAMES = [...ATTRIBUTES, ...FACT_DIMENSIONS] as const;
export type DimensionName = AttributeName | FactDimensionName;

/** Dimensions whose values are spans of time: filtered by a first and a last one. */
export const PERIODS: readonly DimensionName[] = ['MONTH', 'QUARTER'];

export const TOPICS = ['FAMILIES', 'CHILDREN', 'ENROLMENTS', 'ATTENDANCE', 'PURCHASES', 'CAMPAIGNS'] as const;
export type TopicName = (typeof TOPICS)[number];

/**
 * What is summed over families, all exact integers. FAMILIES (1 a family and cell) is in every topic and bought with every question: the
 * threshold looks at it. AMOUNT is in the unit of the policy (e.g. 100 yen), rounded once, at refresh. CONSENTING: families one of whose
 * guardians gave the consent that consent coverage is about.
 */
export const SUMS = [
  'FAMILIES',
  'CONSENTING',
  'CHILDREN',
  'ENROLMENTS',
  'LESSONS',
  'ATTENDED',
  'PURCHASES',
  'AMOUNT',
  'ENTRIES',
] as const;
export type SumName = (typeof SUMS)[number];

/** One grain of a topic: which fact dimensions its cells have, and the public bounds that the refresh enforces on it. */
export interface Grain {
  /** In the order of FACT_DIMENSIONS; empty: one cell a family. */
  readonly by: readonly FactDimensionName[];
  /**
   * Largest part of one family in one cell, per sum; a public constant, never taken from data. FAMILIES and CONSENTING are 1 and not
   * written. The refresh clamps after summing the family's rows of the cell.
   */
  readonly clamp: Readonly<Partial<Record<SumName, number>>>;
  /**
   * Most cells of this grain that one family is kept in (L0); the refresh keeps them in an order keyed by the family alone, the same in
   * every snapshot, so that no other family changes which they are. null: no bound but the domain itself.
   */
  readonly cells: number | null;
}

export interface Topic {
  readonly name: TopicName;
  readonly sources: readonly StatisticSource[];
  readonly attributes: readonly AttributeName[];
  /** Sums besides FAMILIES. */
  readonly sums: readonly SumName[];
  readonly grains: readonly Grain[];
}

export interface DimensionValue {
  readonly code: string;
  readonly name: string;
}

export interface Dimension {
  readonly name: DimensionName;
  /** The data category of the policy that grouping or filtering by it reveals. */
  readonly category: 'ADDRESS' | 'BIRTH_DATE' | 'SEX' | 'PURCHASE_HISTORY' | 'UNLISTED';
  /** The public domain in the order of the cells; it never depends on data. What a source has beside it counts as OTHER where the domain has OTHER, else nowhere. */
  readonly values: readonly DimensionValue[];
}

/** Frozen; made from the policy file by `src/policy`, checked there (every dimension of a grain is known, clamps are positive integers, ...). */
export interface StatisticModel {
  readonly dimensions: Readonly<Record<DimensionName, Dimension>>;
  readonly topics: Readonly<Record<TopicName, Topic>>;
  /** Yen that one unit of AMOUNT stands for. */
  readonly amountUnit: number;
  /** Classes of PURCHASE_SEGMENT, by rising lower bound in yen of the spending in the 12 full months before; who bought nothing is NONE. */
  readonly purchaseSegments: readonly { readonly code: string; readonly from: number }[];
  /** The consent of a guardian that CONSENTING counts: purpose, recipient (an organisation code) and category of the policy. */
  readonly coverageConsent: { readonly purpose: string; readonly recipient: string; readonly category: string };
  /** SHA-256 over domains, grains and bounds: a snapshot carries the hash it was bounded with, and answers only questions of the same. */
  readonly boundsHash: string;
}
