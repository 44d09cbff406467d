import { INTEGER_BOUND, type UniformSource } from './uniformSource.js';

/** Gives one uniform byte; throws when it can't. */
export type ByteSource = () => number;

/**
 * Rejection sampling over bytes (CKS20): L = ceil(bitlength(bound) / 8) bytes, refused at or above the largest multiple of
 * the bound. Both methods read the same bytes for the same bound, so that a draw may move from one to the other midway.
 */
export function byteUniform(nextByte: ByteSource): UniformSource {
  return {
    below(bound) {
      if (bound < 1n) throw new RangeError('A uniform draw needs a bound of at least 1.');
      if (bound === 1n) return 0n;
      const bytes = Math.ceil(bound.toString(2).length / 8);
      const span = 1n << BigInt(8 * bytes);
      const limit = span - (span % bound);
      for (;;) {
        let drawn = 0n;
        for (let index = 0; index < bytes; index += 1) drawn = (drawn << 8n) | BigInt(nextByte());
        if (drawn < limit) return drawn % bound;
      }
    },
    belowInteger(bound) {
      if (!Number.isInteger(bound) || bound < 1 || bound > INTEGER_BOUND) {
        throw new RangeError('An integer draw needs a whole bound between 1 and 2^48.');
      }
      if (bound === 1) return 0;
      let span = 256;
      while (span <= bound) span *= 256;
      const limit = span - (span % bound);
      for (;;) {
        let drawn = 0;
        for (let reach = 1; reach < span; reach *= 256) drawn = drawn * 256 + nextByte();
        if (drawn < limit) return drawn % bound;
      }
    },
  };
}
