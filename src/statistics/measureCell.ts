import type { MeasuredCell } from './consistency.js';
import { MEASURE_NAMES, MEASURES, sumsOf, type Measure, type MeasureName } from './measures.js';
import type { SumName } from './model/statisticModel.js';
import { halfWidth95, NORMAL_95 } from './noise/halfWidth95.js';
import { noisyNumber, SUPPRESSED, type NoisyNumber, type Range } from './noisyNumber.js';
import { quantile } from './quantile.js';
import { toNumber } from './rational.js';
import { ratioInterval, ratioValue, type Measured } from './ratioInterval.js';
import { clampOf } from './sensitivity.js';
import type { StatisticRelease } from './statisticRelease.js';

export type MeasuredNumbers = Readonly<Partial<Record<MeasureName, NoisyNumber>>>;

/** Every measure that can be made of what a release has. */
export function measuresIn({ noise, classes }: StatisticRelease): readonly MeasureName[] {
  const has = (sum: SumName): boolean => noise.some((each) => each.sum === sum);
  return MEASURE_NAMES.filter((name) =>
    MEASURES[name].kind === 'QUANTILE' ? classes !== null : sumsOf(name).every(has),
  );
}

/** The numbers of one cell; all of them suppressed where it is not shown. */
export function measureCell(cell: MeasuredCell, release: StatisticRelease, isShown: boolean): MeasuredNumbers {
  return Object.fromEntries(
    measuresIn(release).map((name) => [name, isShown ? measured(MEASURES[name], cell, release) : SUPPRESSED]),
  );
}

function measured(measure: Measure, cell: MeasuredCell, release: StatisticRelease): NoisyNumber {
  switch (measure.kind) {
    case 'SUM':
      return sumOf(measure.sum, cell, release);
    case 'AVERAGE':
      return ratioOf(measure, cell, release, { least: 0, most: clampOf(release.question, measure.of) });
    case 'SHARE':
      return ratioOf(measure, cell, release, { least: 0, most: 1 });
    case 'QUANTILE':
      return quantileOf(measure.numerator / measure.denominator, cell, release);
  }
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

function sumOf(sum: SumName, cell: MeasuredCell, release: StatisticRelease): NoisyNumber {
  const { value } = partOf(cell, sum);
  const unit = unitOf(sum, release);
  const margin = marginOf(sum, cell, release);
  const range: Range = { least: 0, most: NO_LIMIT };
  const scaled = { value: value * unit, low: (value - margin) * unit, high: (value + margin) * unit };
  return noisyNumber(scaled, range, Number.isInteger(value) ? 0 : 2);
}

/** Of the discrete noise as drawn; of a consistent number, whose noise is a sum of many draws, by the normal law. */
function marginOf(sum: SumName, cell: MeasuredCell, release: StatisticRelease): number {
  const { variance } = partOf(cell, sum);
  const sigma2 = release.noise.find((each) => each.sum === sum)?.sigma2;
  return sigma2 !== undefined && toNumber(sigma2) === variance ? halfWidth95(sigma2) : NORMAL_95 * Math.sqrt(variance);
}

const SHARE_DECIMALS = 4;
const AVERAGE_DECIMALS = 3;

function ratioOf(
  { kind, of, per }: Extract<Measure, { kind: 'AVERAGE' | 'SHARE' }>,
  cell: MeasuredCell,
  release: StatisticRelease,
  range: Range,
): NoisyNumber {
  const [over, under] = [partOf(cell, of), partOf(cell, per)];
  const unit = unitOf(of, release);
  const { low, high } = ratioInterval(over, under, range);
  const decimals = unit > 1 ? 0 : kind === 'SHARE' ? SHARE_DECIMALS : AVERAGE_DECIMALS;
  const scaled = { value: ratioValue(over, under) * unit, low: low * unit, high: high * unit };
  return noisyNumber(scaled, { least: range.least * unit, most: range.most * unit }, decimals);
}

function quantileOf(share: number, cell: MeasuredCell, { classes, amountUnit }: StatisticRelease): NoisyNumber {
  if (classes === null) return SUPPRESSED;
  const { grid, clamp, sigma2 } = classes;
  const end = Math.max(clamp, (grid.at(-1) ?? 0) + 1);
  const found = quantile({ counts: cell.classes.map(Number), variance: toNumber(sigma2), grid, end }, share);
  const scaled = { value: found.value * amountUnit, low: found.low * amountUnit, high: found.high * amountUnit };
  return noisyNumber(scaled, { least: 0, most: end * amountUnit }, 0);
}

function unitOf(sum: SumName, { amountUnit }: StatisticRelease): number {
  return sum === 'AMOUNT' ? amountUnit : 1;
}

function partOf(cell: MeasuredCell, sum: SumName): Measured {
  const part = cell.sums.get(sum);
  if (part === undefined) throw new RangeError(`${sum} was not bought.`);
  return part;
}
