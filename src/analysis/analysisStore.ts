import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import { DIMENSIONS, type DimensionName } from '../statistics/domain/dimension.js';
import type { ExactCount, FamilyStore } from '../statistics/familyStore.js';
import { keptValues, type CanonicalQuestion } from '../statistics/question.js';

/** The column of a dimension; the only names that reach the text of a statement. */
const COLUMN: Readonly<Record<DimensionName, string>> = { MUNICIPALITY: 'municipality', AGE_BAND: 'age_band' };

/** The analysis store in PostgreSQL. Text and parameters of every statement follow from the question, never from data. */
export class AnalysisStore implements FamilyStore {
  readonly #pool: Pool;

  /** `pool`: of the governance database. */
  constructor({ pool }: { readonly pool: Pool }) {
    this.#pool = pool;
  }

  async currentSnapshot(): Promise<string> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `SELECT id FROM analysis_snapshots WHERE status = 'CURRENT'`,
    );
    const current = rows[0];
    if (current === undefined) {
      throw new NorenError(
        'STATISTIC_UNAVAILABLE',
        'statistics: no snapshot has been taken yet. Run `npm run -s noren -- analysis refresh`.',
      );
    }
    return current.id;
  }

  async countFamilies(question: CanonicalQuestion, snapshot: string): Promise<readonly ExactCount[]> {
    const { rows } = await this.#pool.query<Record<string, string>>(countStatement(question), [
      snapshot,
      ...DIMENSIONS.map((dimension) => keptValues(question, dimension)),
    ]);
    await this.#refuseDropped(snapshot);
    return rows.map((row) => ({
      by: Object.fromEntries(question.groupBy.map((name) => [name, row[COLUMN[name]] ?? ''])),
      families: BigInt(row['families'] ?? '0'),
    }));
  }

  /** Asked after the count: a snapshot that still has its rows now had them then. Else the count could be of half a snapshot. */
  async #refuseDropped(snapshot: string): Promise<void> {
    const { rowCount } = await this.#pool.query(
      `SELECT 1 FROM analysis_snapshots WHERE id = $1 AND status IN ('CURRENT', 'PREVIOUS')`,
      [snapshot],
    );
    if (rowCount !== 1) throw new NorenError('STATISTIC_UNAVAILABLE', `Snapshot ${snapshot} is gone.`);
  }
}

function countStatement({ groupBy }: CanonicalQuestion): string {
  const columns = groupBy.map((name) => COLUMN[name]);
  const kept = DIMENSIONS.map(({ name }, index) => `${COLUMN[name]} = ANY($${index + 2}::text[])`);
  return (
    `SELECT ${[...columns, 'count(*)::text AS families'].join(', ')} FROM analysis_families ` +
    `WHERE snapshot = $1 AND ${kept.join(' AND ')}` +
    (columns.length === 0 ? '' : ` GROUP BY ${columns.join(', ')}`)
  );
}
