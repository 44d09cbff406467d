import { NorenError } from '../errors.js';
import { consentRungs } from '../policy/consentRungs.js';
import type { GiverRelation, SubjectReference } from '../policy/consentRecord.js';
import type { Trail } from '../policy/trail.js';
import type { Policy } from '../policy/policy.js';
import { DATA_CATEGORIES, PURPOSES, SUBJECT_KINDS, type DataCategory, type Purpose } from '../policy/vocabulary.js';
import { sameSubject } from '../policy/sameSubject.js';
import { isDay } from '../policy/isDay.js';

export interface ConsentGiver extends SubjectReference {
  readonly relation: GiverRelation;
  /** Full years when it is said; null = not known. */
  readonly ageAtEvent: number | null;
}

export interface Refusing {
  readonly subject: SubjectReference;
  readonly giver: ConsentGiver;
  readonly purpose: Purpose;
  /** An organisation code of the policy. */
  readonly recipient: string;
  /** None: the refusal is about all of them. */
  readonly categories: readonly DataCategory[];
  /** Of the consent text that the giver was shown. */
  readonly textVersion: string;
  /** Of that text, e.g. `ja`. */
  readonly language: string;
  /** E.g. MEMBER_PAGE, DESK. */
  readonly channel: string;
  /** Of the request that says it. @default none: the gateway of itself */
  readonly trail?: Trail;
}

export interface Granting extends Refusing {
  /** Last day on which it counts, YYYY-MM-DD; null = until withdrawn. */
  readonly validUntil: string | null;
}

/** @throws NorenError BAD_INPUT that names the argument, its value and the rule */
export function checkGranting(policy: Policy, granting: Granting, today: string): void {
  checkRefusing(policy, granting);
  if (granting.categories.length === 0) bad('categories', [], 'a consent names each category (A4-3)');
  // A yes that opens nothing only misleads who says it. A no is taken whatever it is about.
  const idle = granting.categories.find((category) => consentRungs(policy, granting, category).length === 0);
  if (idle !== undefined) bad('categories', idle, 'no rule of the policy uses such a consent (A2-2, A4-3)');
  const { validUntil } = granting;
  if (validUntil !== null && (!isDay(validUntil) || validUntil < today)) {
    bad('validUntil', validUntil, 'must be a day from today on, YYYY-MM-DD');
  }
}

/** @throws NorenError BAD_INPUT that names the argument, its value and the rule */
export function checkRefusing(policy: Policy, refusing: Refusing): void {
  const { subject, giver, purpose, recipient, categories } = refusing;
  checkReference('subject', subject);
  checkReference('giver', giver);
  if (giver.relation === 'SELF' && !sameSubject(giver, subject)) {
    bad('giver.relation', giver.relation, 'who speaks as SELF is the subject');
  }
  if (giver.relation === 'GUARDIAN' && !(giver.kind === 'GUARDIAN' && subject.kind === 'CHILD_PARTICIPANT')) {
    bad('giver.relation', giver.relation, 'a guardian speaks for a child only');
  }
  if (
    giver.ageAtEvent !== null &&
    !(Number.isInteger(giver.ageAtEvent) && giver.ageAtEvent >= 0 && giver.ageAtEvent < 150)
  ) {
    bad('giver.ageAtEvent', giver.ageAtEvent, 'must be full years, or null');
  }
  if (!PURPOSES.includes(purpose)) bad('purpose', purpose, 'is no registered purpose (A1-2)');
  if (policy.organisations[recipient] === undefined)
    bad('recipient', recipient, 'is no organisation of the policy (A2(2)-1)');
  for (const category of categories) {
    if (!DATA_CATEGORIES.includes(category)) bad('categories', category, 'is no category of data');
  }
  if (new Set(categories).size !== categories.length) bad('categories', categories, 'names a category twice');
  checkWord('textVersion', refusing.textVersion);
  checkWord('channel', refusing.channel);
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(refusing.language))
    bad('language', refusing.language, 'must be a language tag, e.g. ja');
}

function checkReference(argument: string, { kind, reference }: SubjectReference): void {
  if (!SUBJECT_KINDS.includes(kind)) bad(`${argument}.kind`, kind, 'is no kind of data subject');
  // The reference is a row key and stays out of the message.
  if (!Number.isInteger(reference) || reference < 1 || reference > 2_147_483_647) {
    throw new NorenError('BAD_INPUT', `${argument}.reference: must be a row key`);
  }
}

export function checkWord(argument: string, value: string): void {
  if (!/^[\w.:-]{1,64}$/.test(value)) bad(argument, value, 'must be a short word of letters, digits and . : _ -');
}

function bad(argument: string, value: unknown, rule: string): never {
  throw new NorenError('BAD_INPUT', `${argument} ${JSON.stringify(value)}: ${rule}`);
}
