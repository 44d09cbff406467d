import type { ClientBase, Pool } from 'pg';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { Policy, VolumeLimit } from '../../policy/policy.js';
import { volumeLimits } from './volumeLimits.js';

export interface VolumeUse extends VolumeLimit {
  /** Subjects disclosed within the days, since the last suspension was lifted. */
  readonly used: number;
}

/** Lifting a suspension begins the count anew; the number of the entry's version tells before from after. */
export const COUNTING_SINCE = `coalesce((select max(version) from register_entries
  where register = 'SUSPENSION' and key = $1 and ended), 0)`;

const STATEMENT = `
  with limits as (
    select * from jsonb_to_recordset($2::jsonb) as of_policy (subjects bigint, days int)
    union
    select (payload #>> '{volumeLimit,subjects}')::bigint, (payload #>> '{volumeLimit,days}')::int
      from register_entries_at($3::timestamptz)
     where register = 'CONTRACT' and organisation = $1 and payload ->> 'status' = 'ACTIVE' and payload -> 'volumeLimit' <> 'null'
  )
  select limits.subjects::float8 as subjects, limits.days,
         coalesce((select sum(v.subjects) from recipient_volumes v
                    where v.organisation = $1 and v.since = ${COUNTING_SINCE} and v.day > $4::date - limits.days), 0)::float8 as used
    from limits order by limits.days, limits.subjects`;

/** Each limit of a recipient, by the policy and by its contracts, and what is used of it. */
export async function readVolumes(
  client: Pool | ClientBase,
  organisation: string,
  { policy, now }: { readonly policy: Policy; readonly now: Date },
): Promise<readonly VolumeUse[]> {
  const limits = JSON.stringify(volumeLimits(policy, organisation));
  const values = [organisation, limits, now.toISOString(), tokyoToday(now)];
  const { rows } = await client.query<VolumeUse>({ name: 'volumes of a recipient', text: STATEMENT, values });
  return rows;
}
