import { FACT_DIMENSIONS, type StatisticModel, type SumName } from './model/statisticModel.js';
import { keptValues, type CanonicalQuestion } from './question.js';

/**
 * The most that one family, added or removed with its whole history, changes the vector of all cells of a sum: the squared L2 distance.
 *
 * Let c be the clamp of the sum on the grain that answers, and m the number of cells of the answer in which the family can lie.
 * - Attributes (place, age band, segment) have one value a family, so they choose its cells and never multiply them.
 * - A family lies in at most one cell for each combination of values of the grouped fact dimensions: m <= the product of their kept values.
 * - The refresh keeps a family in at most L0 cells of the facts that are read, and every cell of the answer is made of at least one of them:
 *   m <= L0. Which of them are kept depends on the family alone, so no other family changes.
 * - In each of these cells it adds between 0 and c, because the store clamps after it has summed the family's rows: |change| <= c.
 * Hence the squared distance is at most c^2 m, and there are families that reach it. FAMILIES and CONSENTING: c = 1, as a family is one row.
 */
export function sensitivitySquared(question: CanonicalQuestion, sum: SumName, model: StatisticModel): bigint {
  const clamp = BigInt(clampOf(question, sum));
  return clamp * clamp * BigInt(cellsOfOneFamily(question, model));
}

/**
 * The same for the classes of family spending: in each of its m cells a family is in exactly one class of the public grid, so that adding it
 * changes m numbers by 1.
 */
export function classSensitivitySquared(question: CanonicalQuestion, model: StatisticModel): bigint {
  return BigInt(cellsOfOneFamily(question, model));
}

/** Most that one family adds to one cell. */
export function clampOf({ grain }: CanonicalQuestion, sum: SumName): number {
  if (sum === 'FAMILIES' || sum === 'CONSENTING') return 1;
  const clamp = grain.clamp[sum];
  if (clamp === undefined) throw new RangeError(`${sum} has no bound on this grain.`);
  return clamp;
}

export function cellsOfOneFamily({ groupBy, keep, grain }: CanonicalQuestion, model: StatisticModel): number {
  const combinations = FACT_DIMENSIONS.filter((name) => groupBy.includes(name)).reduce(
    (product, name) => product * keptValues({ keep }, model.dimensions[name]).length,
    1,
  );
  return Math.min(combinations, grain.cells ?? combinations);
}
