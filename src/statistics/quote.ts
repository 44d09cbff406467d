import { formatNanoRho } from './accounting/rho.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { mechanismsOf, type QuestionMechanisms } from './mechanisms.js';
import type { StatisticModel } from './model/statisticModel.js';
import { cellCount, type CanonicalQuestion } from './question.js';
import type { StatisticSettings } from './settings.js';

/** The price of a question, from the question and the policy alone: no data is touched and nothing is spent. */
export interface Quote {
  /** What is charged, to the last digit. */
  readonly nanoRho: bigint;
  /** The same as a decimal. */
  readonly rho: string;
  /** Of this one release at `delta`, rounded up in the sixth decimal. */
  readonly epsilon: string;
  readonly delta: string;
  readonly cells: number;
  /** How exact each number will be. */
  readonly mechanisms: QuestionMechanisms;
}

export function quote(question: CanonicalQuestion, model: StatisticModel, settings: StatisticSettings): Quote {
  const mechanisms = mechanismsOf(question, model, settings);
  return {
    nanoRho: mechanisms.nanoRho,
    rho: formatNanoRho(mechanisms.nanoRho),
    epsilon: reportEpsilon(mechanisms.nanoRho, settings.delta),
    delta: settings.delta,
    cells: cellCount(question, model),
    mechanisms,
  };
}
