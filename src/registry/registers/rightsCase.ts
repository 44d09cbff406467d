import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, day, group, instant, optional, subject, word, type Payload } from './shape.js';

export const RIGHTS = [
  'INQUIRY',
  'ACCESS',
  'PROVISION_RECORD',
  'RECTIFY',
  'ERASE',
  'STOP_USE',
  'STOP_PROVISION',
  'WITHDRAW_CONSENT',
  'PURPOSE_NOTICE',
] as const;

/** APPI 39: a suit is possible two weeks after the request arrived. */
const DAYS_TO_ANSWER = 14;

const members = {
  subject: subject(),
  right: choice('Right', RIGHTS),
  /** Who asks: the person, or who speaks for them. */
  requestedBy: subject(),
  receivedOn: day(),
  /** Without it the case is open and opens nothing. */
  verification: optional(
    group('IdentityVerification', {
      method: choice('VerificationMethod', ['IDENTITY_DOCUMENT', 'MEMBER_PAGE', 'CALL_BACK', 'POWER_OF_ATTORNEY']),
      document: word(),
    }),
  ),
  verifiedAt: assigned(optional(instant())),
  dueOn: assigned(day()),
} as const;

export type RightsCasePayload = Payload<typeof members>;

/** Cases of the consultation desk. Open until ended, with the outcome as the reason. */
export const rightsCaseRegister = defineRegister({
  name: 'RIGHTS_CASE',
  noun: 'RightsCase',
  plural: 'rightsCases',
  description: 'Requests of persons at the desk; a verified open one is the condition v of the matrix.',
  clauses: ['A6-2', 'A6-3e', 'A6-4b', 'A6-5'],
  members,
  recorders: ['CONSULTATION_DESK'],
  purposes: ['DATA_SUBJECT_RIGHTS'],
  enders: ['CONSULTATION_DESK'],
  subjectOf: (payload) => payload.subject,
  assign: (payload, { now }) => ({
    ...payload,
    verifiedAt: payload.verification === null ? null : now.toISOString(),
    dueOn: daysAfter(payload.receivedOn, DAYS_TO_ANSWER),
  }),
  check: ({ payload: { receivedOn } }, look) => {
    if (receivedOn > tokyoToday(look.now)) badInput(`receivedOn "${receivedOn}": has not come yet`);
  },
});
