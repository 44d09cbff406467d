import type { Pool } from 'pg';
import { tokyoToday } from '../../policy/lifeStage.js';

/** What the gateway does of itself, and what organisations owe it an answer to. */
export interface Waiting {
  readonly retention: {
    /** Of the last run: a code; null: it went well, or there was none. */
    readonly problem: string | null;
    /** Asia/Tokyo day of the last one that was finished, or of the first that was begun; null: none ever was. */
    readonly since: string | null;
    readonly isLate: boolean;
  };
  /** Change notices that an organisation has not acknowledged for a fortnight. */
  readonly notices: readonly { readonly organisation: string; readonly count: number; readonly since: string }[];
}

interface Row {
  readonly problem: string | null;
  readonly since: number | null;
  readonly late: boolean | null;
  readonly notices: readonly { readonly organisation: string; readonly count: number; readonly oldest: number }[];
}

/** A run is due each day; the second day without one is late. */
const STATEMENT = `
  with runs as (select * from retention_runs where not dry_run and started_at <= $1),
       last as (select coalesce(max(finished_at), min(started_at)) as since from runs)
  select (select problem from runs order by started_at desc limit 1) as problem,
         (extract(epoch from last.since) * 1000)::float8 as since, last.since < $1::timestamptz - interval '2 days' as late,
         coalesce((select json_agg(json_build_object('organisation', organisation, 'count', count, 'oldest', oldest) order by organisation)
                     from (select organisation, count(*)::int as count, (extract(epoch from min(noticed_at)) * 1000)::float8 as oldest
                             from change_notices where acknowledged_at is null and noticed_at < $1::timestamptz - interval '14 days'
                            group by 1) of_each), '[]') as notices
    from last`;

export async function readWaiting(pool: Pool, now: Date): Promise<Waiting> {
  const { rows } = await pool.query<Row>({ name: 'what waits', text: STATEMENT, values: [now] });
  const { problem, since, late, notices } = rows[0] as Row;
  return {
    retention: { problem, since: since === null ? null : tokyoToday(new Date(since)), isLate: late ?? false },
    notices: notices.map(({ oldest, ...of }) => ({ ...of, since: tokyoToday(new Date(oldest)) })),
  };
}
