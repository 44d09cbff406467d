import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { Provision } from './provisionStore.js';
import type { StopCause } from './stopNotice.js';

export interface Stopped {
  readonly cause: StopCause;
  readonly since: Date;
}

interface Circumstances {
  readonly now: Date;
  /** The keyed reference of a subject, hexadecimal. */
  readonly keyOf: (subject: SubjectReference) => string;
}

interface FlagRow {
  readonly kind: SubjectKind;
  readonly reference: number;
  readonly since: number;
}

interface ConsentRow {
  readonly id: string;
  readonly valid: boolean;
  readonly since: number;
}

interface RequestRow {
  readonly key: string;
  readonly since: number;
}

/** Whoever had the use or the provision stopped, and who was erased. */
const FLAGS = `select subject_kind as kind, subject_reference as reference, (extract(epoch from min(recorded_at)) * 1000)::float8 as since
  from register_entries_at($1) where register = 'SUBJECT_FLAG' and payload ->> 'flag' in ('STOP_USE', 'STOP_PROVISION', 'ERASED')
 group by 1, 2`;

/** A consent counts no more when it was taken back, has run out, or when another giver said no to the same. */
const CONSENTS = `
  select c.id, c.state in ('GIVEN', 'RENEWED') and (c.valid_until is null or c.valid_until >= $2::date) and refused.at is null as valid,
         (extract(epoch from coalesce(refused.at, case when c.state in ('GIVEN', 'RENEWED')
            then ((c.valid_until + 1)::timestamp at time zone 'Asia/Tokyo') else c.decided_at end, c.decided_at)) * 1000)::float8 as since
    from consents c
    left join lateral (
      select min(r.decided_at) as at from consents r
       where r.subject_kind = c.subject_kind and r.subject_reference = c.subject_reference and r.purpose = c.purpose
         and r.recipient = c.recipient and r.state = 'REFUSED' and r.categories && c.categories
    ) refused on true
   where c.id = any($1::uuid[])`;

const REQUESTS = `select key, (extract(epoch from valid_to) * 1000)::float8 as since from register_entries
  where register = 'SERVICE_REQUEST' and superseded_at is null and key = any($1) and (ended or valid_to <= $2)`;

/** For each provision why it must not go on; null: nothing is against it. Three statements, however many provisions. */
export async function readStopCauses(
  pool: Pool,
  provisions: readonly Provision[],
  { now, keyOf }: Circumstances,
): Promise<(provision: Provision) => Stopped | null> {
  const consentIds = provisions.flatMap(({ consents }) => consents.map(({ id }) => id));
  const requests = provisions.flatMap(({ serviceRequests }) => serviceRequests);
  const [flags, consents, ended] = await Promise.all([
    pool.query<FlagRow>(FLAGS, [now]),
    pool.query<ConsentRow>(CONSENTS, [consentIds, tokyoToday(now)]),
    pool.query<RequestRow>(REQUESTS, [requests, now]),
  ]);
  const flagged = new Map(flags.rows.map(({ since, ...subject }) => [keyOf(subject), new Date(since)]));
  const consentOf = new Map(consents.rows.map((row) => [row.id, row]));
  const endOf = new Map(ended.rows.map(({ key, since }) => [key, new Date(since)]));
  return (provision) => {
    const stopped = flagged.get(provision.subjectKey);
    if (stopped !== undefined) return { cause: 'PROVISION_STOPPED', since: stopped };
    return withdrawn(provision, consentOf) ?? requestEnded(provision, endOf);
  };
}

/** All that the provision rested on is gone; what is not on record any more is gone since the provision. */
function withdrawn({ consents, providedAt }: Provision, known: ReadonlyMap<string, ConsentRow>): Stopped | null {
  const rows = consents.map(({ id }) => known.get(id));
  if (rows.some((row) => row?.valid === true)) return null;
  const since = Math.max(providedAt.getTime(), ...rows.map((row) => row?.since ?? 0));
  return { cause: 'CONSENT_WITHDRAWN', since: new Date(since) };
}

function requestEnded({ serviceRequests }: Provision, ends: ReadonlyMap<string, Date>): Stopped | null {
  const known = serviceRequests.flatMap((key) => ends.get(key) ?? []);
  if (serviceRequests.length === 0 || known.length < serviceRequests.length) return null;
  return { cause: 'SERVICE_ENDED', since: new Date(Math.max(...known.map((end) => end.getTime()))) };
}
