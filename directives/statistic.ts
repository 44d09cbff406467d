import { DirectiveLocation, GraphQLDirective } from 'graphql';
import { DIMENSIONS, type DimensionName } from '../src/statistics/domain/dimension.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

/** The dimensions of the statistics engine. */
export type StatisticDimension = DimensionName;

export const STATISTIC_MEASURES = ['FAMILIES'] as const;
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
    dimension: {
      type: enumOf(
        'StatisticDimension',
        DIMENSIONS.map(({ name }) => name),
        'What statistics may be grouped by.',
      ),
    },
    measure: { type: enumOf('StatisticMeasure', STATISTIC_MEASURES, 'What statistics may count or sum.') },
  },
});

export function statisticUse({ dimension, measure }: StatisticArguments = {}): string {
  return directiveUse('statistic', { dimension, measure });
}

export function Statistic(args: StatisticArguments = {}): LabelDecorator {
  return decorateWith(statisticUse(args));
}
