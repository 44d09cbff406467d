import { INTEGER_BOUND, type UniformSource } from './uniformSource.js';

/** Gives one uniform byte; throws when it can't. */
export type ByteSource = () => number;

/**
 * Uniform and Bernoulli draws from bytes. The integer methods read the same bytes as those in BigInt, so that a draw may move from
 * one to the other midway.
 */
export function byteUniform(nextByte: ByteSource): UniformSource {
  return {
    below: (bound) => below(bound, nextByte),
    belowInteger: (bound) => belowInteger(bound, nextByte),
    bernoulli: (numerator, denominator) => bernoulli(numerator, denominator, nextByte),
    bernoulliInteger: (numerator, denominator) => bernoulliInteger(numerator, denominator, nextByte),
  };
}

/**
 * Rejection sampling (CKS20): L = ceil(bitlength(bound) / 8) bytes, refused at or above the largest multiple of the bound.
 */
function below(bound: bigint, nextByte: ByteSource): bigint {
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
}

function belowInteger(bound: number, nextByte: ByteSource): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > INTEGER_BOUND) {
    throw new RangeError('An integer draw needs a whole bound between 1 and 2^44.');
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
}

/**
 * Whether a uniform number between 0 and 1 lies below the fraction, both written in base 256 and compared digit by digit: the first
 * digit that differs decides, after 1.004 bytes on average, and nothing is refused or rounded.
 */
function bernoulli(numerator: bigint, denominator: bigint, nextByte: ByteSource): boolean {
  refuseNoProbability(numerator >= 0n && numerator <= denominator && denominator > 0n);
  if (numerator === denominator) return true;
  let rest = numerator;
  while (rest > 0n) {
    const digit = (rest << 8n) / denominator;
    const byte = BigInt(nextByte());
    if (byte !== digit) return byte < digit;
    rest = (rest << 8n) - digit * denominator;
  }
  return false;
}

function bernoulliInteger(numerator: number, denominator: number, nextByte: ByteSource): boolean {
  refuseNoProbability(numerator >= 0 && numerator <= denominator && denominator <= INTEGER_BOUND && denominator > 0);
  if (numerator === denominator) return true;
  let rest = numerator;
  while (rest > 0) {
    const digit = Math.floor((rest * 256) / denominator);
    const byte = nextByte();
    if (byte !== digit) return byte < digit;
    rest = rest * 256 - digit * denominator;
  }
  return false;
}

function refuseNoProbability(isProbability: boolean): void {
  if (!isProbability) throw new RangeError('A Bernoulli draw needs a fraction between 0 and 1.');
}
