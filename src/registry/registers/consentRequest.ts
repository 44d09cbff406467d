import { DATA_CATEGORIES, PURPOSES } from '../../policy/vocabulary.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, day, list, optional, subject, word, type Payload } from './shape.js';
import { addDays } from './tokyoMidnight.js';
import { tokyoToday } from '../../policy/lifeStage.js';

const APART_DAYS = 30;
const MOST_REMINDERS = 2;
const AFTER_REFUSAL_DAYS = 180;

const members = {
  subject: subject(),
  /** Whose yes would count: the guardian of a child under 16, else the person. */
  addressee: subject(),
  /** What it is about; requests of one matter are counted together. */
  matter: word(),
  purpose: choice('Purpose', PURPOSES),
  recipient: word(),
  categories: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  textVersion: word(),
  outcome: choice('ConsentRequestOutcome', ['SENT', 'GIVEN', 'REFUSED', 'DEFERRED']),
  sentOn: assigned(day()),
  /** Birth date is the sources' affair: the gateway says whether the addressee's yes would count. */
  competent: assigned(optional(choice('Competence', ['COMPETENT', 'NOT_COMPETENT']))),
} as const;

export type ConsentRequestPayload = Payload<typeof members>;

/** Requests for consent: one a matter in 30 days, two reminders, none for 180 days after a refusal (A2(1)-4). */
export const consentRequestRegister = defineRegister({
  name: 'CONSENT_REQUEST',
  noun: 'ConsentRequest',
  plural: 'consentRequests',
  description: 'Requests for consent that were sent, and what came of them.',
  clauses: ['A2(1)-4', 'A4-3'],
  members,
  recorders: ['CLUB_STAFF', 'CONSULTATION_DESK'],
  purposes: ['CONSENT_REQUEST', 'DATA_SUBJECT_RIGHTS'],
  subjectOf: (payload) => payload.subject,
  organisationOf: ({ recipient }) => recipient,
  assign: (payload, { now }) => ({ ...payload, sentOn: tokyoToday(now) }),
  check: async ({ payload, previous }, look) => {
    if (payload.competent === 'NOT_COMPETENT') {
      refuse('CONSENT_GIVER_NOT_COMPETENT', 'for a child under 16 the guardian is asked (A2(1)-4, A4-3)');
    }
    if (payload.addressee.kind !== payload.subject.kind && payload.addressee.kind !== 'GUARDIAN') {
      badInput('addressee: must be the subject or a guardian');
    }
    // The outcome of a request is its next version, and no new request.
    if (previous !== null) return;
    const entries = await look.latest(consentRequestRegister, { subject: payload.subject });
    const matter = entries.filter((entry) => entry.payload.matter === payload.matter);
    const within = (days: number) => matter.filter((entry) => addDays(firstDay(entry.payload), days) > look.now);
    if (within(AFTER_REFUSAL_DAYS).some((entry) => entry.payload.outcome === 'REFUSED')) {
      refuse('CONSENT_REQUEST_LIMIT', `refused within the last ${AFTER_REFUSAL_DAYS} days`);
    }
    if (within(APART_DAYS).length > 0) refuse('CONSENT_REQUEST_LIMIT', `asked within the last ${APART_DAYS} days`);
    if (matter.length > MOST_REMINDERS) refuse('CONSENT_REQUEST_LIMIT', `reminded ${MOST_REMINDERS} times already`);
  },
});

function firstDay({ sentOn }: ConsentRequestPayload): Date {
  return new Date(`${sentOn}T00:00:00+09:00`);
}
