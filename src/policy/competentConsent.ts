import type { ConsentRecord, ConsentState } from './consentRecord.js';
import { birthday, daysAfter, tokyoToday } from './lifeStage.js';
import type { DataCategory, LifeStage, Purpose, SubjectKind } from './vocabulary.js';

export type ConsentReason =
  | 'CONSENT_GIVEN'
  | 'CONSENT_REQUIRED'
  | 'CONSENT_WITHDRAWN'
  | 'CONSENT_REFUSED'
  | 'CONSENT_GIVER_NOT_COMPETENT'
  | 'CONSENT_SCOPE'
  | 'CONSENT_EXPIRED';

export interface ConsentQuestion {
  readonly subjectKind: SubjectKind;
  readonly lifeStage: LifeStage;
  /** Of the subject, YYYY-MM-DD; decides the days of grace after the 16th birthday. */
  readonly birthDate: string | null;
  readonly purpose: Purpose;
  /** The organisation that would receive. */
  readonly recipient: string;
  readonly category: DataCategory;
  /** YYYY-MM-DD in Asia/Tokyo. */
  readonly today: string;
  /** Guardians (row keys) whose link to the subject is active. */
  readonly activeGuardians: ReadonlySet<number>;
}

export interface ConsentAnswer {
  readonly valid: boolean;
  readonly reason: ConsentReason;
  /** The record that decides. */
  readonly consentId?: string;
  /** The guardian's, where it takes both. */
  readonly besideId?: string;
}

/** Days for which a guardian's consent outlasts the child's 16th birthday, while the child is asked. */
const GRACE_DAYS = 90;

const NO: ReadonlySet<ConsentState> = new Set<ConsentState>(['REFUSED', 'WITHDRAWN', 'REVOKED']);
const SPEAKING: ReadonlySet<ConsentState> = new Set<ConsentState>([
  ...NO,
  'GIVEN',
  'RENEWED',
  'EXPIRED',
  'INVALIDATED',
]);

/**
 * Whether the records of one subject hold a valid consent of the competent giver (A4-3, narrowed by the law). Of each giver the
 * last word counts. A no wins: for a child, anybody's, the child's own at any age and that of a guardian whose link has ended
 * too, so that losing a link never opens anything; for an adult, only the person's. Silence is no consent.
 */
export function competentConsent(records: readonly ConsentRecord[], question: ConsentQuestion): ConsentAnswer {
  const spoken = lastWords(records.filter((record) => inScope(record, question)));
  if (question.lifeStage === 'DECEASED') return { valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' };
  const counted = isMinor(question) ? spoken : spoken.filter((record) => record.giver.relation === 'SELF');
  const refused = counted.find((record) => NO.has(record.state));
  if (refused !== undefined) return refusedBy(refused);

  const verdicts = spoken.map((record) => ({ record, verdict: verdictOn(record, question) }));
  const valid = verdicts.filter(({ verdict }) => verdict === 'CONSENT_GIVEN').map(({ record }) => record);
  if (valid.length > 0) return answerOf(valid, spoken, question);
  for (const reason of ['CONSENT_GIVER_NOT_COMPETENT', 'CONSENT_EXPIRED'] as const) {
    const found = verdicts.find(({ verdict }) => verdict === reason);
    if (found !== undefined) return { valid: false, reason, consentId: found.record.id };
  }
  const elsewhere = records.find((record) => isYes(record.state) && !inScope(record, question));
  if (elsewhere !== undefined) return { valid: false, reason: 'CONSENT_SCOPE', consentId: elsewhere.id };
  return { valid: false, reason: 'CONSENT_REQUIRED' };
}

/** A contract of a person of 16 or 17 takes the person and a guardian; every other consent takes one competent giver. */
function answerOf(
  valid: readonly ConsentRecord[],
  spoken: readonly ConsentRecord[],
  question: ConsentQuestion,
): ConsentAnswer {
  const given = valid[0] as ConsentRecord;
  const needsBoth =
    isChild(question) &&
    question.lifeStage === 'AGE_16_17' &&
    question.purpose === 'REQUESTED_SERVICE' &&
    !withinGrace(question);
  if (!needsBoth) return { valid: true, reason: 'CONSENT_GIVEN', consentId: given.id };
  const guardian = spoken.find(
    (record) => record.giver.relation === 'GUARDIAN' && isLive(record, question) && isLinked(record, question),
  );
  const own = valid.find((record) => record.giver.relation === 'SELF');
  return own !== undefined && guardian !== undefined
    ? { valid: true, reason: 'CONSENT_GIVEN', consentId: own.id, besideId: guardian.id }
    : { valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT', consentId: given.id };
}

function verdictOn(record: ConsentRecord, question: ConsentQuestion): ConsentReason {
  if (!isLive(record, question)) return record.state === 'INVALIDATED' ? 'CONSENT_REQUIRED' : 'CONSENT_EXPIRED';
  return record.giver.relation === 'SELF' ? verdictOnOwn(record, question) : verdictOnGuardian(record, question);
}

function verdictOnOwn(record: ConsentRecord, question: ConsentQuestion): ConsentReason {
  if (!isChild(question)) return 'CONSENT_GIVEN';
  if (question.lifeStage !== 'AGE_16_17' && question.lifeStage !== 'ADULT') return 'CONSENT_GIVER_NOT_COMPETENT';
  // A yes said at 13 does not ripen.
  return (record.giver.ageAtEvent ?? 0) >= 16 ? 'CONSENT_GIVEN' : 'CONSENT_GIVER_NOT_COMPETENT';
}

function verdictOnGuardian(record: ConsentRecord, question: ConsentQuestion): ConsentReason {
  if (!isChild(question)) return 'CONSENT_GIVER_NOT_COMPETENT';
  if (question.lifeStage === 'ADULT') return 'CONSENT_EXPIRED';
  if (!isLinked(record, question)) return 'CONSENT_GIVER_NOT_COMPETENT';
  if (question.lifeStage !== 'AGE_16_17') return 'CONSENT_GIVEN';
  const turned16 = question.birthDate === null ? null : birthday(question.birthDate, 16);
  if (turned16 === null || tokyoToday(record.decidedAt) >= turned16) return 'CONSENT_GIVER_NOT_COMPETENT';
  return withinGrace(question) ? 'CONSENT_GIVEN' : 'CONSENT_EXPIRED';
}

function withinGrace({ birthDate, purpose, today }: ConsentQuestion): boolean {
  const last = birthDate === null ? null : lastDayOfGrace(birthDate);
  return last !== null && purpose !== 'BENEFICIAL_INFORMATION' && today <= last;
}

/** Until when a guardian's consent outlasts the child's 16th birthday; null of what is no date. */
export function lastDayOfGrace(birthDate: string): string | null {
  const turned16 = birthday(birthDate, 16);
  return turned16 === null ? null : daysAfter(turned16, GRACE_DAYS);
}

function refusedBy(record: ConsentRecord): ConsentAnswer {
  return {
    valid: false,
    reason: record.state === 'REFUSED' ? 'CONSENT_REFUSED' : 'CONSENT_WITHDRAWN',
    consentId: record.id,
  };
}

/** The newest record of each giver; at the same instant a no is newer. */
function lastWords(records: readonly ConsentRecord[]): readonly ConsentRecord[] {
  const last = new Map<string, ConsentRecord>();
  for (const record of records) {
    if (!SPEAKING.has(record.state)) continue;
    const giver = `${record.giver.relation} ${record.giver.kind} ${record.giver.reference}`;
    const before = last.get(giver);
    if (before === undefined || isNewer(record, before)) last.set(giver, record);
  }
  return [...last.values()];
}

function isNewer(record: ConsentRecord, before: ConsentRecord): boolean {
  const difference = record.decidedAt.getTime() - before.decidedAt.getTime();
  return difference > 0 || (difference === 0 && !isYes(record.state));
}

function inScope(record: ConsentRecord, { purpose, recipient, category }: ConsentQuestion): boolean {
  if (record.purpose !== purpose || record.recipient !== recipient) return false;
  return record.categories.includes(category) || (record.categories.length === 0 && !isYes(record.state));
}

function isYes(state: ConsentState): boolean {
  return state === 'GIVEN' || state === 'RENEWED';
}

function isLive(record: ConsentRecord, { today }: ConsentQuestion): boolean {
  return isYes(record.state) && (record.validUntil === null || today <= record.validUntil);
}

function isLinked(record: ConsentRecord, { activeGuardians }: ConsentQuestion): boolean {
  return activeGuardians.has(record.giver.reference);
}

function isChild({ subjectKind }: ConsentQuestion): boolean {
  return subjectKind === 'CHILD_PARTICIPANT';
}

function isMinor(question: ConsentQuestion): boolean {
  return isChild(question) && question.lifeStage !== 'ADULT';
}
