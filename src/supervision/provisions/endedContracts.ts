import type { Pool } from 'pg';
import type { StopNotice } from './stopNotice.js';

interface Row {
  readonly id: string;
  readonly contractor: string;
  readonly upstream: string | null;
  readonly stands: boolean;
  readonly since: number;
  readonly returns: boolean;
}

const STATEMENT = `
  select latest.key as id, latest.organisation as contractor, latest.payload ->> 'upstreamContract' as upstream,
         standing.id is not null and latest.payload ->> 'status' = 'ACTIVE' as stands,
         (extract(epoch from case when latest.valid_to <= $1 then latest.valid_to else latest.recorded_at end) * 1000)::float8 as since,
         latest.payload -> 'clauses' ? 'RETURN_OR_ERASE' as returns
    from register_entries latest left join register_entries_at($1) standing using (id)
   where latest.register = 'CONTRACT' and latest.superseded_at is null and latest.payload ->> 'status' <> 'DRAFT'
     and latest.valid_from <= $1`;

/**
 * Recipients whose contract ended, or the one above it: they stop, and return or erase what they have (A2(2)-r2a, A2(2)-r3a). One that
 * has another contract in force has nothing to return.
 */
export async function endedContracts(
  pool: Pool,
  { recipient, now }: { readonly recipient: string | null; readonly now: Date },
): Promise<readonly Omit<StopNotice, 'acknowledgement'>[]> {
  const { rows } = await pool.query<Row>({ name: 'contracts that ended', text: STATEMENT, values: [now] });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const ended = rows.flatMap((row) => {
    const end = endOf(row, byId, 0);
    return end === null ? [] : [{ row, since: new Date(end) }];
  });
  const goesOn = new Set(rows.filter((row) => endOf(row, byId, 0) === null).map(({ contractor }) => contractor));
  return ended
    .filter(({ row: { contractor } }) => !goesOn.has(contractor) && (recipient === null || contractor === recipient))
    .map(({ row: { id, contractor, returns }, since }) => ({
      key: `CONTRACT_ENDED/${contractor}/${id}/${since.getTime()}`,
      cause: 'CONTRACT_ENDED',
      recipient: contractor,
      since,
      obligations: returns ? ['STOP_USE', 'RETURN_OR_ERASE'] : ['STOP_USE'],
      about: null,
    }));
}

/** A chain has three links at most (A2(2)-r3b). */
const LONGEST_CHAIN = 3;

/** When it ended, or the link above it, whichever is first; null: it goes on. */
function endOf(row: Row, byId: ReadonlyMap<string, Row>, depth: number): number | null {
  const own = row.stands ? null : row.since;
  const above = row.upstream === null || depth >= LONGEST_CHAIN ? undefined : byId.get(row.upstream);
  const upper = above === undefined ? null : endOf(above, byId, depth + 1);
  if (own === null || upper === null) return own ?? upper;
  return Math.min(own, upper);
}
