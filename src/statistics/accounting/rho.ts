import { NorenError } from '../../errors.js';

const NANO_DIGITS = 9;
const NANO = 10n ** BigInt(NANO_DIGITS);

/** "0.005" -> 5000000n (nano-rho). Refuses signs, exponents and more than nine decimals: a budget is never rounded. */
export function parseNanoRho(text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) {
    throw new NorenError(
      'BAD_INPUT',
      `"${text}" is not a budget: write rho as a decimal with at most nine decimals, e.g. 0.005.`,
    );
  }
  return BigInt(match[1] ?? '0') * NANO + BigInt((match[2] ?? '').padEnd(NANO_DIGITS, '0'));
}

/** 5000000n -> "0.005", exactly. */
export function formatNanoRho(nano: bigint): string {
  const magnitude = nano < 0n ? -nano : nano;
  const fraction = `${magnitude % NANO}`.padStart(NANO_DIGITS, '0').replace(/0+$/, '');
  return `${nano < 0n ? '-' : ''}${magnitude / NANO}${fraction === '' ? '' : `.${fraction}`}`;
}

/** For conversions that are rounded outward afterwards; exact sums stay in nano-rho. */
export function rhoToNumber(nano: bigint): number {
  return Number(nano) / Number(NANO);
}
