import { lifeStageSql } from '../../disclosure/lifeStageSql.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { sameSubject } from '../../policy/sameSubject.js';
import type { RecordedConsentEvent } from '../../registry/consentReads.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { activeOn } from '../../sources/club/activeOn.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import { as27560, type Recording } from './as27560.js';
import type { Consent } from './Consent.js';
import { isDeceased } from './isDeceased.js';
import { consentMeaning, hasEnded, isYes } from './consentMeaning.js';
import type { ConsentStanding } from './ConsentStanding.js';
import { consentStandings } from './consentStandings.js';

export interface Publishing {
  /** For who answers for protection: whose word each is. @default false, since a word is read beside a family's quarrel as well */
  readonly namesGivers?: boolean;
}

/** All that is recorded about these persons, oldest first; nothing of whoever is erased. */
export async function consentsOf(
  context: RequestContext,
  subjects: readonly SubjectReference[],
  { namesGivers = false }: Publishing = {},
): Promise<Consent[]> {
  const found = await context.environment.consents.recordsOf(subjects.filter((each) => !isErased(context, each)));
  const standings = await consentStandings(context, found);
  const events = await context.environment.consents.eventsOf(found.map(({ id }) => id));
  nameSubjects(
    context,
    'Consent.subjectId',
    found.flatMap(({ subject, giver }) => (namesGivers ? [subject, giver] : [subject])),
  );
  return found.map((consent) =>
    shown(context, consent, {
      standing: standings.get(consent.id) ?? [],
      events: events.get(consent.id) ?? [],
      namesGivers,
    }),
  );
}

/** The caller, and the children below 18 that a guardian speaks for; nobody once the caller is erased or has died. */
export async function subjectsInCare(context: RequestContext): Promise<readonly SubjectReference[]> {
  const { subject, roles } = context.caller;
  if (subject === undefined || (await isDeceased(context, subject))) return [];
  const children =
    subject.kind === 'GUARDIAN' && roles.includes('SELF_GUARDIAN')
      ? await childrenInCare(context, subject.reference)
      : [];
  return [subject, ...children].filter((each) => !isErased(context, each));
}

function isErased(context: RequestContext, { kind, reference }: SubjectReference): boolean {
  return context.flaggedWith('ERASED', kind).includes(reference);
}

async function childrenInCare(context: RequestContext, guardian: number) {
  const { rows } = await context.environment.sources.club.pool.query<{ child_id: number }>(
    `SELECT l.child_id FROM guardian_links l JOIN children c ON c.id = l.child_id
      WHERE l.guardian_id = $1 AND ${activeOn('l', 'started_on', '$2::date')} AND NOT l.harm_flag
        AND ${lifeStageSql('c.birth_date', 'c.deceased_on', '$2::date')} NOT IN ('ADULT', 'DECEASED') ORDER BY l.child_id`,
    [guardian, context.today],
  );
  return rows.map((row) => ({ kind: 'CHILD_PARTICIPANT' as const, reference: row.child_id }));
}

export async function published(context: RequestContext, consent: RegisteredConsent): Promise<Consent> {
  const all = await context.environment.consents.recordsOf([consent.subject]);
  const standing = (await consentStandings(context, all)).get(consent.id) ?? [];
  const events = await context.environment.consents.eventsOf([consent.id]);
  return shown(context, consent, { standing, events: events.get(consent.id) ?? [] });
}

interface Known extends Publishing {
  readonly standing: readonly ConsentStanding[];
  readonly events: readonly RecordedConsentEvent[];
}

function shown(context: RequestContext, consent: RegisteredConsent, { standing, events, namesGivers }: Known): Consent {
  const { subject, giver } = consent;
  const on = isYes(consent) && !hasEnded(consent, context.today);
  const counts = standing.some(({ stands }) => stands);
  return {
    id: consent.id,
    subjectKind: subject.kind,
    subjectId: subjectId(context, subject),
    givenAs: giver.relation,
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: consent.categories,
    state: consent.state,
    decidedAt: consent.decidedAt.toISOString(),
    validUntil: consent.validUntil,
    textVersion: consent.textVersion,
    language: consent.language,
    on,
    counts,
    standing,
    meaning: consentMeaning(consent, { on, counts, policy: context.policy, language: context.language }),
    record: as27560(consent, events, recordingOf(context, subject, namesGivers)),
  };
}

/** Named are the reader and whom it is about: which other guardian spoke, the record does not tell them. */
function recordingOf(context: RequestContext, subject: SubjectReference, namesGivers = false): Recording {
  const { caller, policy } = context;
  const known = [subject, ...(caller.subject === undefined ? [] : [caller.subject])];
  return {
    policy,
    subjectId: subjectId(context, subject),
    idOf: (person: SubjectReference) =>
      namesGivers || known.some((each) => sameSubject(each, person)) ? subjectId(context, person) : null,
  };
}
