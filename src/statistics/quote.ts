import { formatNanoRho } from './accounting/rho.js';
import { reportEpsilon } from './accounting/zcdp.js';
import { familyCountMechanism } from './familyCount.js';
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
  /** Half-width of the 95 % interval of each number of families. */
  readonly halfWidth95: { readonly families: number };
  readonly mechanism: 'DISCRETE_GAUSSIAN';
  readonly unit: 'FAMILY';
}

export function quote(question: CanonicalQuestion, settings: StatisticSettings): Quote {
  const mechanism = familyCountMechanism(settings);
  return {
    nanoRho: mechanism.nanoRho,
    rho: formatNanoRho(mechanism.nanoRho),
    epsilon: reportEpsilon(mechanism.nanoRho, settings.delta),
    delta: settings.delta,
    cells: cellCount(question),
    halfWidth95: { families: mechanism.halfWidth95 },
    mechanism: 'DISCRETE_GAUSSIAN',
    unit: 'FAMILY',
  };
}
