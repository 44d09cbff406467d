import { readCallers } from '../../audit/reads/readCallers.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { sameSubject } from '../../policy/sameSubject.js';
import type { ConsentRequestPayload } from '../../registry/registers/consentRequest.js';
import type { IncidentPayload } from '../../registry/registers/incident.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import { activeOn } from '../../sources/club/activeOn.js';
import { consentAddressees } from '../consents/consentAddressees.js';
import { ageOfChild, isActiveGuardian, MAJORITY, needsKept } from '../consents/consentParties.js';
import { needsLiving } from '../consents/isDeceased.js';
import type { RequestContext } from '../context.js';

type Payload = Readonly<Record<string, unknown>>;
type Complete = (context: RequestContext, payload: Payload) => Promise<Payload>;

/** What the club's tables and the audit log add to what was said, by register: guardians, ages, whom an incident concerns. */
export const CLUB_KNOWLEDGE: Readonly<Record<string, Complete>> = {
  BREAK_GLASS: async (context, payload) => {
    return { ...payload, guardians: await guardiansOf(context, payload['subject'] as SubjectReference) };
  },
  SERVICE_REQUEST: async (context, payload) => {
    const own = context.caller.subject;
    const about = payload['subject'] as SubjectReference;
    const requestedBy = own ?? (payload['requestedBy'] as SubjectReference);
    const isDesk = own === undefined && context.caller.roles.includes('CONSULTATION_DESK');
    if (isDesk) await needsSpeaker(context, about, requestedBy);
    else await needsOwn(context, about);
    return { ...payload, requestedBy, requesterAge: await ageOf(context, requestedBy) };
  },
  RIGHTS_CASE: async (context, payload) => {
    const [about, by] = [payload['subject'], payload['requestedBy'] ?? null] as [
      SubjectReference,
      SubjectReference | null,
    ];
    return { ...payload, actingAs: await actingAs(context, about, by) };
  },
  CONSENT_REQUEST: async (context, payload) => {
    const { subject, addressee, purpose } = payload as unknown as ConsentRequestPayload;
    needsKept(context, subject);
    const whose = await consentAddressees(context, subject, purpose);
    return {
      ...payload,
      competent: whose.some((each) => sameSubject(each, addressee)) ? 'COMPETENT' : 'NOT_COMPETENT',
    };
  },
  SUBJECT_FLAG: async (_context, payload) => {
    if (payload['flag'] === 'ERASED') refuseHandMadeErasure();
    return payload;
  },
  AUDIT_REPORT: async (context, payload) => {
    await needsOthersWork(context, payload['sample'] as readonly number[]);
    return payload;
  },
  INCIDENT: async ({ environment }, payload) => {
    const hole = { organisations: [], categories: [], coordinates: [], policyVersion: null, ...payload };
    return { ...payload, ...(await environment.supervision.incidents.measure(hole as unknown as IncidentPayload)) };
  },
  STOP_ACKNOWLEDGEMENT: async (context, payload) => {
    await needsOpenNotice(context, payload['notice']);
    return payload;
  },
};

/** The flag alone would say "erased" of data that are all there. */
function refuseHandMadeErasure(): never {
  const rule = 'an erasure raises this flag, and does the rest: answerRequest of a request to erase (A6-3d)';
  throw new NorenError('REFUSED', `NOT_YOUR_FLAG: ${rule}`, { reason: 'NOT_YOUR_FLAG' });
}

/** The audit log knows who did what is looked at, whatever the report says (A9-1). @throws NorenError BAD_INPUT, REFUSED */
async function needsOthersWork({ environment, caller }: RequestContext, sample: readonly number[]): Promise<void> {
  const { log, pool } = environment.audit;
  const callers = await readCallers(pool, sample);
  const missing = sample.find((index) => !callers.has(index));
  if (missing !== undefined)
    throw new NorenError('BAD_INPUT', `sample ${missing}: there is no such entry of the audit log`);
  if ([...callers.values()].includes(log.personOf(caller.subjectId))) {
    throw new NorenError('REFUSED', 'AUDITOR_NOT_INDEPENDENT: nobody audits what they did themselves (A9-1)', {
      reason: 'AUDITOR_NOT_INDEPENDENT',
    });
  }
}

/** @throws NorenError BAD_INPUT alike for another organisation's notice and for none */
async function needsOpenNotice({ environment, caller, now }: RequestContext, key: unknown): Promise<void> {
  const own = await environment.supervision.stopNotices({ recipient: caller.organisation, now });
  const open = own.some((notice) => notice.key === key && notice.acknowledgement === null);
  if (!open) throw new NorenError('BAD_INPUT', 'notice: there is no such open notice');
}

/** @throws NorenError REFUSED unless it is the caller, or a child in the caller's care, who is no grown-up yet */
export async function needsOwn(context: RequestContext, about: SubjectReference): Promise<void> {
  const own = context.caller.subject;
  if (own !== undefined) await needsLiving(context, own);
  if (own !== undefined && sameSubject(own, about)) return;
  const isChild = own?.kind === 'GUARDIAN' && about.kind === 'CHILD_PARTICIPANT';
  if (isChild && (await isActiveGuardian(context, own.reference, about.reference))) {
    const age = await ageOf(context, about);
    if (age === null || age < MAJORITY) return;
  }
  throw new NorenError('REFUSED', 'NOT_OWN_DATA: neither the caller nor a child in their care (A6-2).', {
    reason: 'NOT_OWN_DATA',
  });
}

/** The desk writes down who came: the person, or a guardian who speaks for the child today (A4-4a). @throws NorenError REFUSED */
async function needsSpeaker(context: RequestContext, about: SubjectReference, by: SubjectReference): Promise<void> {
  if ((await actingAs(context, about, by)) !== 'AGENT') return;
  throw new NorenError('REFUSED', 'NOT_OWN_DATA: neither the person nor who speaks for the child (A4-4a).', {
    reason: 'NOT_OWN_DATA',
  });
}

/**
 * What a guardian asked for a child is done while they speak for the child, and not after.
 * @throws NorenError REFUSED
 */
export async function needsStillSpeaking(
  context: RequestContext,
  { subject, requestedBy, actingAs: was }: RightsCasePayload,
): Promise<void> {
  if (was !== 'GUARDIAN' || (await actingAs(context, subject, requestedBy)) === 'GUARDIAN') return;
  throw new NorenError('REFUSED', 'NOT_OWN_DATA: who asked does not speak for the child any more (A6-2).', {
    reason: 'NOT_OWN_DATA',
  });
}

/** A guardian with an active link speaks for a child below 18; everybody else who is not the person is an agent (APPI 37(3)). */
async function actingAs(
  context: RequestContext,
  about: SubjectReference,
  by: SubjectReference | null,
): Promise<'SELF' | 'GUARDIAN' | 'AGENT'> {
  if (by === null) return 'AGENT';
  if (sameSubject(about, by)) return 'SELF';
  if (
    by.kind !== 'GUARDIAN' ||
    !(await guardiansOf(context, about)).some(({ reference }) => reference === by.reference)
  )
    return 'AGENT';
  const age = await ageOf(context, about);
  return age !== null && age < MAJORITY ? 'GUARDIAN' : 'AGENT';
}

async function guardiansOf(context: RequestContext, about: SubjectReference): Promise<readonly SubjectReference[]> {
  if (about.kind !== 'CHILD_PARTICIPANT') return [];
  const { rows } = await context.environment.sources.club.pool.query<{ guardian_id: number }>(
    `SELECT DISTINCT l.guardian_id FROM guardian_links l
      WHERE l.child_id = $1 AND ${activeOn('l', 'started_on', '$2::date')} AND NOT l.harm_flag ORDER BY 1`,
    [about.reference, context.today],
  );
  return rows.map((row) => ({ kind: 'GUARDIAN', reference: row.guardian_id }));
}

/** Full years of a child; null of anybody else, and where the birth date is not known. */
async function ageOf(context: RequestContext, { kind, reference }: SubjectReference): Promise<number | null> {
  return kind === 'CHILD_PARTICIPANT' ? ageOfChild(context, reference) : null;
}
