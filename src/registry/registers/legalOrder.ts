import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { needsPrivacyManager } from './appointment.js';
import { APPROVAL_MEMBERS, awaitingApproval } from './approval.js';
import { managesDepartmentOf } from './departmentMember.js';
import { organisationRegister } from './organisation.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, flag, list, optional, subject, text, word, type Payload } from './shape.js';

const members = {
  /** Organisation code. */
  authority: word(),
  statute: text(300),
  caseNumber: word(),
  subjects: list(subject(), { min: 1, max: 500 }),
  fields: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  /** False: an inquiry that may be declined (任意照会). */
  binding: flag(),
  /** Of an inquiry: the ground of APPI 27(1)(i) or (iv), and why it is answered. */
  decisionNote: optional(text()),
  /** The subject is told, unless that is prohibited: false hides what the authority got from the subject's page until the order is ended. */
  subjectNotice: flag(),
  ...APPROVAL_MEMBERS,
} as const;

export type LegalOrderPayload = Payload<typeof members>;

/** Orders based on law. One counts once the manager of who asked, or the privacy manager, has approved it, until its end. */
export const legalOrderRegister = defineRegister({
  name: 'LEGAL_ORDER',
  noun: 'LegalOrder',
  plural: 'legalOrders',
  description: 'Orders and inquiries of authorities with the subjects and fields that they name: the condition l.',
  clauses: ['A4-5'],
  members,
  confidential: true,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER', 'CLUB_STAFF', 'CONSULTATION_DESK'],
  enders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  approvers: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  longestDays: 366,
  organisationOf: ({ authority }) => authority,
  assign: awaitingApproval,
  check: async ({ payload: { authority, binding, decisionNote, fields, subjectNotice }, previous }, look) => {
    const [entry] = await look.inForce(organisationRegister, { key: authority });
    if (entry?.payload.recipientClasses.includes('PUBLIC_AUTHORITY') !== true) {
      badInput(`authority "${authority}": is no registered authority`);
    }
    if (!binding && decisionNote === null) {
      badInput(
        'decisionNote null: an inquiry that may be declined needs the ground on which it is answered (APPI 27(1))',
      );
    }
    if (fields.includes('UNLISTED')) badInput('fields "UNLISTED": an order names its fields (A4-5)');
    // Nobody approves a new version before the subject is told by it.
    if (previous?.ended === false && !previous.payload.subjectNotice && subjectNotice) {
      badInput('subjectNotice true: the subject is told once the order is ended (A4-5)');
    }
  },
  checkApproval: async ({ payload }, recorder, look) => {
    const own = await managesDepartmentOf(payload.requestedBy, recorder.subjectId, look);
    if (!own) await needsPrivacyManager(recorder.subjectId, look);
  },
});
