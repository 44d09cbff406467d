import { excessVariance, criticalValue } from './criticalValue.js';
import type { QuestionMechanisms } from './mechanisms.js';
import { MEASURES, type Measure, type MeasureName } from './measures.js';
import type { SumName } from './model/statisticModel.js';
import { within } from './noisyNumber.js';
import type { CanonicalQuestion } from './question.js';
import { toNumber } from './rational.js';
import { ratioInterval, type Measured } from './ratioInterval.js';
import { clampOf } from './sensitivity.js';

export interface ExpectedIn {
  readonly question: CanonicalQuestion;
  readonly mechanisms: QuestionMechanisms;
  /** Size of the cell; sums have the same half-width in every cell. */
  readonly families: number;
}

/**
 * Half of the width of the interval that a number will have, from question and policy alone. Of ratios in a cell of so many families that
 * each have half of what counts of them at most. Of quantiles in families: by how many its rank may be off. null: it is not bought.
 */
export function expectedHalfWidth(name: MeasureName, asked: ExpectedIn): number | null {
  const measure: Measure = MEASURES[name];
  switch (measure.kind) {
    case 'SUM':
      return asked.mechanisms.sums.get(measure.sum)?.halfWidth95 ?? null;
    case 'AVERAGE':
      return ratioWidth(measure, asked, clampOf(asked.question, measure.of));
    case 'SHARE':
      return ratioWidth(measure, asked, 1);
    case 'QUANTILE':
      return rankWidth(measure.numerator / measure.denominator, asked);
  }
}

type Ratio = Extract<Measure, { kind: 'AVERAGE' | 'SHARE' }>;

function ratioWidth({ of, per }: Ratio, asked: ExpectedIn, most: number): number | null {
  const under = expected(per, asked);
  const over = expected(of, asked);
  if (under === null || over === null) return null;
  const range = { least: 0, most };
  const { low, high } = ratioInterval({ ...over, value: (under.value * most) / 2 }, under, range);
  return (within(high, range) - within(low, range)) / 2;
}

function expected(sum: SumName, { question, mechanisms, families }: ExpectedIn): Measured | null {
  const mechanism = mechanisms.sums.get(sum);
  if (mechanism === undefined) return null;
  const clamp = clampOf(question, sum);
  return { value: families * (clamp === 1 ? 1 : clamp / 2), variance: toNumber(mechanism.sigma2) };
}

function rankWidth(share: number, { mechanisms }: ExpectedIn): number | null {
  if (mechanisms.classes === null) return null;
  const classes = mechanisms.classes.grid.length;
  const shape = { classes, share };
  const largest = Math.max(excessVariance(shape, 0), excessVariance(shape, classes - 1));
  return criticalValue(shape) * Math.sqrt(toNumber(mechanisms.classes.sigma2) * largest);
}
