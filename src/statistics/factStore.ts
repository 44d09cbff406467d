import type { DimensionName, FactDimensionName, SumName, TopicName } from './model/statisticModel.js';

/** A value per grouped dimension. */
export type Cell = Readonly<Partial<Record<DimensionName, string>>>;

export interface SnapshotInfo {
  /** E.g. "2026-11-22.1". */
  readonly id: string;
  /** Tokyo date. Public: the end of every period that can be asked. */
  readonly takenOn: string;
  /** Of the bounds it was made with (`StatisticModel.boundsHash`). */
  readonly boundsHash: string;
}

/** What is to be summed. Text and parameters of the statement follow from it alone, never from data. */
export interface FactQuestion {
  readonly snapshot: string;
  readonly topic: TopicName;
  /**
   * The grain whose facts are read: fact dimensions that are grouped by, or that keep a single value. A question that keeps several values
   * of a fact dimension without grouping by it is answered from the finer grain `regroupedFrom`: summed per family first and clamped
   * again to `clamp`, so that a family still counts once.
   */
  readonly grain: readonly FactDimensionName[];
  readonly regroupedFrom: readonly FactDimensionName[] | null;
  /** Public bounds of a family's part in one output cell. */
  readonly clamp: Readonly<Partial<Record<SumName, number>>>;
  readonly groupBy: readonly DimensionName[];
  /** Values kept of each filtered dimension, in domain order; absent: all. */
  readonly keep: Readonly<Partial<Record<DimensionName, readonly string[]>>>;
  readonly sums: readonly SumName[];
}

export interface ExactCell {
  readonly by: Cell;
  readonly sums: Readonly<Partial<Record<SumName, bigint>>>;
}

/** Families per class of their own (clamped) sum in each cell: what a quantile is made of. Classes are those of a public grid. */
export interface ClassQuestion extends Omit<FactQuestion, 'sums'> {
  readonly of: SumName;
  /** Rising lower bounds in units of the sum; the first is 0. */
  readonly grid: readonly number[];
}

export interface ExactClasses {
  readonly by: Cell;
  /** One number of families a class of the grid. */
  readonly families: readonly bigint[];
}

/** The analysis store, as the engine needs it. `src/analysis` keeps it in PostgreSQL. Families stopped or erased since the refresh are in no answer. */
export interface FactStore {
  /** @throws NorenError STATISTIC_UNAVAILABLE: none was taken yet */
  currentSnapshot(): Promise<SnapshotInfo>;
  /** Only cells with families; the engine fills the domain. @throws NorenError STATISTIC_UNAVAILABLE: the snapshot is gone, or a source of it was missing */
  sums(question: FactQuestion): Promise<readonly ExactCell[]>;
  classes(question: ClassQuestion): Promise<readonly ExactClasses[]>;
}
