import { cellReader, type CellReader } from '../../src/statistics/cellReader.js';
import type { MeasuredCell } from '../../src/statistics/consistency.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import type { StatisticModel, SumName, TopicName } from '../../src/statistics/model/statisticModel.js';
import { cryptoUniform } from '../../src/statistics/noise/cryptoUniform.js';
import { gaussianSampler, type GaussianSampler } from '../../src/statistics/noise/discreteGaussian.js';
import type { NoisyNumber } from '../../src/statistics/noisyNumber.js';
import { threshold } from '../../src/statistics/present.js';
import { toNumber, type Rational } from '../../src/statistics/rational.js';
import type { StatisticSettings } from '../../src/statistics/settings.js';
import type { StatisticRelease } from '../../src/statistics/statisticRelease.js';
import { medianOf, percent, SIZES } from './utilityTable.js';

/** Of the price of a question, what FAMILIES is given. */
const OF_FAMILIES = [1 / 10, 1 / 5, 1 / 3, 1 / 2, 2 / 3];

type Rest = Readonly<Partial<Record<SumName, number>>>;

interface Split {
  readonly topic: TopicName;
  /** In the order of the dimensions. */
  readonly groupBy: string;
  /** In which parts the other sums share what FAMILIES leaves. */
  readonly rest: Rest;
}

const SPLITS: readonly Split[] = [
  { topic: 'PURCHASES', groupBy: 'MUNICIPALITY', rest: { AMOUNT: 1 } },
  { topic: 'PURCHASES', groupBy: 'MONTH', rest: { AMOUNT: 1 } },
  { topic: 'PURCHASES', groupBy: 'REGION, PRODUCT_CATEGORY', rest: { AMOUNT: 1 } },
  { topic: 'ATTENDANCE', groupBy: 'COURSE', rest: { LESSONS: 1, ATTENDED: 1 } },
  { topic: 'ATTENDANCE', groupBy: 'COURSE', rest: { LESSONS: 2, ATTENDED: 3 } },
  { topic: 'ATTENDANCE', groupBy: 'REGION', rest: { LESSONS: 1, ATTENDED: 1 } },
  { topic: 'CHILDREN', groupBy: 'MUNICIPALITY', rest: { CHILDREN: 1 } },
];

const DRAWS = 1_000;
const SHOWN = 'cells shown';
/** Below every threshold: only whether it is shown is asked of it. */
const HIDDEN = { name: '0-4', from: 0, to: 5 };
/** Cells of so many families are. */
const ALWAYS_SHOWN = 200;
const uniform = cryptoUniform();

/** Without noise: exact sums in the place of noisy ones. */
type Exact = Omit<StatisticRelease, 'id' | 'issuedAt'>;

export interface SplitGround {
  /** Without bounds. */
  readonly truths: readonly Exact[];
  readonly bounded: readonly Exact[];
  readonly model: StatisticModel;
  readonly settings: StatisticSettings;
}

/** Markdown: a line for each number and size of cell, a column for each split; that of the policy is set bold. */
export function splitsOfOnePrice(ground: SplitGround): string {
  const head = ['question', 'families', 'number', ...OF_FAMILIES.map((part) => `FAMILIES ${percent(part)}`)];
  const lines = SPLITS.flatMap((split) => {
    const columns = OF_FAMILIES.map((part) => measuredAt(split, part, ground));
    const parts = Object.entries(split.rest);
    const ratio = parts.length === 1 ? '' : `, ${parts.map(([sum, part]) => `${sum} ${part}`).join(' : ')}`;
    return [...(columns[0]?.keys() ?? [])].map((row) =>
      [`${split.topic.toLowerCase()} by ${split.groupBy}${ratio}`, row, ...columns.map((found) => found.get(row))].join(
        ' | ',
      ),
    );
  });
  return [head.join(' | '), head.map(() => '---').join(' | '), ...lines].map((line) => `| ${line} |`).join('\n');
}

/** FAMILIES first; together what the policy's prices of the same sums are. */
function pricesOf(rest: Rest, part: number, { priceNano }: StatisticSettings): ReadonlyMap<SumName, bigint> {
  const shares = Object.entries(rest) as [SumName, number][];
  const total = shares.reduce((sum, [name]) => sum + Number(priceNano[name]), Number(priceNano.FAMILIES));
  const whole = shares.reduce((sum, [, share]) => sum + share, 0);
  const nano = (of: number): bigint => BigInt(Math.round(total * of));
  const others = shares.map(([name, share]) => [name, nano(((1 - part) * share) / whole)] as const);
  return new Map<SumName, bigint>([['FAMILIES', nano(part)], ...others]);
}

/** By size of cell and number: median errors, and how often a cell is shown to the reader of the settings. */
function measuredAt(split: Split, part: number, ground: SplitGround): ReadonlyMap<string, string> {
  const bought = boughtAt(split, part, ground);
  const { truth, exact, noise } = bought;
  const reader = (of: Exact): CellReader => cellReader({ ...of, noise, classes: null, id: '', issuedAt: '' });
  const [readTrue, readNoisy] = [reader(truth), reader(exact)];
  const found = new Map<string, number[]>();
  for (const { size, real, index } of sizedCells(bought)) {
    const all = size === HIDDEN ? [] : Object.entries(readTrue(real, true));
    const reals = all.filter(([, { value }]) => value !== null && value > 0);
    const from = threshold(exact.question, real.by, ground.settings);
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const noisy = cellOf(exact, index, noise, (law) => BigInt(law(uniform)));
      const numbers: Readonly<Record<string, NoisyNumber>> = readNoisy(noisy, true);
      for (const [name, { value }] of reals)
        into(found, `${size.name} | ${name}`, Math.abs((numbers[name]?.value ?? 0) - (value ?? 0)) / (value ?? 1));
      if (size.from < ALWAYS_SHOWN) into(found, `${size.name} | ${SHOWN}`, noisy.noisyFamilies >= from ? 1 : 0);
    }
  }
  const text = (value: number | null): string => (bought.isOfPolicy ? `**${percent(value)}**` : percent(value));
  return new Map([...found].map(([row, all]) => [row, text(row.endsWith(SHOWN) ? meanOf(all) : medianOf(all))]));
}

interface SizedCell {
  readonly size: { readonly name: string; readonly from: number };
  readonly real: MeasuredCell;
  readonly index: number;
}

/** Small ones first. */
function sizedCells({ truth, noise }: Bought): readonly SizedCell[] {
  const sizes = [HIDDEN, ...SIZES];
  const cells = truth.cells.flatMap((_cell, index): SizedCell[] => {
    const real = cellOf(truth, index, noise, () => 0n);
    const size = sizes.find(({ from, to }) => real.noisyFamilies >= from && real.noisyFamilies < to);
    return size === undefined ? [] : [{ size, real, index }];
  });
  return cells.toSorted((one, other) => one.size.from - other.size.from);
}

interface Noise {
  readonly sum: SumName;
  readonly sigma2: Rational;
  readonly law: GaussianSampler;
}

interface Bought {
  readonly truth: Exact;
  readonly exact: Exact;
  readonly noise: readonly Noise[];
  readonly isOfPolicy: boolean;
}

function boughtAt({ topic, groupBy, rest }: Split, part: number, ground: SplitGround): Bought {
  const { truths, bounded, model, settings } = ground;
  const isIt = ({ question }: Exact): boolean => question.topic === topic && question.groupBy.join(', ') === groupBy;
  const [truth, exact] = [truths.find(isIt), bounded.find(isIt)];
  if (truth === undefined || exact === undefined) throw new RangeError(`${topic} by ${groupBy} is not asked.`);
  const prices = pricesOf(rest, part, settings);
  const sums = [...prices.keys()];
  const priceNano = { ...settings.priceNano, ...Object.fromEntries(prices) };
  const bought = mechanismsOf({ ...exact.question, sums, quantiles: false }, model, { ...settings, priceNano });
  const noise = [...bought.sums].map(([sum, { sigma2 }]) => ({ sum, sigma2, law: gaussianSampler(sigma2) }));
  return { truth, exact, noise, isOfPolicy: sums.every((sum) => settings.priceNano[sum] === prices.get(sum)) };
}

function cellOf(
  of: Exact,
  index: number,
  noise: readonly Noise[],
  drawn: (law: GaussianSampler) => bigint,
): MeasuredCell {
  const cell = of.cells[index];
  const sums = noise.map(({ sum, sigma2, law }) => {
    const value = (cell?.sums[of.question.sums.indexOf(sum)] ?? 0n) + drawn(law);
    return [sum, { value: Number(value), variance: toNumber(sigma2) }] as const;
  });
  return { by: cell?.by ?? {}, noisyFamilies: BigInt(sums[0]?.[1].value ?? 0), sums: new Map(sums), classes: [] };
}

function into(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
