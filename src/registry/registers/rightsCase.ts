import type { SubjectReference } from '../../policy/consentRecord.js';
import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { isDeskOpen } from '../facts/deskHours.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Proposed } from './registerDefinition.js';
import {
  assigned,
  choice,
  day,
  group,
  instant,
  integer,
  list,
  optional,
  subject,
  text,
  word,
  type Payload,
} from './shape.js';

export const RIGHTS = [
  'INQUIRY',
  'ACCESS',
  'PROVISION_RECORD',
  'RECTIFY',
  'ERASE',
  'STOP_USE',
  'STOP_PROVISION',
  'WITHDRAW_CONSENT',
  'CONSENT',
  'PURPOSE_NOTICE',
] as const;
export type Right = (typeof RIGHTS)[number];

/** The whole list of APPI 33(2). */
export const REFUSAL_REASONS = ['HARM_TO_RIGHTS_OR_LIFE', 'SERIOUS_HINDRANCE', 'OTHER_LAW'] as const;
export const OUTCOMES = ['GRANTED', 'PARTLY_GRANTED', 'REFUSED', 'WITHDRAWN'] as const;

/** How an answer gets to one who does not read it on the page. */
export const TOLD_BY = ['DESK', 'TELEPHONE', 'POST'] as const;

/** APPI 39: a suit is possible two weeks after the request arrived. */
const DAYS_TO_ANSWER = 14;

const members = {
  subject: subject(),
  right: choice('Right', RIGHTS),
  /** Who asks: the person, or who speaks for them. Null: somebody whom no table of the sources has, e.g. a lawyer. */
  requestedBy: optional(subject()),
  /** In the place of `requestedBy`: number of the paper with which they ask. Who they are is in the desk's files and not here. */
  agent: optional(word()),
  receivedOn: day(),
  channel: optional(choice('RightsChannel', ['MEMBER_PAGE', 'DESK', 'TELEPHONE', 'POST'])),
  /** Without it the case is open and opens nothing. */
  verification: optional(
    group('IdentityVerification', {
      method: choice('VerificationMethod', ['IDENTITY_DOCUMENT', 'MEMBER_PAGE', 'CALL_BACK', 'POWER_OF_ATTORNEY']),
      document: word(),
    }),
  ),
  verifiedAt: assigned(optional(instant())),
  dueOn: assigned(day()),
  /** As whom the requester acts, as the Club's tables say. */
  actingAs: assigned(optional(choice('ActingAs', ['SELF', 'GUARDIAN', 'AGENT']))),
  fee: assigned(
    optional(
      group('RightsFee', {
        /** What the answer really costs, item by item. */
        costs: list(group('RightsCost', { what: text(200), yen: integer(1, 10_000_000) }), { min: 1 }),
        yen: integer(1, 10_000_000),
        quotedBy: word(),
        quotedAt: instant(),
        approvedBy: optional(word()),
        acceptedAt: optional(instant()),
        /** Of an acceptance at the desk: where the requester's word is. */
        acceptedProof: optional(word()),
      }),
    ),
  ),
  outcome: assigned(
    optional(
      group('RightsOutcome', {
        decision: choice('RightsDecision', OUTCOMES),
        refusal: optional(choice('RefusalReason', REFUSAL_REASONS)),
        explanation: text(),
        /** Of a withdrawal at the desk: where the requester's word is. */
        proof: optional(word()),
        answeredAt: instant(),
        /** That the requester was told (APPI 33(3), 36); null: not yet, or they read it on the page. */
        told: optional(
          group('RightsAnswerNotice', {
            by: choice('RightsAnswerChannel', TOLD_BY),
            proof: word(),
            toldBy: word(),
            toldAt: instant(),
          }),
        ),
      }),
    ),
  ),
} as const;

export type RightsCasePayload = Payload<typeof members>;

/** Requests of persons. Open until they are answered; the answer ends the case. */
export const rightsCaseRegister = defineRegister({
  name: 'RIGHTS_CASE',
  noun: 'RightsCase',
  plural: 'rightsCases',
  description: 'Requests of persons at the desk; a verified open one is the condition v of the matrix.',
  clauses: ['A6-2', 'A6-3e', 'A6-4b', 'A6-5'],
  members,
  confidential: true,
  recorders: ['CONSULTATION_DESK'],
  purposes: ['DATA_SUBJECT_RIGHTS'],
  enders: ['CONSULTATION_DESK'],
  lasting: true,
  subjectOf: (payload) => payload.subject,
  assign: (payload, { now }) => ({
    ...payload,
    verifiedAt: payload.verification === null ? null : now.toISOString(),
    dueOn: daysAfter(payload.receivedOn, DAYS_TO_ANSWER),
  }),
  check: (proposed, look) => {
    const { payload, previous } = proposed;
    if (payload.receivedOn > tokyoToday(look.now)) {
      badInput(`receivedOn "${payload.receivedOn}": has not come yet`);
    }
    if (payload.channel === 'TELEPHONE' && previous === null && !isDeskOpen(look.now)) {
      refuse('OUTSIDE_DESK_HOURS', 'by telephone the desk takes requests in its hours only (A6-10)');
    }
    checkRequester(payload);
    checkAgain(proposed);
  },
  checkEnd: ({ payload }) => {
    if (payload.outcome === null || payload.outcome === undefined) {
      refuse('NOT_ANSWERED', 'a request ends with its answer: answerRequest (A6-5)');
    }
  },
});

/** An agent shows a power of attorney (APPI 37(3)); a guardian and the person themselves need none. */
function checkRequester(payload: RightsCasePayload): void {
  const { subject: about, requestedBy, agent, actingAs, verification } = payload;
  if ((requestedBy === null) === (agent === null)) {
    badInput('requestedBy, agent: one of the two says who asks; agent is for whom no table has');
  }
  const isSelf = requestedBy !== null && sameSubject(about, requestedBy);
  if (isSelf || actingAs === 'GUARDIAN' || verification === null) return;
  if (verification.method !== 'POWER_OF_ATTORNEY') {
    refuse('NOT_OWN_DATA', 'requestedBy: neither the person nor a guardian; an agent shows a power of attorney (A6-2)');
  }
}

/** The clock of an answer can't be set back, and what was quoted or answered stays as it is. */
function checkAgain({ payload, previous }: Proposed<typeof members>): void {
  if (previous === null) return;
  const before = previous.payload;
  if (before.receivedOn !== payload.receivedOn || before.right !== payload.right) {
    badInput('receivedOn, right: another request is another case (A6-5)');
  }
  if (!isAlike(before.requestedBy, payload.requestedBy) || (before.agent ?? null) !== payload.agent) {
    badInput('requestedBy, agent: what somebody else asks is another case (A6-2)');
  }
  if ((before.fee ?? null) !== null || (before.outcome ?? null) !== null) {
    badInput('key: what was quoted or answered is not recorded anew');
  }
}

function isAlike(one: SubjectReference | null, other: SubjectReference | null): boolean {
  return one?.kind === other?.kind && one?.reference === other?.reference;
}
