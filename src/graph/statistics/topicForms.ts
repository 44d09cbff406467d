import type { MeasureName } from '../../statistics/measures.js';
import type { DimensionName, TopicName } from '../../statistics/model/statisticModel.js';

/** How a topic of statistics is published. `proveStatistics` holds it against the policy's model, both ways. */
export interface TopicForm {
  readonly topic: TopicName;
  /** The field of `Statistics`. */
  readonly field: string;
  /** First word of its types: `PurchaseCell`. */
  readonly noun: string;
  readonly description: string;
  readonly dimensions: readonly DimensionName[];
  readonly measures: readonly MeasureName[];
}

const PEOPLE = ['MUNICIPALITY', 'REGION', 'AGE_BAND'] as const;

/** In the order of the fields. */
export const TOPIC_FORMS: readonly TopicForm[] = [
  {
    topic: 'FAMILIES',
    field: 'families',
    noun: 'Family',
    description: 'Participating families.',
    dimensions: [...PEOPLE, 'PURCHASE_SEGMENT'],
    measures: ['FAMILIES', 'CONSENTING', 'CONSENT_COVERAGE'],
  },
  {
    topic: 'CHILDREN',
    field: 'children',
    noun: 'Children',
    description: 'Participating children, and the families that they are of.',
    dimensions: [...PEOPLE, 'PURCHASE_SEGMENT', 'CHILD_AGE_BAND', 'SEX'],
    measures: ['FAMILIES', 'CHILDREN', 'CHILDREN_PER_FAMILY'],
  },
  {
    topic: 'ENROLMENTS',
    field: 'enrolments',
    noun: 'Enrolment',
    description: 'Enrolments in courses.',
    dimensions: [...PEOPLE, 'COURSE', 'TERM'],
    measures: ['FAMILIES', 'ENROLMENTS'],
  },
  {
    topic: 'ATTENDANCE',
    field: 'attendance',
    noun: 'Attendance',
    description: 'Lessons that children were due at, and those that they came to, late or not.',
    dimensions: [...PEOPLE, 'COURSE', 'TERM', 'MONTH'],
    measures: ['FAMILIES', 'LESSONS', 'ATTENDED', 'ATTENDANCE_RATE'],
  },
  {
    topic: 'PURCHASES',
    field: 'purchases',
    noun: 'Purchase',
    description:
      'What families buy at the co-op, by their member codes. COURSE: by the courses that a child of theirs is or was enrolled in.',
    dimensions: [...PEOPLE, 'PURCHASE_SEGMENT', 'COURSE', 'MONTH', 'QUARTER', 'PRODUCT_CATEGORY', 'SHOP_AREA'],
    measures: [
      'FAMILIES',
      'PURCHASES',
      'AMOUNT',
      'PURCHASES_PER_FAMILY',
      'AMOUNT_PER_FAMILY',
      'AMOUNT_LOWER_QUARTILE',
      'AMOUNT_MEDIAN',
      'AMOUNT_UPPER_QUARTILE',
    ],
  },
  {
    topic: 'CAMPAIGNS',
    field: 'campaigns',
    noun: 'Campaign',
    description: "Entries of families' guardians into the broadcaster's campaigns.",
    dimensions: [...PEOPLE, 'PURCHASE_SEGMENT', 'CAMPAIGN', 'PROGRAMME'],
    measures: ['FAMILIES', 'ENTRIES'],
  },
];

/** AMOUNT_PER_FAMILY -> amountPerFamily. */
export function fieldName(name: string): string {
  return name.toLowerCase().replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase());
}
