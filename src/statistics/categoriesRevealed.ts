import { PERIODS, type DimensionName, type StatisticModel, type StatisticSource } from './model/statisticModel.js';
import type { CanonicalQuestion } from './question.js';
import type { RevealedCategory, StatisticSettings } from './settings.js';

function used({ groupBy, keep }: CanonicalQuestion): readonly DimensionName[] {
  return [...groupBy, ...(Object.keys(keep) as DimensionName[])];
}

/** The data categories that the question reveals: by its topic, its sums, and every dimension that it groups or filters by. */
export function categoriesRevealed(
  question: CanonicalQuestion,
  model: StatisticModel,
  { reveals }: Pick<StatisticSettings, 'reveals'>,
): readonly RevealedCategory[] {
  // A period reveals when something of the topic happened, which is the topic's own category.
  const dimensions = used(question)
    .filter((name) => !PERIODS.includes(name))
    .map((name) => model.dimensions[name].category);
  const revealed = [reveals.topics[question.topic], ...question.sums.map((sum) => reveals.sums[sum]), ...dimensions];
  return [...new Set(revealed.filter((category) => category !== undefined))];
}

/** Whose people the answer is about: the topic's sources, and the co-op where families are told apart by what they buy. */
export function sourcesOf(question: CanonicalQuestion, model: StatisticModel): readonly StatisticSource[] {
  const bought: readonly StatisticSource[] = used(question).includes('PURCHASE_SEGMENT') ? ['coop'] : [];
  return [...new Set([...model.topics[question.topic].sources, ...bought])].toSorted();
}
