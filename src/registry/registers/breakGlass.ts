import { daysAfter, tokyoToday } from '../../policy/lifeStage.js';
import { isHoliday } from '../facts/deskHours.js';
import { refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { assigned, choice, flag, group, instant, list, optional, subject, text, word, type Payload } from './shape.js';
import { tokyoMidnight } from './tokyoMidnight.js';

const MINUTES = 60;

const members = {
  /** Who breaks the glass, as the token names them. */
  person: assigned(word()),
  organisation: assigned(word()),
  danger: choice('Danger', ['LIFE', 'BODY', 'PROPERTY']),
  whatHappens: text(),
  whyConsentHard: text(),
  subject: subject(),
  /** Guardians of the child, whom it is about too; the club's links say who. */
  guardians: assigned(list(subject(), { max: 10 })),
  reviewDueAt: assigned(instant()),
  review: assigned(optional(group('BreakGlassReview', { by: word(), at: instant(), note: text(), justified: flag() }))),
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
  recorders: ['EMERGENCY_RESPONDER'],
  accountableOnly: false,
  purposes: ['VITAL_OR_PROPERTY_PROTECTION'],
  enders: ['EMERGENCY_RESPONDER'],
  subjectOf: (payload) => payload.subject,
  organisationOf: ({ organisation }) => organisation,
  assign: (payload, { recorder, now }) => ({
    ...payload,
    person: recorder.subjectId,
    organisation: recorder.organisation,
    reviewDueAt: endOfNextBusinessDay(now).toISOString(),
    review: null,
  }),
  periodOf: (_payload, now) => ({ from: now, to: new Date(now.getTime() + MINUTES * 60_000) }),
  check: async ({ recorder, previous }, look) => {
    // Each emergency is its own: a key that came back would be a second hour without a review.
    if (previous !== null)
      refuse('BREAK_GLASS_EXPIRED', 'an emergency is not prolonged; a new one says anew why (A4-6a)');
    await needsNoReview(recorder.subjectId, look);
  },
  checkEnd: ({ payload }, recorder) => {
    if (payload.person !== recorder.subjectId) refuse('BREAK_GLASS_OTHER', 'ended by whoever began it');
  },
});

/** An event whose review is due and was not made blocks the actor's next one. */
async function needsNoReview(person: string, look: Look): Promise<void> {
  const events = await look.latest(breakGlassRegister, { person });
  const overdue = events.some(({ payload }) => payload.review === null && new Date(payload.reviewDueAt) <= look.now);
  if (overdue) refuse('BREAK_GLASS_UNREVIEWED', 'an earlier emergency of this caller awaits its review (A4-6a)');
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
