import type { Pool } from 'pg';
import { activeOn } from './activeOn.js';

/** Of a guardian and a child. `counts`: a link is active on the day and carries no harm flag; `harm`: some link carries one. */
export interface LinkStanding {
  readonly linked: boolean;
  readonly counts: boolean;
  readonly harm: boolean;
}

/** `today`: in Asia/Tokyo, YYYY-MM-DD. */
export async function linkStanding(
  pool: Pool,
  { guardian, child }: { readonly guardian: number; readonly child: number },
  today: string,
): Promise<LinkStanding> {
  const { rows } = await pool.query<LinkStanding>(
    `SELECT count(*) > 0 AS linked, coalesce(bool_or(${activeOn('l', 'started_on', '$3::date')} AND NOT l.harm_flag), false) AS counts,
            coalesce(bool_or(l.harm_flag), false) AS harm
       FROM guardian_links l WHERE l.guardian_id = $1 AND l.child_id = $2`,
    [guardian, child, today],
  );
  return rows[0] ?? { linked: false, counts: false, harm: false };
}
