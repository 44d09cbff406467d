import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import type { Role } from '../../policy/vocabulary.js';
import { isHoliday } from '../facts/deskHours.js';
import { organisationRegister } from './organisation.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look, type Recorder } from './registerDefinition.js';
import { assigned, choice, flag, group, instant, list, optional, subject, text, word, type Payload } from './shape.js';
import { tokyoMidnight } from './tokyoMidnight.js';

const MINUTES = 60;
/** The Club's own, who know whom it is about and let the responder in: the second person (A4-6a). */
const OPENERS: readonly Role[] = ['CLUB_STAFF', 'CONSULTATION_DESK', 'SECURITY_OFFICER'];
const STOPPERS: readonly Role[] = ['SECURITY_OFFICER', 'PRIVACY_MANAGER'];

const members = {
  /** For whom it is opened, as their token and the register of organisations name them; null: for whoever records. */
  responder: optional(group('Responder', { person: word(), organisation: word() })),
  /** Who sees the data. */
  person: assigned(word()),
  organisation: assigned(word()),
  /** Who recorded it. */
  openedBy: assigned(optional(word())),
  danger: choice('Danger', ['LIFE', 'BODY', 'PROPERTY']),
  whatHappens: text(),
  whyConsentHard: text(),
  subject: subject(),
  /** Guardians of the child, whom it is about too; the club's links say who. */
  guardians: assigned(list(subject(), { max: 10 })),
  reviewDueAt: assigned(instant()),
  review: assigned(optional(group('BreakGlassReview', { by: word(), at: instant(), note: text(), justified: flag() }))),
  /** What became of one that was not justified. */
  followUp: assigned(optional(group('BreakGlassFollowUp', { by: word(), at: instant(), note: text() }))),
} as const;

export type BreakGlassPayload = Payload<typeof members>;

/** Emergencies: one subject, sixty minutes, reviewed within a business day. */
export const breakGlassRegister = defineRegister({
  name: 'BREAK_GLASS',
  noun: 'BreakGlass',
  plural: 'breakGlasses',
  description: 'Emergency access for sixty minutes: the condition b of the matrix.',
  clauses: ['A4-6a'],
  members,
  confidential: true,
  recorders: ['EMERGENCY_RESPONDER', ...OPENERS],
  accountableOnly: false,
  // The own staff open it, or end it, from the work that they are at.
  purposes: [
    'VITAL_OR_PROPERTY_PROTECTION',
    'CLUB_OPERATION',
    'DATA_SUBJECT_RIGHTS',
    'SERVICE_PROTECTION',
    'GOVERNANCE',
  ],
  enders: ['EMERGENCY_RESPONDER', ...STOPPERS],
  subjectOf: (payload) => payload.subject,
  organisationOf: ({ organisation }) => organisation,
  assign: (payload, { recorder, now }) => ({
    ...payload,
    person: payload.responder?.person ?? recorder.subjectId,
    organisation: payload.responder?.organisation ?? recorder.organisation,
    openedBy: recorder.subjectId,
    reviewDueAt: endOfNextBusinessDay(now).toISOString(),
    review: null,
    followUp: null,
  }),
  periodOf: (_payload, now) => ({ from: now, to: new Date(now.getTime() + MINUTES * 60_000) }),
  check: async ({ payload, recorder, previous }, look) => {
    // Each emergency is its own: a key that came back would be a second hour without a review.
    if (previous !== null)
      refuse('BREAK_GLASS_EXPIRED', 'an emergency is not prolonged; a new one says anew why (A4-6a)');
    await checkResponder(payload, recorder, look);
    await needsNoReview(payload.person, look);
  },
  checkEnd: ({ payload }, recorder, { policy }) => {
    const own = STOPPERS.includes(recorder.role) && policy.organisations[recorder.organisation]?.accountable === true;
    if (!own && payload.person !== recorder.subjectId) {
      refuse('BREAK_GLASS_OTHER', 'ended by whoever it was opened for, or by the accountable party');
    }
  },
});

/** Who responds opens for themselves; the Club's own open for somebody of an organisation that responds, never for themselves. */
async function checkResponder({ responder }: BreakGlassPayload, recorder: Recorder, look: Look): Promise<void> {
  if (recorder.role === 'EMERGENCY_RESPONDER') {
    if (responder !== null) badInput('responder: whoever responds opens for themselves');
    return;
  }
  if (look.policy.organisations[recorder.organisation]?.accountable !== true) {
    refuse('NOT_ACCOUNTABLE_PARTY', "only the accountable party's own open it for another (A3-1)");
  }
  if (responder === null) return badInput('responder null: must name for whom it is opened');
  if (responder.person === recorder.subjectId) refuse('SELF_APPROVAL', 'nobody opens it for themselves (A4-6a, A7-o)');
  const [entry] = await look.inForce(organisationRegister, { key: responder.organisation });
  if (entry?.payload.recipientClasses.includes('EMERGENCY_RECIPIENT') !== true) {
    badInput(`responder.organisation "${responder.organisation}": is no registered recipient in emergencies`);
  }
}

/** An event whose review is due and was not made, or found no ground and was not followed up, blocks the actor's next one. */
async function needsNoReview(person: string, look: Look): Promise<void> {
  const events = await look.latest(breakGlassRegister, { person });
  if (events.some(({ payload }) => isUnreviewed(payload, look.now))) {
    refuse('BREAK_GLASS_UNREVIEWED', 'an earlier emergency of this caller awaits its review (A4-6a)');
  }
  if (events.some(({ payload }) => isUnjustified(payload))) {
    refuse(
      'BREAK_GLASS_UNJUSTIFIED',
      'an earlier emergency of this caller was not justified; it awaits what follows (A4-6a)',
    );
  }
}

export function isUnreviewed({ review, reviewDueAt }: BreakGlassPayload, now: Date): boolean {
  return review === null && new Date(reviewDueAt) <= now;
}

/** Found so, and nothing followed yet. */
export function isUnjustified({ review, followUp }: BreakGlassPayload): boolean {
  return review?.justified === false && (followUp ?? null) === null;
}

/** Midnight in Japan at the end of the next day that is neither a Sunday nor a public holiday. */
function endOfNextBusinessDay(now: Date): Date {
  let day = daysAfter(tokyoToday(now), 1);
  while (isHoliday(day) || isSunday(day)) day = daysAfter(day, 1);
  return tokyoMidnight(daysAfter(day, 1));
}

function isSunday(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).getUTCDay() === 0;
}
