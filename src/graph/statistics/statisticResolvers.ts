import type { ClassType } from 'type-graphql';
import { publicUse } from '../../../directives/public.js';
import { AudienceReachResolver } from './AudienceReachResolver.js';
import { StatisticReleaseResolver, StatisticsResolver } from './StatisticsResolver.js';
import { topicResolvers } from './topicResolver.js';
import { TOPIC_FORMS } from './topicForms.js';
import { topicTypes } from './topicTypes.js';

const published = TOPIC_FORMS.map((form) => ({ form, types: topicTypes(form) }));

/** The root of statistics, one field a topic, and stored releases. */
export const STATISTIC_RESOLVERS: readonly ClassType[] = [
  StatisticsResolver,
  StatisticReleaseResolver,
  AudienceReachResolver,
  ...published.flatMap(({ form, types }) => topicResolvers(form, types)),
];

/** Labels of the enums' values, for `labelSchema`. */
export const STATISTIC_ENUM_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DocumentFormat: { '*': publicUse() },
  ...Object.fromEntries(published.flatMap(({ types }) => Object.entries(types.enumLabels))),
};
