import { randomFillSync } from 'node:crypto';
import { byteUniform } from './byteUniform.js';
import type { UniformSource } from './uniformSource.js';

const POOL_BYTES = 16_384;

/**
 * The operating system's randomness, drawn in pools (a call per draw costs 5 times as much). A failure of the generator
 * throws out of the draw: no number is ever made without it. Used bytes are wiped at once: noise that could be read back
 * would give the exact count away.
 */
export function cryptoUniform(): UniformSource {
  const pool = new Uint8Array(POOL_BYTES);
  let position = POOL_BYTES;
  return byteUniform(() => {
    if (position === POOL_BYTES) {
      randomFillSync(pool);
      position = 0;
    }
    const byte = pool[position];
    if (byte === undefined) throw new RangeError('The pool of randomness is out of step.');
    pool[position] = 0;
    position += 1;
    return byte;
  });
}
