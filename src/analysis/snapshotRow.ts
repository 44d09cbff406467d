import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import type { Domains } from './domains.js';

/** A snapshot that can be asked. */
export interface LivingSnapshot {
  readonly id: string;
  readonly number: number;
  readonly base: number;
  readonly takenOn: string;
  readonly boundsHash: string;
  readonly domains: Domains;
}

const COLUMNS = `id, number, base, taken_on::text AS "takenOn", bounds_hash AS "boundsHash", domains`;

/** @throws NorenError STATISTIC_UNAVAILABLE */
export async function currentSnapshot(pool: Pool): Promise<LivingSnapshot> {
  const { rows } = await pool.query<LivingSnapshot>(
    `SELECT ${COLUMNS} FROM analysis_snapshots WHERE status = 'CURRENT'`,
  );
  const [current] = rows;
  if (current !== undefined) return current;
  throw new NorenError(
    'STATISTIC_UNAVAILABLE',
    'statistics: no snapshot has been taken yet. Run `npm run -s noren -- analysis refresh`.',
  );
}

/** @throws NorenError STATISTIC_UNAVAILABLE when it was dropped, or never was */
export async function livingSnapshot(pool: Pool, id: string): Promise<LivingSnapshot> {
  const { rows } = await pool.query<LivingSnapshot>(
    `SELECT ${COLUMNS} FROM analysis_snapshots WHERE id = $1 AND status IN ('CURRENT', 'PREVIOUS')`,
    [id],
  );
  return rows[0] ?? refuseDropped(id);
}

export function refuseDropped(id: string, cause?: unknown): never {
  throw new NorenError('STATISTIC_UNAVAILABLE', `Snapshot ${id} is gone.`, {}, { cause });
}
