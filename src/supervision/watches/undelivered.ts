import type { Pool } from 'pg';
import { tokyoToday } from '../../policy/lifeStage.js';

/** Works of the rights of persons that stand at one step for one reason; of nobody in particular. */
export interface Undelivered {
  readonly work: string;
  readonly step: string;
  readonly state: 'PENDING' | 'CONFLICT';
  /** A code. */
  readonly problem: string;
  readonly count: number;
  /** Asia/Tokyo day of the oldest. */
  readonly since: string;
}

type Row = Omit<Undelivered, 'since'> & { readonly oldest: number };

/**
 * The first step that is open of each work that hangs for a day, and corrections in conflict. What a legal hold keeps waits rightly. A conflict is over
 * with a later correction of the same item, or with the person's erasure.
 */
export async function readUndelivered(pool: Pool, now: Date): Promise<readonly Undelivered[]> {
  const { rows } = await pool.query<Row>({
    name: 'rights that are not delivered',
    text: `WITH open AS (
             SELECT DISTINCT ON (work_id) s.* FROM right_steps s WHERE s.state IN ('PENDING', 'CONFLICT') ORDER BY work_id, id)
           SELECT o.work, o.step, o.state, coalesce(o.problem, 'UNTRIED') AS problem, count(*)::int AS count, 
                  (extract(epoch from min(o.asked_at)) * 1000)::float8 AS oldest
             FROM open o LEFT JOIN corrections c ON c.id = o.work_id
            WHERE CASE o.state
                  WHEN 'PENDING' THEN o.asked_at < $1::timestamptz - interval '1 day' AND o.problem IS DISTINCT FROM 'LEGAL_HOLD'
                  ELSE c.id IS NOT NULL
                   AND NOT EXISTS (SELECT FROM corrections later
                                    WHERE (later.subject_kind, later.subject_reference, later.category) = (c.subject_kind, c.subject_reference, c.category)
                                      AND later.recorded_at > c.recorded_at)
                   AND NOT EXISTS (SELECT FROM erasures e
                                    WHERE (e.subject_kind, e.subject_reference) = (c.subject_kind, c.subject_reference)) END
            GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
    values: [now],
  });
  return rows.map(({ oldest, ...row }) => ({ ...row, since: tokyoToday(new Date(oldest)) }));
}
