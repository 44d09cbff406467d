import type { Rational } from '../rational.js';

/** Discrete Gaussian noise that was drawn before it is asked for, so that the time of an answer does not follow its noise. */
export interface NoisePool {
  /**
   * `count` draws of the discrete Gaussian with this variance. Each draw is handed out once and to one caller only. Waits where too few
   * are ready; the wait depends on how many are asked for, never on what they are.
   * @throws NorenError STATISTIC_UNAVAILABLE: more than the pool can hold, it is closed, or no randomness can be had
   */
  take(sigma2: Rational, count: number): Promise<readonly bigint[]>;
}
