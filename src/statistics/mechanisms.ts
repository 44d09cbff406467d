import { gaussianVariance } from './accounting/gaussianPrice.js';
import type { StatisticModel, SumName } from './model/statisticModel.js';
import { interval95 } from './noise/interval95.js';
import type { CanonicalQuestion } from './question.js';
import type { Rational } from './rational.js';
import { clampOf, classSensitivitySquared, sensitivitySquared } from './sensitivity.js';
import type { StatisticSettings } from './settings.js';

/** What every cell of one sum (or every class of every cell) is measured with. */
export interface Mechanism {
  readonly nanoRho: bigint;
  readonly sensitivitySquared: bigint;
  readonly sigma2: Rational;
  /** At least 95 % of draws lie within it (the noise only: what bounding took away is not covered). In units of the sum. */
  readonly halfWidth95: number;
}

/** Of the classes that quantiles are made of. */
export interface ClassMechanism extends Mechanism {
  /** Rising lower bounds in units of AMOUNT: those below the most that a family can count with, as no other class can have one. */
  readonly grid: readonly number[];
}

export interface QuestionMechanisms {
  /** In the order of the question's sums. */
  readonly sums: ReadonlyMap<SumName, Mechanism>;
  readonly classes: ClassMechanism | null;
  /** The price: rho adds up over what is bought. */
  readonly nanoRho: bigint;
}

/** From question and policy alone: no price and no noise parameter ever sees data. */
export function mechanismsOf(
  question: CanonicalQuestion,
  model: StatisticModel,
  { priceNano, quantiles }: Pick<StatisticSettings, 'priceNano' | 'quantiles'>,
): QuestionMechanisms {
  const sums = new Map(
    question.sums.map((sum) => [sum, mechanism(priceNano[sum], sensitivitySquared(question, sum, model))]),
  );
  const classes = question.quantiles ? classMechanism(question, model, quantiles) : null;
  const nanoRho = [...sums.values(), ...(classes === null ? [] : [classes])].reduce(
    (sum, each) => sum + each.nanoRho,
    0n,
  );
  return { sums, classes, nanoRho };
}

function classMechanism(
  question: CanonicalQuestion,
  model: StatisticModel,
  { priceNano, grid }: StatisticSettings['quantiles'],
): ClassMechanism {
  const most = clampOf(question, 'AMOUNT');
  const reached = grid.filter((bound) => bound < most);
  return { ...mechanism(priceNano, classSensitivitySquared(question, model)), grid: reached };
}

function mechanism(nanoRho: bigint, squared: bigint): Mechanism {
  const sigma2 = gaussianVariance({ sensitivitySquared: squared, nanoRho });
  return { nanoRho, sensitivitySquared: squared, sigma2, halfWidth95: interval95(sigma2).halfWidth };
}
