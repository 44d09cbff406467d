import type { MeasureName } from '../../src/statistics/measures.js';
import type { TopicName } from '../../src/statistics/model/statisticModel.js';

export interface UtilityQuestion {
  readonly topic: TopicName;
  readonly groupBy: readonly string[];
  readonly measures: readonly MeasureName[];
}

/** What analysts ask first, from coarse to fine. */
export const UTILITY_QUESTIONS: readonly UtilityQuestion[] = [
  { topic: 'FAMILIES', groupBy: ['REGION'], measures: ['FAMILIES'] },
  { topic: 'FAMILIES', groupBy: ['MUNICIPALITY', 'AGE_BAND'], measures: ['FAMILIES', 'CONSENT_COVERAGE'] },
  { topic: 'FAMILIES', groupBy: ['AGE_BAND'], measures: ['CONSENTING', 'CONSENT_COVERAGE'] },
  { topic: 'CHILDREN', groupBy: ['MUNICIPALITY'], measures: ['CHILDREN', 'CHILDREN_PER_FAMILY'] },
  { topic: 'CHILDREN', groupBy: ['SEX', 'CHILD_AGE_BAND'], measures: ['CHILDREN'] },
  { topic: 'ENROLMENTS', groupBy: ['COURSE'], measures: ['ENROLMENTS'] },
  { topic: 'ENROLMENTS', groupBy: ['COURSE', 'REGION'], measures: ['ENROLMENTS'] },
  { topic: 'ENROLMENTS', groupBy: ['COURSE', 'TERM'], measures: ['FAMILIES', 'ENROLMENTS'] },
  { topic: 'ATTENDANCE', groupBy: ['COURSE'], measures: ['LESSONS', 'ATTENDED', 'ATTENDANCE_RATE'] },
  { topic: 'ATTENDANCE', groupBy: ['MONTH'], measures: ['LESSONS', 'ATTENDANCE_RATE'] },
  { topic: 'ATTENDANCE', groupBy: ['REGION'], measures: ['ATTENDANCE_RATE'] },
  {
    topic: 'PURCHASES',
    groupBy: ['MUNICIPALITY'],
    measures: ['FAMILIES', 'PURCHASES', 'AMOUNT', 'AMOUNT_PER_FAMILY', 'AMOUNT_MEDIAN'],
  },
  {
    topic: 'PURCHASES',
    groupBy: ['AGE_BAND'],
    measures: [
      'AMOUNT',
      'PURCHASES_PER_FAMILY',
      'AMOUNT_PER_FAMILY',
      'AMOUNT_LOWER_QUARTILE',
      'AMOUNT_MEDIAN',
      'AMOUNT_UPPER_QUARTILE',
    ],
  },
  { topic: 'PURCHASES', groupBy: ['COURSE'], measures: ['AMOUNT_PER_FAMILY'] },
  { topic: 'PURCHASES', groupBy: ['QUARTER'], measures: ['FAMILIES', 'PURCHASES', 'AMOUNT'] },
  { topic: 'PURCHASES', groupBy: ['MONTH'], measures: ['FAMILIES', 'PURCHASES', 'AMOUNT', 'AMOUNT_MEDIAN'] },
  { topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'], measures: ['FAMILIES', 'PURCHASES', 'AMOUNT'] },
  { topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY', 'REGION'], measures: ['PURCHASES', 'AMOUNT'] },
  { topic: 'PURCHASES', groupBy: ['SHOP_AREA'], measures: ['PURCHASES', 'AMOUNT'] },
  { topic: 'PURCHASES', groupBy: ['MONTH', 'PRODUCT_CATEGORY'], measures: ['FAMILIES', 'PURCHASES', 'AMOUNT'] },
  { topic: 'CAMPAIGNS', groupBy: ['PROGRAMME'], measures: ['ENTRIES'] },
  { topic: 'CAMPAIGNS', groupBy: ['CAMPAIGN'], measures: ['ENTRIES'] },
  { topic: 'CAMPAIGNS', groupBy: ['PURCHASE_SEGMENT', 'REGION'], measures: ['ENTRIES'] },
];
