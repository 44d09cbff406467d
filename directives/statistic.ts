import { DirectiveLocation, GraphQLDirective } from 'graphql';
import { MEASURE_NAMES, type MeasureName } from '../src/statistics/measures.js';
import { DIMENSION_NAMES, type DimensionName } from '../src/statistics/model/statisticModel.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { enumOf } from './policyEnums.js';

/** The dimensions of the statistics engine. */
export type StatisticDimension = DimensionName;

export type StatisticMeasure = MeasureName;

/** Neither: part of an answer about many (its price, release, cells). */
export interface StatisticArguments {
  readonly dimension?: StatisticDimension;
  readonly measure?: StatisticMeasure;
}

export const statisticDirective = new GraphQLDirective({
  name: 'statistic',
  description: 'Says something about many, through the statistics engine only: what may be grouped by, or measured.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INPUT_FIELD_DEFINITION,
    DirectiveLocation.ENUM_VALUE,
  ],
  args: {
    dimension: {
      type: enumOf('StatisticDimension', DIMENSION_NAMES, 'What statistics may be grouped by.'),
    },
    measure: { type: enumOf('StatisticMeasure', MEASURE_NAMES, 'What statistics may count or sum.') },
  },
});

export function statisticUse({ dimension, measure }: StatisticArguments = {}): string {
  return directiveUse('statistic', { dimension, measure });
}

export function Statistic(args: StatisticArguments = {}): LabelDecorator {
  return decorateWith(statisticUse(args));
}
