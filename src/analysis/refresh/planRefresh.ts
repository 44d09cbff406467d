import type { ClientBase } from 'pg';
import type { Target } from './progress.js';

/** The snapshot that the next one would be added to. */
export interface CurrentSnapshot {
  readonly number: number;
  readonly base: number;
  /** Families written since the base was made. */
  readonly familiesChanged: number;
}

export type RefreshPlan =
  { readonly kind: 'FULL'; readonly why: string } | { readonly kind: 'INCREMENTAL'; readonly current: CurrentSnapshot };

interface CurrentRow extends CurrentSnapshot {
  readonly same: boolean;
  readonly same_reference: boolean;
  readonly unfinished: boolean;
}

/** Whether the current snapshot's rows can be added to. Asks nothing about families. */
export async function planRefresh(
  governance: ClientBase,
  {
    target,
    referenceDigest,
    full,
  }: { readonly target: Target; readonly referenceDigest: string; readonly full: boolean },
): Promise<RefreshPlan> {
  const { rows } = await governance.query<CurrentRow>(
    `SELECT number, base, families_changed AS "familiesChanged", bounds_hash = $1 AND domains = $2::jsonb AS same,
            reference_digest = $3 AS same_reference, EXISTS (SELECT FROM analysis_refreshes WHERE taken_on = $4) AS unfinished
     FROM analysis_snapshots WHERE status = 'CURRENT'`,
    [target.boundsHash, JSON.stringify(target.domains), referenceDigest, target.takenOn],
  );
  const [current] = rows;
  if (current === undefined) return { kind: 'FULL', why: 'there is no snapshot yet' };
  if (full) return { kind: 'FULL', why: 'it was asked for' };
  if (!current.same) return { kind: 'FULL', why: 'the bounds or the domains are not those of the current snapshot' };
  if (!current.same_reference)
    return { kind: 'FULL', why: 'courses, categories, areas or campaigns lie elsewhere in their domains' };
  if (current.unfinished) return { kind: 'FULL', why: 'a full one of today broke off' };
  return { kind: 'INCREMENTAL', current };
}
