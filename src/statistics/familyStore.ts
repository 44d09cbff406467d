import type { CanonicalQuestion, Cell } from './question.js';

/** Where families are counted: one row a family. `src/analysis` keeps it in PostgreSQL. */
export interface FamilyStore {
  /** Id of the snapshot that questions are asked about now. Throws STATISTIC_UNAVAILABLE when there is none. */
  currentSnapshot(): Promise<string>;
  /**
   * The exact number of families per cell; cells without families may be left out. Throws when the snapshot is gone. The
   * statements depend on the question only.
   */
  countFamilies(question: CanonicalQuestion, snapshot: string): Promise<readonly ExactCount[]>;
}

/** Governed data: leaves `buyFamilies` with noise only. */
export interface ExactCount {
  readonly by: Cell;
  readonly families: bigint;
}
