import { DirectiveLocation, GraphQLDirective } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

export const STATISTIC_DIMENSIONS = [
  'MUNICIPALITY',
  'AGE_BAND',
  'PRODUCT_CATEGORY',
  'MONTH',
  'COURSE',
  'TERM',
  'CAMPAIGN',
] as const;
export type StatisticDimension = (typeof STATISTIC_DIMENSIONS)[number];

export const STATISTIC_MEASURES = ['FAMILIES', 'PURCHASES', 'AMOUNT'] as const;
export type StatisticMeasure = (typeof STATISTIC_MEASURES)[number];

/** Neither: part of an answer about many (its price, release, cells). */
export interface StatisticArguments {
  readonly dimension?: StatisticDimension;
  readonly measure?: StatisticMeasure;
}

export const statisticDirective = new GraphQLDirective({
  name: 'statistic',
  description: 'Says something about many, through the statistics engine only: what may be grouped by, or measured.',
  locations: [DirectiveLocation.FIELD_DEFINITION, DirectiveLocation.ENUM_VALUE],
  args: {
    dimension: { type: enumOf('StatisticDimension', STATISTIC_DIMENSIONS, 'What statistics may be grouped by.') },
    measure: { type: enumOf('StatisticMeasure', STATISTIC_MEASURES, 'What statistics may count or sum.') },
  },
});

export function statisticUse({ dimension, measure }: StatisticArguments = {}): string {
  return directiveUse('statistic', { dimension, measure });
}

export function Statistic(args: StatisticArguments = {}): LabelDecorator {
  return decorateWith(statisticUse(args));
}
