import { canonicalFilter, refuseOthers, restricts, type AskedFilter } from './canonicalFilter.js';
import { chooseGrain, type ChosenGrain } from './chooseGrain.js';
import { NorenError } from '../errors.js';
import {
  DIMENSION_NAMES,
  SUMS,
  type Dimension,
  type DimensionName,
  type StatisticModel,
  type SumName,
  type Topic,
  type TopicName,
} from './model/statisticModel.js';
import type { Cell } from './factStore.js';

/** As asked: names and values in any order, any string; `canonicalQuestion` judges them. */
export interface AskedQuestion {
  readonly topic: TopicName;
  readonly groupBy: readonly string[];
  /** Keep only these values of a dimension, or this span of a period; absent = all. */
  readonly where?: Readonly<Partial<Record<DimensionName, AskedFilter | null | undefined>>> | null | undefined;
  /** What is bought beside the number of families. */
  readonly sums?: readonly SumName[];
  /** Whether classes of family spending are bought. */
  readonly quantiles?: boolean;
}

/** How many or how much, by what, among whom. Equivalent questions are equal here, member by member. */
export interface CanonicalQuestion {
  readonly topic: TopicName;
  /** In the order of `DIMENSION_NAMES`. */
  readonly groupBy: readonly DimensionName[];
  /** Only dimensions that are really restricted; values in the order of the domain. */
  readonly keep: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
  /** In the order of `SUMS`; FAMILIES always. */
  readonly sums: readonly SumName[];
  readonly quantiles: boolean;
  readonly grain: ChosenGrain;
}

export interface QuestionLimits {
  readonly model: StatisticModel;
  readonly maxCells: number;
}

/**
 * Sorted, defaults filled in, judged. Throws BAD_INPUT with what to change: an unknown, repeated or missing value, a dimension or grain
 * that the topic does not have, a span beyond the calendar, more cells than allowed. Depends on the question only, so that a refusal tells
 * nothing, and comes before any charge.
 */
export function canonicalQuestion(asked: AskedQuestion, { model, maxCells }: QuestionLimits): CanonicalQuestion {
  const topic = model.topics[asked.topic];
  const coordinate = `statistics.${asked.topic.toLowerCase()}`;
  const dimensions = dimensionsOf(topic);
  refuseOthers(asked.groupBy, dimensions, `${coordinate}(groupBy:)`);
  const keep: Partial<Record<DimensionName, readonly string[]>> = {};
  for (const name of DIMENSION_NAMES) {
    const filter = asked.where?.[name] ?? null;
    if (filter === null) continue;
    refuseOthers([name], dimensions, `${coordinate}(where:)`);
    const values = canonicalFilter(model.dimensions[name], filter, coordinate);
    if (restricts(values, model.dimensions[name], asked.groupBy)) keep[name] = values;
  }
  const groupBy = DIMENSION_NAMES.filter((name) => asked.groupBy.includes(name));
  refuseTwoPlaces([...groupBy, ...Object.keys(keep)], coordinate);
  const sums = SUMS.filter((name) => name === 'FAMILIES' || (asked.sums ?? []).includes(name));
  const quantiles = asked.quantiles ?? false;
  const grain = chooseGrain({ topic, groupBy, keep, coordinate });
  const question: CanonicalQuestion = { topic: asked.topic, groupBy, keep, sums, quantiles, grain };
  refuseTooMany(cellCount(question, model), maxCells, coordinate);
  return question;
}

/** What a topic may be grouped and filtered by, in the order of the cells. */
export function dimensionsOf({ attributes, grains }: Topic): readonly DimensionName[] {
  const names: readonly DimensionName[] = [...attributes, ...grains.flatMap(({ by }) => by)];
  return DIMENSION_NAMES.filter((name) => names.includes(name));
}

/** REGION is made of places that have no cell of their own: with MUNICIPALITY it would tell OTHER apart into single villages. */
function refuseTwoPlaces(used: readonly string[], coordinate: string): void {
  if (!used.includes('MUNICIPALITY') || !used.includes('REGION')) return;
  throw new NorenError(
    'BAD_INPUT',
    `${coordinate}: MUNICIPALITY and REGION can't be asked together. Ask by one of them: a municipality lies in one region.`,
  );
}

function refuseTooMany(cells: number, maxCells: number, coordinate: string): void {
  if (cells <= maxCells) return;
  throw new NorenError(
    'BAD_INPUT',
    `${coordinate}: the question has ${cells} cells and at most ${maxCells} are answered. ` +
      'Group by fewer dimensions, or keep fewer values with where.',
  );
}

/** The values that a dimension can take in the answer. */
export function keptValues(question: Pick<CanonicalQuestion, 'keep'>, dimension: Dimension): readonly string[] {
  return question.keep[dimension.name] ?? dimension.values.map(({ code }) => code);
}

export function cellCount({ groupBy, keep }: CanonicalQuestion, model: StatisticModel): number {
  return groupBy.reduce((product, name) => product * keptValues({ keep }, model.dimensions[name]).length, 1);
}

/** Every cell of the public domain in the order of the domain, empty ones too; without groupBy one cell: all together. */
export function cellsOf({ groupBy, keep }: CanonicalQuestion, model: StatisticModel): readonly Cell[] {
  return groupBy.reduce<readonly Cell[]>(
    (cells, name) => {
      const values = keptValues({ keep }, model.dimensions[name]);
      return cells.flatMap((cell) => values.map((value) => ({ ...cell, [name]: value })));
    },
    [{}],
  );
}
