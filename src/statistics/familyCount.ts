import { gaussianVariance } from './accounting/gaussianPrice.js';
import { discreteGaussianLaw } from './noise/discreteGaussianLaw.js';
import type { Rational } from './rational.js';
import type { StatisticSettings } from './settings.js';

/**
 * The number of families per cell. Unit of privacy: a family with its whole history, added or removed. The analysis store
 * has one row a family, so that a family is in one cell at most and counts once: the L2 sensitivity of the vector is 1.
 */
export interface FamilyCountMechanism {
  readonly nanoRho: bigint;
  readonly sensitivitySquared: bigint;
  readonly sigma2: Rational;
  /** 95 % of draws lie within it (the noise only: families missing from the data are not covered). */
  readonly halfWidth95: number;
}

const SENSITIVITY_SQUARED = 1n;
const ALPHA_95 = 0.05;

/** What every cell of a question bought at today's price is measured with. */
export function familyCountMechanism(settings: Pick<StatisticSettings, 'priceNano'>): FamilyCountMechanism {
  const nanoRho = settings.priceNano.families;
  const sigma2 = gaussianVariance({ sensitivitySquared: SENSITIVITY_SQUARED, nanoRho });
  return { nanoRho, sensitivitySquared: SENSITIVITY_SQUARED, sigma2, halfWidth95: halfWidth95(sigma2) };
}

export function halfWidth95(sigma2: Rational): number {
  return discreteGaussianLaw(sigma2).halfWidth(ALPHA_95);
}
