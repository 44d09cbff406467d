import { NorenError } from '../errors.js';
import {
  FACT_DIMENSIONS,
  type DimensionName,
  type FactDimensionName,
  type Grain,
  type SumName,
  type Topic,
} from './model/statisticModel.js';

/** Which bounded facts answer a question, and what one family can add to its cells. */
export interface ChosenGrain {
  /** Fact dimensions that are grouped by, or that keep a single value. */
  readonly by: readonly FactDimensionName[];
  /** The finer grain that is read where several values of a dimension are kept and not grouped by; null: `by` itself. */
  readonly regroupedFrom: readonly FactDimensionName[] | null;
  /** Most that one family adds to one cell; FAMILIES and CONSENTING are 1 and not written. */
  readonly clamp: Readonly<Partial<Record<SumName, number>>>;
  /** Most cells of the facts that are read that one family is kept in; null: no bound but the domain. */
  readonly cells: number | null;
}

export interface GrainQuestion {
  readonly topic: Topic;
  readonly groupBy: readonly DimensionName[];
  readonly keep: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
  readonly coordinate: string;
}

/** @throws NorenError BAD_INPUT: the topic has no facts of this grain */
export function chooseGrain({ topic, groupBy, keep, coordinate }: GrainQuestion): ChosenGrain {
  const kept = (name: FactDimensionName): number | null => keep[name]?.length ?? null;
  const by = FACT_DIMENSIONS.filter((name) => groupBy.includes(name) || kept(name) === 1);
  const summed = FACT_DIMENSIONS.filter((name) => !by.includes(name) && kept(name) !== null);
  const read = FACT_DIMENSIONS.filter((name) => by.includes(name) || summed.includes(name));
  const fine = grainOf(topic, read);
  if (fine === undefined) throw noGrain(topic, read, coordinate);
  if (summed.length === 0) return { by, regroupedFrom: null, clamp: fine.clamp, cells: fine.cells };
  const values = summed.reduce((product, name) => product * (kept(name) ?? 1), 1);
  return { by, regroupedFrom: read, clamp: regrouped(fine, grainOf(topic, by), values), cells: fine.cells };
}

/** A family's part in several fine cells together: at most that of as many, and of the coarser grain where the policy bounds it. */
function regrouped(fine: Grain, coarse: Grain | undefined, values: number): ChosenGrain['clamp'] {
  return Object.fromEntries(
    Object.entries(fine.clamp).map(([name, clamp]) => {
      const whole = coarse?.clamp[name as SumName] ?? Infinity;
      return [name, Math.min(clamp * values, whole)];
    }),
  );
}

function grainOf({ grains }: Topic, by: readonly FactDimensionName[]): Grain | undefined {
  return grains.find((grain) => grain.by.length === by.length && by.every((name) => grain.by.includes(name)));
}

function noGrain({ grains }: Topic, by: readonly FactDimensionName[], coordinate: string): NorenError {
  const known = grains.filter((grain) => grain.by.length > 0).map((grain) => grain.by.join(' and '));
  return new NorenError(
    'BAD_INPUT',
    `${coordinate}: ${by.join(' and ')} can't be asked together. Ask by one of: ${known.join('; ')}.`,
  );
}
