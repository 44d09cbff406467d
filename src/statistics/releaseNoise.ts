import { NorenError } from '../errors.js';
import type { QuestionMechanisms } from './mechanisms.js';
import type { StatisticModel } from './model/statisticModel.js';
import type { NoisePool } from './noise/noisePool.js';
import { cellCount, type CanonicalQuestion } from './question.js';

/** A draw for every number of every cell of the domain, empty cells too. */
export interface ReleaseNoise {
  /** In the order of the question's sums, then of its cells. */
  readonly sums: readonly (readonly bigint[])[];
  /** Cell by cell, in each class by class; empty where no classes are bought. */
  readonly classes: readonly bigint[];
}

export interface NoiseQuestion {
  readonly question: CanonicalQuestion;
  readonly model: StatisticModel;
  readonly mechanisms: QuestionMechanisms;
}

/** All of it at once, from the question alone: neither how many draws nor how long they take can depend on data. */
export async function drawNoise(
  { question, model, mechanisms }: NoiseQuestion,
  noise: NoisePool,
): Promise<ReleaseNoise> {
  const cells = cellCount(question, model);
  const { sums, classes } = mechanisms;
  const [ofClasses, ...ofSums] = await Promise.all([
    classes === null ? [] : noise.take(classes.sigma2, cells * classes.grid.length),
    ...[...sums.values()].map(({ sigma2 }) => noise.take(sigma2, cells)),
  ]);
  return { sums: ofSums, classes: ofClasses };
}

/** Before the charge. @throws NorenError STATISTIC_UNAVAILABLE: there is none, and nothing was charged */
export async function beforeCharge<T>(noise: Promise<T>): Promise<T> {
  return noise.catch((cause: unknown) => {
    const why = cause instanceof NorenError ? cause.message : 'statistics: no noise can be drawn.';
    const message = `${why} Nothing was charged. Ask again in a minute.`;
    throw new NorenError('STATISTIC_UNAVAILABLE', message, {}, { cause });
  });
}
