import { DATA_CATEGORIES, PURPOSES, ROLES } from '../../policy/vocabulary.js';
import { LARGEST_SAMPLE } from './largestSample.js';
import { needsPrivacyManager } from './appointment.js';
import { APPROVAL_MEMBERS, awaitingApproval } from './approval.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, list, subject, text, word, type Payload } from './shape.js';
import { OWN_STAFF } from './staffRoles.js';

const SAMPLED: readonly string[] = ['INTERNAL_AUDIT', 'GOVERNANCE'];

const members = {
  /** Who may do it: this role of this organisation. */
  role: choice('Role', ROLES),
  organisation: word(),
  purpose: choice('Purpose', PURPOSES),
  categories: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  /** None: about anybody. An audit names its sample. */
  subjects: list(subject(), { max: LARGEST_SAMPLE }),
  why: text(),
  ...APPROVAL_MEMBERS,
} as const;

export type ApprovalRequestPayload = Payload<typeof members>;

/** What needs the yes of the privacy manager. It counts once that is there, for 92 days at most. */
export const approvalRequestRegister = defineRegister({
  name: 'APPROVAL',
  noun: 'ApprovalRequest',
  plural: 'approvalRequests',
  description: 'Requests for the approval of the privacy manager, who is never who asks: the condition a.',
  clauses: ['A8-1', 'A7-o', 'A9-1'],
  members,
  recorders: OWN_STAFF,
  enders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  approvers: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  longestDays: 92,
  organisationOf: ({ organisation }) => organisation,
  assign: awaitingApproval,
  check: ({ payload: { organisation, purpose, subjects, categories } }, look) => {
    if (look.policy.organisations[organisation] === undefined)
      badInput(`organisation "${organisation}": is not in the policy`);
    if (SAMPLED.includes(purpose) && subjects.length === 0) {
      badInput(`subjects 0 entries: ${purpose} names a sample of at most ${LARGEST_SAMPLE}`);
    }
    if (categories.includes('UNLISTED')) badInput('categories "UNLISTED": an approval names its categories');
  },
  checkApproval: (_entry, recorder, look) => needsPrivacyManager(recorder.subjectId, look),
});
