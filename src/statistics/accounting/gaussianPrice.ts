import { NorenError } from '../../errors.js';
import { rational, type Rational } from '../rational.js';

const NANO = 1_000_000_000n;

/** sigma2 = D^2 / (2 rho): the noise that the discrete Gaussian needs to cost exactly rho (CKS20, theorem 14). */
export function gaussianVariance(price: { sensitivitySquared: bigint; nanoRho: bigint }): Rational {
  if (price.nanoRho <= 0n)
    throw new NorenError('BAD_INPUT', 'A statistic must have a price above 0: noise without end is not a number.');
  return rational(price.sensitivitySquared * NANO, 2n * price.nanoRho);
}
