import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import { readConsentStops, type ReadChildren } from './consentStops.js';
import type { Provision } from './provisionStore.js';
import type { StopCause } from './stopNotice.js';

export interface Stopped {
  readonly cause: StopCause;
  readonly since: Date;
  /** null: all that was provided. */
  readonly categories: readonly DataCategory[] | null;
}

interface Circumstances {
  readonly now: Date;
  /** The keyed reference of a subject, hexadecimal. */
  readonly keyOf: (subject: SubjectReference) => string;
  readonly readChildren: ReadChildren;
}

interface FlagRow {
  readonly kind: SubjectKind;
  readonly reference: number;
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

const REQUESTS = `select key, (extract(epoch from valid_to) * 1000)::float8 as since from register_entries
  where register = 'SERVICE_REQUEST' and superseded_at is null and key = any($1) and (ended or valid_to <= $2)`;

/** For each provision why it, or a part of it, must not go on; empty: nothing is against it. Four statements, however many provisions. */
export async function readStopCauses(
  pool: Pool,
  provisions: readonly Provision[],
  { now, keyOf, readChildren }: Circumstances,
): Promise<(provision: Provision) => readonly Stopped[]> {
  const requests = provisions.flatMap(({ serviceRequests }) => serviceRequests);
  const [flags, consentStops, ended] = await Promise.all([
    pool.query<FlagRow>(FLAGS, [now]),
    readConsentStops(pool, provisions, { now, readChildren }),
    pool.query<RequestRow>(REQUESTS, [requests, now]),
  ]);
  const flagged = new Map(flags.rows.map(({ since, ...subject }) => [keyOf(subject), new Date(since)]));
  const endOf = new Map(ended.rows.map(({ key, since }) => [key, new Date(since)]));
  return (provision) => {
    const stopped = flagged.get(provision.subjectKey);
    if (stopped !== undefined) return [{ cause: 'PROVISION_STOPPED', since: stopped, categories: null }];
    const withdrawn = consentStops(provision);
    if (withdrawn.length > 0) return withdrawn.map((stop) => ({ cause: 'CONSENT_WITHDRAWN', ...stop }));
    const over = requestEnded(provision, endOf);
    return over === null ? [] : [over];
  };
}

function requestEnded({ serviceRequests }: Provision, ends: ReadonlyMap<string, Date>): Stopped | null {
  const known = serviceRequests.flatMap((key) => ends.get(key) ?? []);
  if (serviceRequests.length === 0 || known.length < serviceRequests.length) return null;
  return { cause: 'SERVICE_ENDED', since: new Date(Math.max(...known.map((end) => end.getTime()))), categories: null };
}
