import type { Pool } from 'pg';
import type {
  Cell,
  ClassQuestion,
  ExactCell,
  ExactClasses,
  FactQuestion,
  FactStore,
  SnapshotInfo,
} from '../statistics/factStore.js';
import type { DimensionName } from '../statistics/model/statisticModel.js';
import { classesStatement, sumsStatement, type Statement } from './factStatement.js';
import { currentSnapshot, livingSnapshot, refuseDropped, type LivingSnapshot } from './snapshotRow.js';
import { columnOf } from './storeNames.js';

type Row = Readonly<Record<string, string | number | null>>;

/** undefined_table */
const NO_TABLE = '42P01';

/** The analysis store in PostgreSQL. Text and parameters of every statement follow from the question and the snapshot, never from data. */
export class AnalysisStore implements FactStore {
  readonly #pool: Pool;
  readonly #scans: Pool;

  /** `pool`: of the governance database; `scans`: of the same, for statements over families and their facts. @default pool */
  constructor({ pool, scans = pool }: { readonly pool: Pool; readonly scans?: Pool }) {
    this.#pool = pool;
    this.#scans = scans;
  }

  async currentSnapshot(): Promise<SnapshotInfo> {
    const { id, takenOn, boundsHash } = await currentSnapshot(this.#pool);
    return { id, takenOn, boundsHash };
  }

  async sums(question: FactQuestion): Promise<readonly ExactCell[]> {
    const snapshot = await livingSnapshot(this.#pool, question.snapshot);
    const rows = await this.#rows(sumsStatement(question, snapshot), snapshot);
    return rows.flatMap((row) => {
      const by = cellOf(row, question.groupBy, snapshot);
      if (by === null) return [];
      return [{ by, sums: Object.fromEntries(question.sums.map((name) => [name, BigInt(row[columnOf(name)] ?? 0)])) }];
    });
  }

  async classes(question: ClassQuestion): Promise<readonly ExactClasses[]> {
    const snapshot = await livingSnapshot(this.#pool, question.snapshot);
    const rows = await this.#rows(classesStatement(question, snapshot), snapshot);
    const found = new Map<string, { readonly by: Cell; readonly families: bigint[] }>();
    for (const row of rows) {
      const by = cellOf(row, question.groupBy, snapshot);
      if (by === null) continue;
      const key = JSON.stringify(by);
      const classes = found.get(key) ?? { by, families: question.grid.map(() => 0n) };
      classes.families[Number(row['class']) - 1] = BigInt(row['families'] ?? 0);
      found.set(key, classes);
    }
    return [...found.values()];
  }

  /** A snapshot that still lives after the statement had all its rows during it. */
  async #rows({ text, values }: Statement, snapshot: LivingSnapshot): Promise<readonly Row[]> {
    const { rows } = await this.#scans.query<Row>(text, [...values]).catch((error: unknown) => {
      throw (error as { code?: unknown }).code === NO_TABLE ? refuseDropped(snapshot.id, error) : error;
    });
    await livingSnapshot(this.#pool, snapshot.id);
    return rows;
  }
}

/** Positions become codes; null: a family without a value of that dimension is in no cell. */
function cellOf(row: Row, groupBy: readonly DimensionName[], { domains }: LivingSnapshot): Cell | null {
  const values = groupBy.map((name) => [name, domains[name][Number(row[columnOf(name)] ?? -1)]] as const);
  return values.some(([, code]) => code === undefined) ? null : Object.fromEntries(values);
}
