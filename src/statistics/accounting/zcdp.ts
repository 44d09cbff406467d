import { NorenError } from '../../errors.js';
import { rhoToNumber } from './rho.js';

/** Every double computed here is moved outward by this share, which is above what rounding can do to it. */
const OUTWARD = 1e-13;
const EPSILON_DECIMALS = 6;

/**
 * Epsilon of rho-zCDP at delta: min over a > 1 of a rho + (ln(1/delta) + (a-1) ln(1-1/a) - ln a) / (a-1)  (CKS20). Every a
 * gives a valid bound, so that an imperfect search errs outward.
 */
export function zcdpToEpsilon(rho: number, delta: number): number {
  if (rho === 0) return 0;
  const atLog = (logarithm: number): number => {
    const excess = Math.exp(logarithm); // a - 1
    return (
      (1 + excess) * rho + (-Math.log(delta) - Math.log1p(excess)) / excess + Math.log(excess) - Math.log1p(excess)
    );
  };
  return Math.max(0, minimum(atLog)) * (1 + OUTWARD);
}

/** Delta of rho-zCDP at epsilon: inf over a > 1 of exp((a-1)(a rho - epsilon)) / (a-1) (1-1/a)^a  (CKS20). */
export function zcdpToDelta(rho: number, epsilon: number): number {
  const atLog = (logarithm: number): number => {
    const excess = Math.exp(logarithm);
    const a = 1 + excess;
    return excess * (a * rho - epsilon) - logarithm + a * (logarithm - Math.log1p(excess));
  };
  return Math.min(1, Math.exp(minimum(atLog)) * (1 + OUTWARD));
}

/** The largest rho whose epsilon at delta is at most the given one; rounded down. */
export function epsilonToZcdp(epsilon: number, delta: number): number {
  let low = 0;
  let high = epsilon + 1;
  for (let step = 0; step < 200; step += 1) {
    const middle = (low + high) / 2;
    if (zcdpToEpsilon(middle, delta) <= epsilon) low = middle;
    else high = middle;
  }
  return low;
}

/** For reports: epsilon as a decimal with six digits after the point, rounded up. */
export function reportEpsilon(nanoRho: bigint, delta: string): string {
  const bound = zcdpToEpsilon(rhoToNumber(nanoRho), parseDelta(delta));
  return (Math.ceil(bound * 10 ** EPSILON_DECIMALS) / 10 ** EPSILON_DECIMALS).toFixed(EPSILON_DECIMALS);
}

/** "1e-6" or "0.000001"; above 0 and below 1. */
export function parseDelta(text: string): number {
  const delta = Number(text);
  if (!/^[\d.eE+-]+$/.test(text) || !(delta > 0 && delta < 1)) {
    throw new NorenError('BAD_INPUT', `"${text}" is not a delta: write a decimal above 0 and below 1, e.g. 1e-6.`);
  }
  return delta;
}

/** The least value of a function with one valley, over ln(a - 1): a scan finds the valley, golden section its floor. */
function minimum(at: (logarithm: number) => number): number {
  let best = -40;
  for (let logarithm = -40; logarithm <= 40; logarithm += 0.25) if (at(logarithm) < at(best)) best = logarithm;
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = best - 0.25;
  let high = best + 0.25;
  for (let step = 0; step < 80; step += 1) {
    const width = (high - low) * ratio;
    if (at(high - width) < at(low + width)) high = low + width;
    else low = high - width;
  }
  return Math.min(at(best), at((low + high) / 2));
}
