/**
 * The only source of chance of every sampler. It is always an argument: there is no default, no setting and no environment
 * variable that selects one, so that a source which can be predicted exists only where a test constructs it.
 */
export interface UniformSource {
  /** Uniform on 0 .. bound - 1, exactly; bound >= 1. Throws when no randomness can be had. */
  below(bound: bigint): bigint;
  /** The same draw from the same bytes, for 1 <= bound <= `INTEGER_BOUND`, without BigInt. */
  belowInteger(bound: number): number;
  /** True with probability numerator/denominator, exactly; 0 <= numerator <= denominator. */
  bernoulli(numerator: bigint, denominator: bigint): boolean;
  /** The same draw from the same bytes, for a denominator up to `INTEGER_BOUND`. */
  bernoulliInteger(numerator: number, denominator: number): boolean;
}

/** A byte more than this, 2^52, still divides exactly in a double: its quotients never round up to a whole number. */
export const INTEGER_BOUND = 2 ** 44;
