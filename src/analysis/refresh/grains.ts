import { TOPICS, type Grain, type StatisticModel, type Topic } from '../../statistics/model/statisticModel.js';

export interface TopicGrain {
  readonly topic: Topic;
  readonly grain: Grain;
  /** A public word for progress, e.g. "PURCHASES MONTH". */
  readonly title: string;
}

/** Every grain of every topic. */
export function grainsOf({ topics }: StatisticModel): readonly TopicGrain[] {
  return TOPICS.flatMap((name) =>
    topics[name].grains.map((grain) => ({ topic: topics[name], grain, title: [name, ...grain.by].join(' ') })),
  );
}
