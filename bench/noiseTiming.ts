import { createNoisePool } from '../src/statistics/noise/createNoisePool.js';
import { cryptoUniform } from '../src/statistics/noise/cryptoUniform.js';
import { fixedTicks } from '../src/statistics/noise/fixedTicks.js';
import { gaussianSampler } from '../src/statistics/noise/discreteGaussian.js';
import { rational } from '../src/statistics/rational.js';
import { short, table } from './harness/numbers.js';

const SIGMA2 = rational(980_000n);
const BARE = 50_000;
const POOLED = 600;
const TICK = 20;
const DEPARTURE = 100;

/** Whether the time of a draw tells how large it is: drawn when it is asked for, from a pool, and in an answer on the schedule. */
export async function noiseTiming(): Promise<string> {
  const uniform = cryptoUniform();
  const sampler = gaussianSampler(SIGMA2);
  const bare = Array.from({ length: BARE }, () => {
    const start = performance.now();
    const drawn = sampler(uniform);
    return [performance.now() - start, Math.abs(Number(drawn))] as const;
  });
  // A pool that keeps nothing ready: each draw waits for a batch of its own, which is the slowest and most telling case.
  const noise = createNoisePool({ uniform, batch: 1, ahead: 0, tick: fixedTicks(TICK) });
  const [pooled, served] = [[], []] as [(readonly [number, number])[], (readonly [number, number])[]];
  for (let round = 0; round < POOLED; round += 1) {
    const start = performance.now();
    const departure = fixedTicks(DEPARTURE, start);
    const [drawn = 0n] = await noise.take(SIGMA2, 1);
    pooled.push([performance.now() - start, Math.abs(Number(drawn))]);
    await departure();
    served.push([performance.now() - start, Math.abs(Number(drawn))]);
  }
  await noise.close();
  const ways = [
    ['drawn when asked for', bare],
    ['from the pool', pooled],
    ['in an answer on the schedule', served],
  ] as const;
  const rows = ways.map(([name, pairs]) => [
    name,
    `${pairs.length}`,
    correlation(pairs).toFixed(3),
    short(2 / Math.sqrt(pairs.length)),
  ]);
  const header = ['', 'draws', 'correlation of time and |noise|', 'two deviations of chance'];
  return `### Time and |noise|, sigma2 = ${SIGMA2.numerator}\n\n${table(header, rows)}\n`;
}

/** Pearson's, of ranks: one long pause of the machine would hide everything else. */
function correlation(pairs: readonly (readonly [number, number])[]): number {
  const [a, b] = [ranks(pairs.map(([time]) => time)), ranks(pairs.map(([, size]) => size))];
  const mean = (pairs.length - 1) / 2;
  const sum = (of: (index: number) => number): number => pairs.reduce((total, _pair, index) => total + of(index), 0);
  const [left, right] = [(index: number) => (a[index] ?? 0) - mean, (index: number) => (b[index] ?? 0) - mean];
  return sum((index) => left(index) * right(index)) / Math.sqrt(sum((i) => left(i) ** 2) * sum((i) => right(i) ** 2));
}

function ranks(values: readonly number[]): readonly number[] {
  const ranked: number[] = values.map(() => 0);
  const order = values.map((value, index) => [value, index] as const).toSorted(([a], [b]) => a - b);
  order.forEach(([, index], rank) => (ranked[index] = rank));
  return ranked;
}
