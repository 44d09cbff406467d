import { NorenError } from '../errors.js';

/** numerator / denominator, denominator > 0. Made by `rational()` it is in lowest terms. */
export interface Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b);
}

/** In lowest terms with a positive denominator. */
export function rational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) throw new NorenError('BAD_INPUT', 'A rational number with denominator 0.');
  const sign = denominator < 0n ? -1n : 1n;
  const magnitude = numerator < 0n ? -numerator : numerator;
  const divisor = greatestCommonDivisor(magnitude, denominator * sign);
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** "1/4", "100" or "0.025", exactly. */
export function parseRational(text: string): Rational {
  const [over, under, ...rest] = text.split('/');
  if (over === undefined || rest.length > 0) throw notRational(text);
  const upper = parseDecimal(over, text);
  if (under === undefined) return upper;
  const lower = parseDecimal(under, text);
  return rational(upper.numerator * lower.denominator, upper.denominator * lower.numerator);
}

function parseDecimal(part: string, text: string): Rational {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(part.trim());
  if (match === null) throw notRational(text);
  const fraction = match[3] ?? '';
  return rational(BigInt(`${match[1] ?? ''}${match[2] ?? ''}${fraction}`), 10n ** BigInt(fraction.length));
}

function notRational(text: string): NorenError {
  return new NorenError('BAD_INPUT', `"${text}" is not a rational number such as 1/4, 100 or 0.025.`);
}

/** "1/4" or "100": what `parseRational` reads back. */
export function formatRational(value: Rational): string {
  return value.denominator === 1n ? `${value.numerator}` : `${value.numerator}/${value.denominator}`;
}

/** The nearest double; for laws and intervals only, never for a draw. */
export function toNumber(value: Rational): number {
  const whole = value.numerator / value.denominator;
  const rest = value.numerator - whole * value.denominator;
  return Number(whole) + Number(rest) / Number(value.denominator);
}

/** Largest integer <= value. */
export function floor(value: Rational): bigint {
  const quotient = value.numerator / value.denominator;
  return value.numerator < 0n && quotient * value.denominator !== value.numerator ? quotient - 1n : quotient;
}

/** floor(sqrt(value)) for value >= 0, by integer search: a rounded root would change the sampler's law. */
export function floorSquareRoot(value: Rational): bigint {
  const whole = floor(value);
  if (whole < 0n) throw new NorenError('BAD_INPUT', 'The square root of a negative number was asked for.');
  if (whole < 2n) return whole;
  let root = 1n << BigInt((whole.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + whole / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
