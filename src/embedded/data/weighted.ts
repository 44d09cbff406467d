import type { Random } from './random.js';

/** Draws index i with a probability proportional to `weights[i]`, by bisection of the running sums. */
export function weightedIndex(weights: readonly number[]): (random: Random) => number {
  const sums: number[] = [];
  let total = 0;
  for (const weight of weights) sums.push((total += weight));
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The same, giving the item. */
export function weightedPick<T>(
  items: readonly T[],
  weightOf: (item: T, rank: number) => number,
): (random: Random) => T {
  const draw = weightedIndex(items.map(weightOf));
  return (random) => {
    const item = items[draw(random)];
    if (item === undefined) throw new Error('There is nothing to draw from.');
    return item;
  };
}
