import type { Pool } from 'pg';
import { columnOf, tablesOf } from '../../src/analysis/storeNames.js';
import { gaussianVariance } from '../../src/statistics/accounting/gaussianPrice.js';
import {
  TOPICS,
  type Grain,
  type StatisticModel,
  type SumName,
  type Topic,
} from '../../src/statistics/model/statisticModel.js';
import { cryptoUniform } from '../../src/statistics/noise/cryptoUniform.js';
import { gaussianSampler } from '../../src/statistics/noise/discreteGaussian.js';
import type { StatisticSettings } from '../../src/statistics/settings.js';
import { medianOf, percent, SIZES } from './utilityTable.js';

/** What one family has in one cell, without any bound, in units of the sum. */
interface Fact {
  readonly family: number;
  readonly cell: string;
  readonly value: number;
}

type Bounded = readonly (readonly [cell: string, value: number])[];

/** How a family's facts are bounded to the same clamp and cells, and the root of how many cells the noise grows with. */
const WAYS = {
  'clamp alone': { cells: 'DOMAIN', bound: (own, { clamp }) => clamped(own, clamp) },
  'clamp, keep L0': { cells: 'KEPT', bound: (own, { clamp, kept }) => clamped(some(own, kept), clamp) },
  'clip to the norm': { cells: 'KEPT', bound: (own, { clamp, kept }) => clipped(own, clamp * Math.sqrt(kept)) },
} as const satisfies Record<string, Way>;

interface Way {
  readonly cells: 'DOMAIN' | 'KEPT';
  readonly bound: (own: readonly Fact[], limit: { readonly clamp: number; readonly kept: number }) => Bounded;
}

const DRAWS = 25;
const uniform = cryptoUniform();

export interface BoundingGround {
  readonly pool: Pool;
  /** Of a snapshot without bounds, spending in yen. */
  readonly base: number;
  /** With the policy's bounds. */
  readonly model: StatisticModel;
  readonly settings: StatisticSettings;
}

/** Three ways to bound, for every grain that keeps a family in some of its cells: the error at the same clamp and price. */
export async function boundingWays(ground: BoundingGround): Promise<string> {
  const lines: string[] = [];
  for (const topic of TOPICS.map((name) => ground.model.topics[name]))
    for (const grain of topic.grains.filter(({ cells }) => cells !== null))
      for (const sum of topic.sums.filter((name) => grain.clamp[name] !== undefined))
        lines.push(...(await compared({ topic, grain, sum }, ground)));
  const head = ['sum, by', 'clamp', 'L0', 'way', ...SIZES.map(({ name }) => `${name} families`)];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...lines].join('\n');
}

async function compared(
  { topic, grain, sum }: { readonly topic: Topic; readonly grain: Grain; readonly sum: SumName },
  { pool, base, model, settings }: BoundingGround,
): Promise<readonly string[]> {
  const unit = sum === 'AMOUNT' ? model.amountUnit : 1;
  const cell = grain.by.map((name) => `${columnOf(name)}::text`).join(" || ' ' || ");
  const { rows } = await pool.query<Fact>(
    `SELECT family, ${cell} AS cell, ${columnOf(sum)}::float8 / ${unit} AS value FROM ${tablesOf(base).facts(topic.name, grain.by)}`,
  );
  const domain = grain.by.reduce((product, name) => product * model.dimensions[name].values.length, 1);
  const limit = { clamp: grain.clamp[sum] ?? 0, kept: Math.min(grain.cells ?? domain, domain) };
  const title = `${sum} of ${topic.name.toLowerCase()} by ${grain.by.join(', ')}`;
  return Object.entries<Way>(WAYS).map(([name, { cells, bound }]) => {
    const squared = BigInt(limit.clamp) ** 2n * BigInt(cells === 'DOMAIN' ? domain : limit.kept);
    const sampler = gaussianSampler(
      gaussianVariance({ sensitivitySquared: squared, nanoRho: settings.priceNano[sum] }),
    );
    const own = Map.groupBy(rows, ({ family }) => family);
    const found = errorsOf(
      rows,
      [...own.values()].flatMap((facts) => bound(facts, limit)),
      () => Number(sampler(uniform)),
    );
    return `| ${[title, limit.clamp, limit.kept, name, ...found].join(' | ')} |`;
  });
}

function errorsOf(facts: readonly Fact[], bounded: Bounded, noise: () => number): readonly string[] {
  const sums = Map.groupBy(bounded, ([cell]) => cell);
  const cells = [...Map.groupBy(facts, ({ cell }) => cell)].map(([cell, all]) => ({
    families: all.length,
    real: all.reduce((sum, { value }) => sum + value, 0),
    bounded: (sums.get(cell) ?? []).reduce((sum, [, value]) => sum + value, 0),
  }));
  return SIZES.map(({ from, to }) => {
    const here = cells.filter(({ families, real }) => families >= from && families < to && real > 0);
    const biases = here.map((each) => (each.bounded - each.real) / each.real);
    const errors = here.flatMap((each) =>
      Array.from({ length: DRAWS }, () => Math.abs(each.bounded + noise() - each.real) / each.real),
    );
    return here.length === 0 ? '' : `${percent(medianOf(errors))} (${percent(medianOf(biases))})`;
  });
}

function clamped(own: readonly Fact[], clamp: number): Bounded {
  return own.map(({ cell, value }) => [cell, Math.min(value, clamp)]);
}

/** As the refresh: in an order that has nothing to do with what is in the cells. */
function some(own: readonly Fact[], kept: number): readonly Fact[] {
  if (own.length <= kept) return own;
  const ordered = own.map((fact) => [uniform.belowInteger(2 ** 40), fact] as const).toSorted(([a], [b]) => a - b);
  return ordered.slice(0, kept).map(([, fact]) => fact);
}

function clipped(own: readonly Fact[], norm: number): Bounded {
  const length = Math.sqrt(own.reduce((sum, { value }) => sum + value ** 2, 0));
  return own.map(({ cell, value }) => [cell, length > norm ? (value * norm) / length : value]);
}
