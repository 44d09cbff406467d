import {
  ATTRIBUTES,
  DIMENSION_NAMES,
  FACT_DIMENSIONS,
  SUMS,
  TOPICS,
  type AttributeName,
  type DimensionName,
  type FactDimensionName,
  type SumName,
  type TopicName,
} from '../statistics/model/statisticModel.js';

const NAMES: ReadonlyMap<string, string> = new Map(
  [...DIMENSION_NAMES, ...SUMS, ...TOPICS].map((name) => [name, name.toLowerCase()]),
);

/**
 * The column of a dimension or sum, or a topic's part of a table's name: the only names that reach the text of a statement.
 * @throws RangeError for any other
 */
export function columnOf(name: DimensionName | SumName | TopicName): string {
  const column = NAMES.get(name);
  if (column === undefined) throw new RangeError('analysis: a name that the store does not have.');
  return column;
}

/** `until` of a row that still holds. */
export const FOR_EVER = 2_147_483_647;

/** One bit an attribute: which of them a row of the cube still tells apart. */
export function rollupOf(attributes: readonly AttributeName[]): number {
  return attributes.reduce((bits, name) => bits | (1 << ATTRIBUTES.indexOf(name)), 0);
}

/** A number for topic and grain, the same in every store. */
export function grainNumber(topic: TopicName, by: readonly FactDimensionName[]): number {
  const dimensions = by.reduce((bits, name) => bits | (1 << FACT_DIMENSIONS.indexOf(name)), 0);
  return (TOPICS.indexOf(topic) << FACT_DIMENSIONS.length) | dimensions;
}

/** Tables of one base: what a full refresh makes, and later ones add to. `base` is a whole number of our own. */
export function tablesOf(base: number) {
  return {
    families: `analysis_families_${base}`,
    subjects: `analysis_subjects_${base}`,
    cube: `analysis_cube_${base}`,
    facts: (topic: TopicName, by: readonly FactDimensionName[]): string =>
      ['analysis_facts', base, columnOf(topic), ...by.map(columnOf)].join('_'),
  } as const;
}
