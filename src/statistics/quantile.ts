import { NORMAL_95 } from './noise/halfWidth95.js';

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
 * D(t) >= 0. Its noisy value has the variance v ((1-share)^2 (t+1) + share^2 (n-t-1)), as no class is counted twice. A class is kept unless
 * D(t) is significantly below 0 or D(t-1) significantly above, each at 2.5 %: the true class is lost with at most 5 %.
 */
export function quantile(classes: NoisyClasses, share: number): QuantileEstimate {
  const { grid, end } = classes;
  const excess = excessOver(classes, share);
  const deviation = grid.map((_bound, t) => {
    const above = grid.length - t - 1;
    return Math.sqrt(classes.variance * ((1 - share) ** 2 * (t + 1) + share ** 2 * above));
  });
  const margin = (t: number): number => NORMAL_95 * (deviation[t] ?? 0);
  const isPossible = (t: number): boolean =>
    (excess[t] ?? 0) >= -margin(t) && (t === 0 || (excess[t - 1] ?? 0) <= margin(t - 1));
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
