import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { organisationRegister } from './organisation.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, integer, list, optional, subject, word, type Payload } from './shape.js';

const members = {
  subject: subject(),
  /** Organisation code of who provides the service. */
  partner: word(),
  /** The service, as the partner names it; the use limit of what is provided. */
  service: word(),
  /** What the service needs; nothing else is provided. */
  needSet: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  requestedBy: subject(),
  /** Full years of a child that requests for itself, as its source says. */
  requesterAge: assigned(optional(integer(0, 150))),
} as const;

export type ServiceRequestPayload = Payload<typeof members>;

/** A service that a person wishes from a partner. It lives until it is cancelled (ended). */
export const serviceRequestRegister = defineRegister({
  name: 'SERVICE_REQUEST',
  noun: 'ServiceRequest',
  plural: 'serviceRequests',
  description: 'Live requests for the service of a partner, with what it needs: the condition q of the matrix.',
  clauses: ['A4-4a', 'A4-4b', 'A4-4c', 'A4-0a'],
  members,
  recorders: ['SELF_GUARDIAN', 'SELF_CHILD', 'SELF_ADULT', 'SELF_MEMBER', 'CONSULTATION_DESK'],
  accountableOnly: false,
  purposes: ['DATA_SUBJECT_RIGHTS'],
  enders: ['SELF_GUARDIAN', 'SELF_CHILD', 'SELF_ADULT', 'SELF_MEMBER', 'CONSULTATION_DESK'],
  subjectOf: (payload) => payload.subject,
  organisationOf: ({ partner }) => partner,
  check: async ({ payload }, look) => {
    const { subject: about, requestedBy, requesterAge, needSet, partner } = payload;
    const self = sameSubject(about, requestedBy);
    if (!self && !(requestedBy.kind === 'GUARDIAN' && about.kind === 'CHILD_PARTICIPANT')) {
      badInput('requestedBy: must be the person or a guardian (A4-4a)');
    }
    if (requestedBy.kind === 'CHILD_PARTICIPANT' && (requesterAge === null || requesterAge < 16)) {
      refuse('SERVICE_NOT_REQUESTED', 'a child under 16 does not request for itself (A4-4a)');
    }
    if (needSet.some((category) => category === 'PURCHASE_HISTORY' || category === 'UNLISTED')) {
      refuse('ORIGIN_NOT_COVERED', 'needSet: only what was collected at the registration with the Club (A4-0a)');
    }
    const [entry] = await look.inForce(organisationRegister, { key: partner });
    if (entry?.payload.recipientClasses.includes('PARTNER_THIRD_PARTY') !== true) {
      badInput(`partner "${partner}": is no registered partner`);
    }
  },
});
