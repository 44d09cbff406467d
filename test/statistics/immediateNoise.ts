import { discreteGaussian } from '../../src/statistics/noise/discreteGaussian.js';
import type { NoisePool } from '../../src/statistics/noise/noisePool.js';
import type { UniformSource } from '../../src/statistics/noise/uniformSource.js';

/** Predictable noise without waiting. `onTake` hears of each call of the primitive, as Re:cord-play compares them. */
export function immediateNoise(uniform: UniformSource, onTake: (call: string) => void = () => undefined): NoisePool {
  return {
    take: async (sigma2, count) => {
      onTake(`${sigma2.numerator}/${sigma2.denominator} x ${count}`);
      return Array.from({ length: count }, () => discreteGaussian(sigma2, uniform));
    },
  };
}
