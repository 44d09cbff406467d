import { randomUUID } from 'node:crypto';
import { LockMode, type SqlEntityManager } from '@mikro-orm/postgresql';
import { NorenError } from '../errors.js';
import type { ConsentState, SubjectReference } from '../policy/consentRecord.js';
import type { ConsentChange } from './changeRecord.js';
import type { Granting } from './consentInput.js';
import type { SaidConsent } from './consentReads.js';
import { Consent } from './entities/Consent.js';
import { ConsentEvent, type ConsentStep } from './entities/ConsentEvent.js';

/** The names of the record's fields, as ISO/IEC TS 27560:2023 has them. */
export const CONSENT_SCHEMA_VERSION = '27560:2023';

interface Insertion extends Granting {
  readonly state: ConsentState;
  readonly type: ConsentStep;
  readonly now: Date;
  readonly decidedAt: Date;
}

/**
 * Of a giver the last word counts: what is said now comes after what they said before of the same person, also where the gateway that wrote
 * that down has a clock that is ahead.
 */
export async function afterLastWord(
  manager: SqlEntityManager,
  { subject, giver }: Pick<Granting, 'subject' | 'giver'>,
  now: Date,
): Promise<Date> {
  const rows: readonly { readonly last: number | null }[] = await manager.execute(
    `select (extract(epoch from max(decided_at)) * 1000)::float8 as last from consents
      where subject_kind = ? and subject_reference = ? and giver_kind = ? and giver_reference = ?`,
    [subject.kind, subject.reference, giver.kind, giver.reference],
  );
  const last = rows[0]?.last ?? null;
  return last === null || last <= now.getTime() ? now : new Date(Math.floor(Number(last)) + 1);
}

export function insert(
  manager: SqlEntityManager,
  { subject, giver, state, type, now, decidedAt, ...said }: Insertion,
): SaidConsent {
  const consent = manager.create(Consent, {
    id: randomUUID(),
    schemaVersion: CONSENT_SCHEMA_VERSION,
    subjectKind: subject.kind,
    subjectReference: subject.reference,
    giverKind: giver.kind,
    giverReference: giver.reference,
    giverRelation: giver.relation,
    giverAgeAtEvent: giver.ageAtEvent,
    purpose: said.purpose,
    recipient: said.recipient,
    categories: [...said.categories],
    textVersion: said.textVersion,
    language: said.language,
    channel: said.channel,
    state,
    decidedAt,
    validUntil: said.validUntil,
    createdAt: now,
  });
  manager.persist([consent, eventOf(manager, consent, { type, actor: giver, channel: said.channel, now })]);
  return registered(consent);
}

interface Step {
  readonly type: ConsentStep;
  readonly actor: SubjectReference;
  readonly channel: string;
  readonly now: Date;
}

export function eventOf(
  manager: SqlEntityManager,
  consent: Consent,
  { type, actor, channel, now }: Step,
): ConsentEvent {
  return manager.create(ConsentEvent, {
    consent,
    eventType: type,
    eventState: consent.state,
    actorKind: actor.kind,
    actorReference: actor.reference,
    channel,
    textVersion: consent.textVersion,
    categories: [...consent.categories],
    validUntil: isYes(consent.state) ? consent.validUntil : null,
    occurredAt: now,
  });
}

export function changeOf({
  consent,
  eventType,
  eventState,
  actorKind,
  actorReference,
  channel,
  occurredAt,
}: ConsentEvent): ConsentChange {
  return {
    consent: { ...registered(consent), state: eventState },
    step: eventType,
    by: { kind: actorKind, reference: actorReference },
    channel,
    now: occurredAt,
  };
}

/** The row is locked: two withdrawals at once are one withdrawal and one refusal of the second. */
export async function locked(
  manager: SqlEntityManager,
  consentId: string,
  states: readonly ConsentState[],
): Promise<Consent> {
  const consent = isUuid(consentId)
    ? await manager.findOne(Consent, { id: consentId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    : null;
  if (consent === null) throw new NorenError('BAD_INPUT', 'consentId: there is no such consent');
  if (!states.includes(consent.state)) {
    const message = `consentId: the consent is ${consent.state}; only a given one can be withdrawn or renewed`;
    throw new NorenError('BAD_INPUT', message, { state: consent.state });
  }
  return consent;
}

export function registered(consent: Consent): SaidConsent {
  return {
    id: consent.id,
    subject: { kind: consent.subjectKind, reference: consent.subjectReference },
    giver: {
      kind: consent.giverKind,
      reference: consent.giverReference,
      relation: consent.giverRelation,
      ageAtEvent: consent.giverAgeAtEvent,
    },
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: [...consent.categories],
    state: consent.state,
    decidedAt: consent.decidedAt,
    validUntil: consent.validUntil,
    textVersion: consent.textVersion,
    language: consent.language,
  };
}

function isYes(state: ConsentState): boolean {
  return state === 'GIVEN' || state === 'RENEWED';
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
