import type { ClientBase } from 'pg';
import type { Target } from './progress.js';

export interface NewSnapshot extends Target {
  readonly number: number;
  readonly base: number;
  readonly now: Date;
  readonly referenceDigest: string;
  /** Families written since the base was made, this time included. */
  readonly familiesChanged: number;
  readonly seenEffects: readonly string[];
}

/**
 * Inside a transaction: the snapshot becomes the current one, the one before stays for questions under way, and an older one is
 * dropped. Gives the id, e.g. "2026-11-22.1".
 */
export async function switchSnapshot(governance: ClientBase, snapshot: NewSnapshot): Promise<string> {
  const { takenOn, number } = snapshot;
  const { rows } = await governance.query<{ sequence: number }>(
    'SELECT coalesce(max(sequence), 0) + 1 AS sequence FROM analysis_snapshots WHERE taken_on = $1',
    [takenOn],
  );
  const sequence = rows[0]?.sequence ?? 1;
  const id = `${takenOn}.${sequence}`;
  await governance.query(`UPDATE analysis_snapshots SET status = 'DROPPED' WHERE status = 'PREVIOUS'`);
  await governance.query(`UPDATE analysis_snapshots SET status = 'PREVIOUS' WHERE status = 'CURRENT'`);
  await governance.query(
    `INSERT INTO analysis_snapshots (id, number, base, taken_on, sequence, taken_at, status, bounds_hash, domains, reference_digest, families_changed)
     VALUES ($1, $2, $3, $4, $5, $6, 'CURRENT', $7, $8, $9, $10)`,
    [
      id,
      number,
      snapshot.base,
      takenOn,
      sequence,
      snapshot.now,
      snapshot.boundsHash,
      JSON.stringify(snapshot.domains),
      snapshot.referenceDigest,
      snapshot.familiesChanged,
    ],
  );
  await absorbEffects(governance, number, snapshot.seenEffects);
  return id;
}

/** What the new rows are made without need not be taken from them; from the rows of the snapshot before it must, while that lives. */
async function absorbEffects(governance: ClientBase, number: number, seen: readonly string[]): Promise<void> {
  await governance.query(
    'UPDATE analysis_effects SET absorbed_in = $1 WHERE absorbed_in IS NULL AND mark = ANY($2::bigint[])',
    [number, seen],
  );
  await governance.query('DELETE FROM analysis_effects WHERE absorbed_in < $1', [number]);
}
