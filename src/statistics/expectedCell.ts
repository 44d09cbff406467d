import { MEASURES, type Measure, type MeasureName } from './measures.js';
import { ATTRIBUTES, FACT_DIMENSIONS, type DimensionName, type StatisticModel } from './model/statisticModel.js';
import { keptValues, type CanonicalQuestion } from './question.js';
import { clampOf } from './sensitivity.js';

/**
 * Families that a cell of the question can be expected to hold, were `families` spread evenly over the public domains: from question and policy
 * alone. A family is in half of the cells of facts that it may be in at most.
 */
export function expectedFamilies(question: CanonicalQuestion, model: StatisticModel, families: number): number {
  const size = (name: DimensionName): number => model.dimensions[name].values.length;
  const kept = (name: DimensionName): number => keptValues(question, model.dimensions[name]).length;
  const isGrouped = (name: DimensionName): boolean => question.groupBy.includes(name);
  const ofAttributes = ATTRIBUTES.reduce((share, name) => (share * (isGrouped(name) ? 1 : kept(name))) / size(name), 1);
  const grain = question.grain.regroupedFrom ?? question.grain.by;
  const facts = FACT_DIMENSIONS.filter((name) => grain.includes(name));
  if (facts.length === 0) return families * ofAttributes;
  const cells = facts.reduce((product, name) => product * size(name), 1);
  const together = facts.reduce((product, name) => product * (isGrouped(name) ? 1 : kept(name)), 1);
  const most = Math.min(question.grain.cells ?? cells, cells);
  return families * ofAttributes * Math.min(1, (together * most) / (2 * cells));
}

/** What a half-width of a measure of so many families is judged by: each adds half of its bound; a share may be all; half of the families have a lower rank. */
export function expectedValue(name: MeasureName, question: CanonicalQuestion, families: number): number {
  const measure: Measure = MEASURES[name];
  switch (measure.kind) {
    case 'SUM':
      return families * halfOf(clampOf(question, measure.sum));
    case 'AVERAGE':
      return halfOf(clampOf(question, measure.of));
    case 'SHARE':
      return 1;
    case 'QUANTILE':
      return families / 2;
  }
}

const halfOf = (clamp: number): number => (clamp === 1 ? 1 : clamp / 2);
