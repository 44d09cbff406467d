import { excessVariance } from './criticalValue.js';

export interface NoisyClasses {
  /** Noisy families per class; each may be negative. */
  readonly counts: readonly number[];
  /** Of the noise of each count. */
  readonly variance: number;
  /** Rising lower bounds. */
  readonly grid: readonly number[];
  /** Where the last class ends. */
  readonly end: number;
}

export interface QuantileEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The quantile at `share` from noisy classes, with a 95 % interval; post-processing, so that one purchase gives every quantile.
 *
 * For the boundary above class t let D(t) = families up to t, less share times all families. The quantile lies in the first class with
 * D(t) >= 0. A class is kept unless the noisy D(t) is significantly below 0 or D(t-1) significantly above; `critical`, of `criticalValue`, says
 * how many standard deviations that is.
 */
export function quantile(
  classes: NoisyClasses,
  { share, critical }: { readonly share: number; readonly critical: number },
): QuantileEstimate {
  const { grid, end } = classes;
  const excess = excessOver(classes, share);
  const shape = { classes: grid.length, share };
  const off = grid.map((_bound, t) => critical * Math.sqrt(classes.variance * excessVariance(shape, t)));
  const isPossible = (t: number): boolean =>
    (excess[t] ?? 0) >= -(off[t] ?? 0) && (t === 0 || (excess[t - 1] ?? 0) <= (off[t - 1] ?? 0));
  const possible = grid.map((_bound, t) => t).filter(isPossible);
  const found = classAt(excess);
  const [first, last] = [Math.min(found, ...possible), Math.max(found, ...possible)];
  return { value: inside(classes, excess, found), low: grid[first] ?? 0, high: grid[last + 1] ?? end };
}

function excessOver({ counts }: NoisyClasses, share: number): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  return counts.map((count) => (below += count) - share * all);
}

/** As many classes as lie below: noise makes single crossings unreliable, their number less so. */
function classAt(excess: readonly number[]): number {
  return Math.min(excess.filter((value) => value < 0).length, excess.length - 1);
}

/** Families are taken to be spread evenly in their class. */
function inside({ grid, end }: NoisyClasses, excess: readonly number[], t: number): number {
  const [from, to] = [grid[t] ?? 0, grid[t + 1] ?? end];
  const [before, after] = [excess[t - 1] ?? 0, excess[t] ?? 0];
  const part = t > 0 && before < 0 && after > before ? -before / (after - before) : 0.5;
  return from + (to - from) * Math.min(1, Math.max(0, part));
}
