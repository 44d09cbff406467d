import type { Pool } from 'pg';
import type { ConsentRecord, ConsentState, SubjectReference } from '../policy/consentRecord.js';
import type { Purpose, SubjectKind } from '../policy/vocabulary.js';
import type { ConsentEvent } from './entities/ConsentEvent.js';

/** By subject kind and row key; a subject of whom nothing is recorded is not there. Records are in no particular order. */
export type ConsentsBySubject = ReadonlyMap<SubjectKind, ReadonlyMap<number, readonly ConsentRecord[]>>;

/** A record, whom it is about, and what the giver was shown. */
export interface SaidConsent extends ConsentRecord {
  readonly subject: SubjectReference;
  readonly textVersion: string;
  /** Of that text. */
  readonly language: string;
}

/** One step of the life of a consent. */
export interface RecordedConsentEvent {
  readonly type: ConsentEvent['eventType'];
  /** From here on. */
  readonly state: ConsentState;
  readonly actor: SubjectReference;
  readonly channel: string;
  /** Of a yes, as it was said then. */
  readonly validUntil: string | null;
  readonly at: Date;
}

/** One row of `CONSENT_COLUMNS`. */
export interface ConsentRow {
  readonly id: string;
  readonly subject_kind: SubjectKind;
  readonly subject_reference: number;
  readonly giver_kind: SubjectKind;
  readonly giver_reference: number;
  readonly giver_relation: ConsentRecord['giver']['relation'];
  readonly giver_age_at_event: number | null;
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly categories: ConsentRecord['categories'];
  readonly state: ConsentRecord['state'];
  readonly decided_at_ms: number;
  readonly valid_until: string | null;
  readonly text_version: string;
  readonly language: string;
}

// Instants and days leave the database as a number and a text: whatever parsers the pool has, no time zone can move them.
export const CONSENT_COLUMNS = `id, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation, giver_age_at_event, purpose,
  recipient, categories, state, (extract(epoch from decided_at) * 1000)::float8 as decided_at_ms, valid_until::text, text_version, language`;

const OF_SUBJECTS = `select ${CONSENT_COLUMNS} from (select distinct * from unnest($1::text[], $2::int[])) as asked (kind, reference)
  join consents on subject_kind = asked.kind and subject_reference = asked.reference and purpose = $3 and recipient = $4`;

const ABOUT_SUBJECTS = `select ${CONSENT_COLUMNS} from unnest($1::text[], $2::int[]) as asked (kind, reference)
  join consents on subject_kind = asked.kind and subject_reference = asked.reference order by decided_at, id`;

const OF_RECIPIENT = `select ${CONSENT_COLUMNS} from consents where purpose = $1 and recipient = $2`;

/** One statement, also for no subject at all: round trips never depend on the data. */
export async function readConsentsOf(
  pool: Pool,
  subjects: readonly SubjectReference[],
  purpose: Purpose,
  recipient: string,
): Promise<ConsentsBySubject> {
  const kinds = subjects.map(({ kind }) => kind);
  const references = subjects.map(({ reference }) => reference);
  const { rows } = await pool.query<ConsentRow>({
    name: 'consents of subjects',
    text: OF_SUBJECTS,
    values: [kinds, references, purpose, recipient],
  });
  return grouped(rows);
}

const STANDING = `select ${CONSENT_COLUMNS} from consents
  where state in ('GIVEN', 'RENEWED') and ($1::uuid is null or id > $1) order by id limit $2`;

/** Every yes that no step has ended, a page by their ids. One statement. */
export async function readStandingConsents(
  pool: Pool,
  after: string | null,
  limit: number,
): Promise<readonly SaidConsent[]> {
  const { rows } = await pool.query<ConsentRow>({ name: 'standing consents', text: STANDING, values: [after, limit] });
  return rows.map(saidOf);
}

/** All that is recorded about these subjects, whatever the purpose and recipient, oldest first. One statement. */
export async function readConsentsAbout(
  pool: Pool,
  subjects: readonly SubjectReference[],
): Promise<readonly SaidConsent[]> {
  const kinds = subjects.map(({ kind }) => kind);
  const references = subjects.map(({ reference }) => reference);
  const { rows } = await pool.query<ConsentRow>({
    name: 'consents about subjects',
    text: ABOUT_SUBJECTS,
    values: [kinds, references],
  });
  return rows.map(saidOf);
}

function saidOf(row: ConsentRow): SaidConsent {
  return {
    ...recordOf(row),
    subject: { kind: row.subject_kind, reference: row.subject_reference },
    textVersion: row.text_version,
    language: row.language,
  };
}

interface EventRow {
  readonly consent_id: string;
  readonly event_type: RecordedConsentEvent['type'];
  readonly event_state: ConsentState;
  readonly actor_kind: SubjectKind;
  readonly actor_reference: number;
  readonly channel: string;
  readonly valid_until: string | null;
  readonly occurred_at_ms: number;
}

// In the order of writing: gateways' clocks may differ, and a consent is locked while it is changed.
const EVENTS_OF = `select consent_id, event_type, event_state, actor_kind, actor_reference, channel, valid_until::text,
  (extract(epoch from occurred_at) * 1000)::float8 as occurred_at_ms from consent_events where consent_id = any($1::uuid[]) order by id`;

/** The history of these consents by their ids, oldest first. One statement, also for none. */
export async function readConsentEvents(
  pool: Pool,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RecordedConsentEvent[]>> {
  const { rows } = await pool.query<EventRow>({ name: 'consent events', text: EVENTS_OF, values: [consentIds] });
  const events = new Map<string, RecordedConsentEvent[]>();
  for (const row of rows) {
    const { event_type: type, event_state: state, channel } = row;
    const actor = { kind: row.actor_kind, reference: row.actor_reference };
    const event = { type, state, actor, channel, validUntil: row.valid_until, at: new Date(row.occurred_at_ms) };
    events.set(row.consent_id, [...(events.get(row.consent_id) ?? []), event]);
  }
  return events;
}

/** Every subject of whom anything is recorded for this purpose and recipient. One statement. */
export async function readConsentsFor(pool: Pool, purpose: Purpose, recipient: string): Promise<ConsentsBySubject> {
  const { rows } = await pool.query<ConsentRow>({
    name: 'consents for a recipient',
    text: OF_RECIPIENT,
    values: [purpose, recipient],
  });
  return grouped(rows);
}

function grouped(rows: readonly ConsentRow[]): ConsentsBySubject {
  const kinds = new Map<SubjectKind, Map<number, ConsentRecord[]>>();
  for (const row of rows) {
    const subjects = kinds.get(row.subject_kind) ?? new Map<number, ConsentRecord[]>();
    const records = subjects.get(row.subject_reference) ?? [];
    records.push(recordOf(row));
    kinds.set(row.subject_kind, subjects.set(row.subject_reference, records));
  }
  return kinds;
}

export function recordOf(row: ConsentRow): ConsentRecord {
  return {
    id: row.id,
    giver: {
      kind: row.giver_kind,
      reference: row.giver_reference,
      relation: row.giver_relation,
      ageAtEvent: row.giver_age_at_event,
    },
    purpose: row.purpose,
    recipient: row.recipient,
    categories: row.categories,
    state: row.state,
    decidedAt: new Date(row.decided_at_ms),
    validUntil: row.valid_until,
  };
}
