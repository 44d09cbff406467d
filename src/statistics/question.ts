import { NorenError } from '../errors.js';
import { DIMENSIONS, type Dimension, type DimensionName } from './domain/dimension.js';

/** As asked: names and values in any order, any string; `canonicalQuestion` judges them. */
export interface AskedQuestion {
  readonly groupBy: readonly string[];
  /** Keep only these values of a dimension; absent = all. */
  readonly where?: Readonly<Partial<Record<DimensionName, readonly string[] | null | undefined>>> | null | undefined;
}

/** How many families, by what, among whom. Equivalent questions are equal here, member by member. */
export interface CanonicalQuestion {
  readonly statistic: 'families';
  /** In the order of `DIMENSIONS`. */
  readonly groupBy: readonly DimensionName[];
  /** Only dimensions that are really restricted; values in the order of the domain. */
  readonly where: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
}

/** One cell of the public domain: a value for every dimension that is grouped by. */
export type Cell = Readonly<Partial<Record<DimensionName, string>>>;

/**
 * Sorted, defaults filled in, judged. Throws BAD_INPUT with what to change: an unknown, repeated or missing value, or more
 * cells than allowed. Depends on the question only, so that a refusal tells nothing.
 */
export function canonicalQuestion(asked: AskedQuestion, settings: { readonly maxCells: number }): CanonicalQuestion {
  refuseOthers(
    asked.groupBy,
    DIMENSIONS.map(({ name }) => name),
    'statistics.families(groupBy:)',
  );
  const where: Partial<Record<DimensionName, readonly string[]>> = {};
  for (const dimension of DIMENSIONS) {
    const values = canonicalFilter(dimension, asked.where?.[dimension.name] ?? null);
    if (values.length < dimension.values.length) where[dimension.name] = values;
  }
  const groupBy = DIMENSIONS.map(({ name }) => name).filter((name) => asked.groupBy.includes(name));
  const question: CanonicalQuestion = { statistic: 'families', groupBy, where };
  const cells = cellCount(question);
  if (cells > settings.maxCells) {
    throw new NorenError(
      'BAD_INPUT',
      `statistics.families: the question has ${cells} cells and at most ${settings.maxCells} are answered. ` +
        'Group by fewer dimensions, or keep fewer values with where.',
    );
  }
  return question;
}

function canonicalFilter(dimension: Dimension, asked: readonly string[] | null): readonly string[] {
  const domain = dimension.values.map(({ code }) => code);
  if (asked === null) return domain;
  const coordinate = `statistics.families(where: ${dimension.name})`;
  if (asked.length === 0) {
    throw new NorenError(
      'BAD_INPUT',
      `${coordinate} keeps no value. Leave the filter out to ask for all, or name a value.`,
    );
  }
  refuseOthers(asked, domain, coordinate);
  return domain.filter((code) => asked.includes(code));
}

function refuseOthers(asked: readonly string[], domain: readonly string[], coordinate: string): void {
  for (const [position, value] of asked.entries()) {
    if (!domain.includes(value)) {
      throw new NorenError(
        'BAD_INPUT',
        `${coordinate}: "${value}" is not in the public domain. Choose among: ${domain.join(', ')}.`,
      );
    }
    if (asked.indexOf(value) !== position) {
      throw new NorenError('BAD_INPUT', `${coordinate}: "${value}" is named twice. Name each value once.`);
    }
  }
}

/** The values that a dimension can take in the answer. */
export function keptValues(question: CanonicalQuestion, dimension: Dimension): readonly string[] {
  return question.where[dimension.name] ?? dimension.values.map(({ code }) => code);
}

function groupedDimensions(question: CanonicalQuestion): readonly Dimension[] {
  return DIMENSIONS.filter(({ name }) => question.groupBy.includes(name));
}

export function cellCount(question: CanonicalQuestion): number {
  return groupedDimensions(question).reduce(
    (product, dimension) => product * keptValues(question, dimension).length,
    1,
  );
}

/** Every cell of the public domain in the order of the domain, empty ones too; without groupBy one cell: all together. */
export function cellsOf(question: CanonicalQuestion): readonly Cell[] {
  return groupedDimensions(question).reduce<readonly Cell[]>(
    (cells, dimension) =>
      cells.flatMap((cell) => keptValues(question, dimension).map((value) => ({ ...cell, [dimension.name]: value }))),
    [{}],
  );
}

/** The data categories that the question reveals, by grouping or by filter. */
export function categoriesRevealed(question: CanonicalQuestion): readonly Dimension['category'][] {
  return DIMENSIONS.filter(({ name }) => question.groupBy.includes(name) || question.where[name] !== undefined).map(
    ({ category }) => category,
  );
}
