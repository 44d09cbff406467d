import type { MeasuredCell } from './consistency.js';
import { MEASURE_NAMES, MEASURES, sumsOf, type Measure, type MeasureName } from './measures.js';
import type { SumName } from './model/statisticModel.js';
import { normalInterval95 } from './noise/interval95.js';
import {
  nearThreshold,
  shownInterval95,
  shownIntervals,
  type CountInterval,
  type ShownCount,
} from './noise/shownInterval.js';
import { noisyNumber, SUPPRESSED, within, type NoisyNumber, type Range } from './noisyNumber.js';
import { quantile } from './quantile.js';
import { criticalValue } from './criticalValue.js';
import { toNumber } from './rational.js';
import { MISS_OF_EACH, ratioInterval, ratioValue, shownRatioInterval, type Measured } from './ratioInterval.js';
import { clampOf } from './sensitivity.js';
import { familiesNoise, type StatisticRelease } from './statisticRelease.js';

export type MeasuredNumbers = Readonly<Partial<Record<MeasureName, NoisyNumber>>>;

/** Every measure that can be made of what a release has. */
export function measuresIn({ noise, classes }: StatisticRelease): readonly MeasureName[] {
  const has = (sum: SumName): boolean => noise.some((each) => each.sum === sum);
  return MEASURE_NAMES.filter((name) =>
    MEASURES[name].kind === 'QUANTILE' ? classes !== null : sumsOf(name).every(has),
  );
}

/** What is the same for all cells of a release. */
interface Reading {
  readonly release: StatisticRelease;
  /** Of each quantile. */
  readonly criticalValues: ReadonlyMap<Measure, number>;
  /** Of a number of families that the threshold chose. */
  readonly chosen95: ReturnType<typeof shownInterval95>;
  readonly chosen: ReturnType<typeof shownIntervals>;
}

/** `chosen`: its number of families, where it may owe it to the noise in it that the cell is shown; null: it owes it to nothing. */
type SeenCell = MeasuredCell & { readonly chosen: ShownCount | null };

/** Makes the numbers of a cell; all of them suppressed where it is not shown. `from`: the threshold that it passed; absent: none chose it. */
export type CellReader = (cell: MeasuredCell, isShown: boolean, from?: number) => MeasuredNumbers;

export function cellReader(release: StatisticRelease): CellReader {
  const names = measuresIn(release);
  const sigma2 = familiesNoise(release);
  const reading: Reading = {
    release,
    criticalValues: criticalValuesOf(names, release),
    chosen95: shownInterval95(sigma2),
    chosen: shownIntervals(sigma2),
  };
  const isNear = nearThreshold(sigma2);
  const seen = (cell: MeasuredCell, from?: number): SeenCell => {
    const shown = from === undefined ? null : { value: Number(cell.noisyFamilies), from };
    const isChosen = shown !== null && (cell.isOfChosen ?? isNear(shown));
    return { ...cell, chosen: isChosen ? shown : null };
  };
  return (cell, isShown, from) => {
    if (!isShown) return Object.fromEntries(names.map((name) => [name, SUPPRESSED]));
    const known = seen(cell, from);
    return Object.fromEntries(names.map((name) => [name, measured(MEASURES[name], known, reading)]));
  };
}

function criticalValuesOf(names: readonly MeasureName[], { classes }: StatisticRelease): Reading['criticalValues'] {
  const measures: readonly Measure[] = names.map((name) => MEASURES[name]);
  return new Map(
    measures.flatMap((measure) =>
      measure.kind === 'QUANTILE'
        ? [[measure, criticalValue({ classes: classes?.grid.length ?? 0, share: shareOf(measure) })] as const]
        : [],
    ),
  );
}

function measured(measure: Measure, cell: SeenCell, reading: Reading): NoisyNumber {
  const { release } = reading;
  switch (measure.kind) {
    case 'SUM':
      return sumOf(measure.sum, cell, reading);
    case 'AVERAGE':
      return ratioOf(measure, cell, reading, { least: 0, most: clampOf(release.question, measure.of) });
    case 'SHARE':
      return ratioOf(measure, cell, reading, { least: 0, most: 1 });
    case 'QUANTILE':
      return quantileOf(measure, cell, reading);
  }
}

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

function sumOf(sum: SumName, cell: SeenCell, { release, chosen95 }: Reading): NoisyNumber {
  const part = partOf(cell, sum);
  const { value } = part;
  const { low, high, coverage } =
    sum === 'FAMILIES' && cell.chosen !== null ? chosenInterval(part, chosen95(cell.chosen)) : usualInterval(part);
  const unit = unitOf(sum, release);
  const range: Range = { least: 0, most: NO_LIMIT };
  const bounds = { low: low * unit, high: high * unit };
  return noisyNumber({ value: value * unit, ...bounds, coverage }, range, Number.isInteger(value) ? 0 : 2);
}

type Covering = CountInterval & { readonly coverage: number };

function usualInterval({ value, variance, interval = normalInterval95(variance) }: Measured): Covering {
  const { halfWidth, coverage } = interval;
  return { low: value - halfWidth, high: value + halfWidth, coverage };
}

/**
 * Of a number made consistent both that of the number as it was drawn, which holds whatever chose its kin, as their noise is not its own, and the
 * usual one, which holds where nothing was chosen.
 */
function chosenInterval(part: Measured, drawn: Covering): Covering {
  if (part.interval !== undefined) return drawn;
  const usual = usualInterval(part);
  return {
    low: Math.min(usual.low, drawn.low),
    high: Math.max(usual.high, drawn.high),
    coverage: Math.min(usual.coverage, drawn.coverage),
  };
}

const SHARE_DECIMALS = 4;
const AVERAGE_DECIMALS = 3;

/** Cut to what is possible, unlike a sum: nobody adds quotients up, and over a denominator in its noise one can be anything. */
function ratioOf(
  { kind, of, per }: Extract<Measure, { kind: 'AVERAGE' | 'SHARE' }>,
  cell: SeenCell,
  { release, chosen }: Reading,
  range: Range,
): NoisyNumber {
  const [over, under] = [partOf(cell, of), partOf(cell, per)];
  const unit = unitOf(of, release);
  const { low, high } =
    per === 'FAMILIES' && cell.chosen !== null
      ? shownRatioInterval(over, under, range, chosen(cell.chosen, MISS_OF_EACH))
      : ratioInterval(over, under, range);
  const decimals = unit > 1 ? 0 : kind === 'SHARE' ? SHARE_DECIMALS : AVERAGE_DECIMALS;
  const scaled = { value: within(ratioValue(over, under), range) * unit, low: low * unit, high: high * unit };
  return noisyNumber(scaled, { least: range.least * unit, most: range.most * unit }, decimals);
}

type QuantileMeasure = Extract<Measure, { kind: 'QUANTILE' }>;

function shareOf({ numerator, denominator }: QuantileMeasure): number {
  return numerator / denominator;
}

function quantileOf(measure: QuantileMeasure, cell: MeasuredCell, { release, criticalValues }: Reading): NoisyNumber {
  const { classes, amountUnit } = release;
  const critical = criticalValues.get(measure);
  if (classes === null || critical === undefined) return SUPPRESSED;
  const { grid, clamp, sigma2 } = classes;
  const end = Math.max(clamp, (grid.at(-1) ?? 0) + 1);
  const counted = { counts: cell.classes.map(Number), variance: toNumber(sigma2), grid, end };
  const found = quantile(counted, { share: shareOf(measure), critical });
  const scaled = {
    value: yenFrom(found.value, amountUnit),
    low: yenFrom(found.low, amountUnit),
    high: found.high === end ? end * amountUnit : yenFrom(found.high, amountUnit),
  };
  return noisyNumber(scaled, { least: 0, most: end * amountUnit }, 0);
}

/** Spending is rounded to whole units: a class begins half a unit below its bound, the first at 0. */
function yenFrom(bound: number, amountUnit: number): number {
  return Math.max(0, bound - 0.5) * amountUnit;
}

function unitOf(sum: SumName, { amountUnit }: StatisticRelease): number {
  return sum === 'AMOUNT' ? amountUnit : 1;
}

function partOf(cell: MeasuredCell, sum: SumName): Measured {
  const part = cell.sums.get(sum);
  if (part === undefined) throw new RangeError(`${sum} was not bought.`);
  return part;
}
