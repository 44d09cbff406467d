import type { SubjectReference } from '../../policy/consentRecord.js';
import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import type { Policy } from '../../policy/policy.js';
import { PRIVACY_CONTACT } from '../../policy/privacyContact.js';
import { CLOCKED_CATEGORIES, type LegalBasis, type SubjectKind } from '../../policy/vocabulary.js';
import type { RecordedConsentEvent } from '../../registry/consentReads.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { CONSENT_SCHEMA_VERSION } from '../../registry/consentRows.js';
import { sourcesOf } from '../me/sourcesOf.js';
import { isYes } from './consentMeaning.js';
import type { ConsentRecord, ConsentRecordEvent } from './ConsentRecord.js';

/** The published periods run from the day on which a participant left: of others the policy says none. */
const PARTICIPANTS: readonly SubjectKind[] = ['CHILD_PARTICIPANT', 'GUARDIAN'];
const BASIS: LegalBasis = 'CONSENT';
/** A consent is asked for by the Club, under the law that its policy reads. */
const JURISDICTION = 'JP';

export interface Recording {
  readonly policy: Policy;
  /** The id by which the reader knows the person; null: whom the record does not name to them. */
  readonly idOf: (person: SubjectReference) => string | null;
  readonly subjectId: string;
}

/** A consent by the names of ISO/IEC TS 27560:2023, from what the register and the policy hold (ADR 0064). `events`: oldest first. */
export function as27560(
  consent: RegisteredConsent,
  events: readonly RecordedConsentEvent[],
  { policy, idOf, subjectId }: Recording,
): ConsentRecord {
  const { subject, giver, recipient } = consent;
  const partyId = idOf(giver);
  const controllers = Object.values(policy.organisations).filter(({ accountable }) => accountable);
  return {
    schemaVersion: CONSENT_SCHEMA_VERSION,
    recordId: consent.id,
    piiPrincipalId: subjectId,
    giver: { partyId, relation: giver.relation, ageAtEvent: partyId === null ? null : giver.ageAtEvent },
    privacyNotice: { version: consent.textVersion, language: consent.language },
    purpose: consent.purpose,
    piiInformation: consent.categories,
    piiControllers: controllers.map(({ name }) => name),
    recipientThirdParties: controllers.some(({ code }) => code === recipient)
      ? []
      : [policy.organisations[recipient]?.name ?? recipient],
    storageLocations: sourcesOf(subject.kind),
    retentionPeriod: retentionPeriod(consent, policy),
    jurisdiction: JURISDICTION,
    withdrawalMethod: ['withdrawConsent (A6-4a)', `${PRIVACY_CONTACT.desk} ${PRIVACY_CONTACT.phone} (A6-4b)`],
    lawfulBasis: BASIS,
    events: withTerms(events, consent).map((event) => eventOf(event, idOf)),
  };
}

/** The newest yes is until the day that the consent has; its event says so, too, where it is from before events did. */
function withTerms(
  events: readonly RecordedConsentEvent[],
  { validUntil }: RegisteredConsent,
): readonly RecordedConsentEvent[] {
  const newest = events.findLast(isYes);
  return events.map((event) => (event === newest ? { ...event, validUntil } : event));
}

function eventOf(
  { type, state, actor, channel, validUntil, at }: RecordedConsentEvent,
  idOf: Recording['idOf'],
): ConsentRecordEvent {
  // Nobody's word.
  const entityId = type === 'EXPIRY' ? null : idOf(actor);
  const validityDuration = isYes({ state }) && validUntil !== null ? daysFrom(tokyoToday(at), validUntil) : null;
  return { eventTime: at.toISOString(), eventType: type, eventState: state, entityId, validityDuration, channel };
}

function retentionPeriod({ subject, categories }: RegisteredConsent, { retention }: Policy): string | null {
  if (!PARTICIPANTS.includes(subject.kind)) return null;
  const meant = CLOCKED_CATEGORIES.filter((category) => categories.includes(category));
  // No category is all of them; what goes by the clock of the co-op has no period here, nor has what is with it.
  if (categories.length === 0 || meant.length < categories.length) return null;
  return `P${Math.max(...meant.map((category) => retention.afterLeavingDays[category]))}D`;
}

/** ISO 8601, both days counted. */
function daysFrom(first: string, last: string): string {
  return `P${(Date.parse(daysAfter(last, 1)) - Date.parse(first)) / 86_400_000}D`;
}
