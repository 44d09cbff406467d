import { DATA_CATEGORIES, PURPOSES } from '../../policy/vocabulary.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Proposed } from './registerDefinition.js';
import { assigned, choice, day, list, optional, subject, word, type Payload } from './shape.js';
import { addDays } from './tokyoMidnight.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import { sameSubject } from '../../policy/sameSubject.js';

const APART_DAYS = 30;
const MOST_REMINDERS = 2;
const AFTER_REFUSAL_DAYS = 180;

const members = {
  subject: subject(),
  /** Whose yes would count: a guardian who speaks for a child under 16, else the person; for a service at 16 or 17 both. */
  addressee: subject(),
  /** What it is about; requests of one matter are counted together. */
  matter: word(),
  purpose: choice('Purpose', PURPOSES),
  recipient: word(),
  categories: list(choice('DataCategory', DATA_CATEGORIES), { min: 1 }),
  textVersion: word(),
  outcome: choice('ConsentRequestOutcome', ['SENT', 'GIVEN', 'REFUSED', 'DEFERRED']),
  sentOn: assigned(day()),
  /** Ages and guardians are the sources' affair: the gateway says whether the addressee's yes would count. */
  competent: assigned(optional(choice('Competence', ['COMPETENT', 'NOT_COMPETENT']))),
} as const;

export type ConsentRequestPayload = Payload<typeof members>;

type Members = typeof members;

/**
 * Requests for consent: to one addressee one a matter in 30 days and two reminders; to nobody for 180 days after a refusal (A2(1)-4). The
 * next version of a request is its outcome, and nothing else.
 */
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
  check: async (proposed, look) => {
    const { payload, previous } = proposed;
    if (previous !== null) return checkOutcome(proposed);
    checkAddressee(payload);
    const entries = await look.latest(consentRequestRegister, { subject: payload.subject });
    const matter = entries.filter((entry) => entry.payload.matter === payload.matter);
    const within = (days: number) => matter.filter((entry) => addDays(firstDay(entry.payload), days) > look.now);
    if (within(AFTER_REFUSAL_DAYS).some((entry) => entry.payload.outcome === 'REFUSED')) {
      refuse('CONSENT_REQUEST_LIMIT', `refused within the last ${AFTER_REFUSAL_DAYS} days`);
    }
    const ofAddressee = matter.filter((entry) => sameSubject(entry.payload.addressee, payload.addressee));
    if (within(APART_DAYS).some((entry) => ofAddressee.includes(entry))) {
      refuse('CONSENT_REQUEST_LIMIT', `asked within the last ${APART_DAYS} days`);
    }
    if (ofAddressee.length > MOST_REMINDERS)
      refuse('CONSENT_REQUEST_LIMIT', `reminded ${MOST_REMINDERS} times already`);
  },
});

/** Waits for a word of the addressee. */
export function isOpen({ outcome }: Pick<ConsentRequestPayload, 'outcome'>): boolean {
  return outcome === 'SENT' || outcome === 'DEFERRED';
}

function checkAddressee({ subject: about, addressee, competent, outcome }: ConsentRequestPayload): void {
  if (outcome !== 'SENT') badInput(`outcome "${outcome}": a request is sent first; its outcome is the next version`);
  const isGuardian = about.kind === 'CHILD_PARTICIPANT' && addressee.kind === 'GUARDIAN';
  if (competent === 'NOT_COMPETENT' || !(isGuardian || sameSubject(about, addressee))) {
    const rule = 'asked is whose yes would count: the person, for a child under 16 a guardian who speaks for it';
    refuse('CONSENT_GIVER_NOT_COMPETENT', `${rule} (A2(1)-4, A4-3)`);
  }
}

/** Else a version more would be a reminder more, or would take a refusal back. */
function checkOutcome({ payload, previous }: Proposed<Members>): void {
  if (previous === null) return;
  const before = previous.payload;
  if (!isOpen(before) || payload.outcome === 'SENT' || payload.outcome === before.outcome) {
    badInput(`outcome "${payload.outcome}": after ${before.outcome} another request is another entry`);
  }
  const asked = ({ addressee, matter, purpose, recipient, categories, textVersion }: ConsentRequestPayload) =>
    JSON.stringify([addressee.kind, addressee.reference, matter, purpose, recipient, categories, textVersion]);
  if (asked(before) !== asked(payload)) badInput('key: what was asked stands; only its outcome is recorded anew');
}

function firstDay({ sentOn }: ConsentRequestPayload): Date {
  return new Date(`${sentOn}T00:00:00+09:00`);
}
