import { bucketOf, bucketSql } from './bucket.js';
import { ageOn, ageSql } from './dateNumber.js';

/** Youngest first. 15 and 16-17 stand alone for the boundary of consent; merge them in releases to outsiders. */
export const AGE_BANDS = [
  'AGE_0_5',
  'AGE_6_8',
  'AGE_9_11',
  'AGE_12_14',
  'AGE_15',
  'AGE_16_17',
  'AGE_18_19',
  'AGE_20_29',
  'AGE_30_39',
  'AGE_40_49',
  'AGE_50_59',
  'AGE_60_69',
  'AGE_70_79',
  'AGE_80_PLUS',
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

const BUCKETS = { bounds: [6, 9, 12, 15, 16, 18, 20, 30, 40, 50, 60, 70, 80], names: AGE_BANDS };

/** The band of a person on `today` ('YYYY-MM-DD', Asia/Tokyo); null without a readable birth date. Policy item A2(2)-i4. */
export function ageBandOn(birthDate: string | null, today: string): AgeBand | null {
  return bucketOf(BUCKETS, ageOn(birthDate, today));
}

/** The same as a PostgreSQL expression of type text, so that a birth date need not leave its source. Arguments are SQL text. */
export function ageBandSql(birthColumn: string, todayParameter: string): string {
  return bucketSql(BUCKETS, ageSql(birthColumn, todayParameter));
}
