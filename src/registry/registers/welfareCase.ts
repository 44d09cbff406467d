import type { SubjectReference } from '../../policy/consentRecord.js';
import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { needsPrivacyManager } from './appointment.js';
import { APPROVAL_MEMBERS, awaitingApproval } from './approval.js';
import { organisationRegister } from './organisation.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, flag, list, subject, text, word, type Payload } from './shape.js';

const members = {
  purpose: choice('WelfarePurpose', ['CHILD_WELFARE', 'PUBLIC_HEALTH']),
  /** Organisation code of who asks. */
  body: word(),
  caseNumber: word(),
  subject: subject(),
  /** Others whom it concerns, e.g. the child's guardians. */
  others: list(subject(), { max: 10 }),
  categories: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  /** The two conditions of APPI 27(1)(iii). */
  whySpeciallyNecessary: text(),
  whyConsentHard: text(),
  bestInterestNote: text(),
  /** What happens here is hidden from the guardian's own view until the case is released (ended). */
  suppressGuardianNotice: flag(),
  ...APPROVAL_MEMBERS,
} as const;

export type WelfareCasePayload = Payload<typeof members>;

/** Cases of child welfare and public health. One counts once the privacy manager has approved it. */
export const welfareCaseRegister = defineRegister({
  name: 'WELFARE_CASE',
  noun: 'WelfareCase',
  plural: 'welfareCases',
  description: 'Child-welfare and public-health cases: the condition w of the matrix.',
  clauses: ['A4-7a', 'A4-7b'],
  members,
  confidential: true,
  recorders: ['CLUB_STAFF', 'CONSULTATION_DESK', 'DEPT_MANAGER', 'PRIVACY_MANAGER'],
  enders: ['PRIVACY_MANAGER'],
  approvers: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  longestDays: 366,
  subjectOf: (payload) => payload.subject,
  organisationOf: ({ body }) => body,
  assign: awaitingApproval,
  check: async ({ payload, previous }, look) => {
    const { body, categories } = payload;
    const [entry] = await look.inForce(organisationRegister, { key: body });
    if (entry?.payload.recipientClasses.includes('CHILD_WELFARE_BODY') !== true) {
      badInput(`body "${body}": is no registered child-welfare body`);
    }
    if (categories.includes('UNLISTED')) badInput('categories "UNLISTED": a case names its categories');
    if (previous !== null && !previous.ended) keepsHidden(previous.payload, payload);
  },
  checkApproval: (_entry, recorder, look) => needsPrivacyManager(recorder.subjectId, look),
});

/** Else a new version, which nobody approves, would tell who is not to be told. */
function keepsHidden(before: WelfareCasePayload, after: WelfareCasePayload): void {
  if (!before.suppressGuardianNotice) return;
  const isKept = (hidden: SubjectReference): boolean => after.others.some((each) => sameSubject(each, hidden));
  if (after.suppressGuardianNotice && before.others.every(isKept)) return;
  badInput('suppressGuardianNotice, others: what is hidden is released by ending the case (A4-7b)');
}
