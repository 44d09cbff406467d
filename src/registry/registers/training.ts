import { tokyoToday } from '../../policy/lifeStage.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, choice, day, flag, integer, optional, word, type Payload } from './shape.js';
import { addDays, tokyoMidnight } from './tokyoMidnight.js';

/** Out of 100. */
export const PASS_MARK = 80;
const VALID_DAYS = 365;

const members = {
  /** As the token names them. */
  person: word(),
  course: word(),
  courseVersion: word(),
  channel: choice('TrainingChannel', ['REGULAR_TRAINING', 'MEETING']),
  /** Of 100; a meeting has none. */
  score: optional(integer(0, 100)),
  completedOn: day(),
  /** Whether it renews the training: passed, and no meeting. */
  counts: assigned(flag()),
} as const;

export type TrainingPayload = Payload<typeof members>;

/** Training of one person; each has its own entry, so that a failed second try takes no earlier pass away. */
export const trainingRegister = defineRegister({
  name: 'TRAINING',
  noun: 'Training',
  plural: 'trainings',
  description: 'Completed training, for 365 days; a meeting is awareness and does not count as training.',
  clauses: ['A9-4a', 'A9-4c', 'A9-5'],
  members,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ person, channel, course, completedOn }) => `${person}/${channel}/${course}/${completedOn}`,
  assign: (payload) => ({
    ...payload,
    counts: payload.channel === 'REGULAR_TRAINING' && payload.score !== null && payload.score >= PASS_MARK,
  }),
  periodOf: ({ completedOn }) => {
    const from = tokyoMidnight(completedOn);
    return { from, to: addDays(from, VALID_DAYS) };
  },
  check: ({ payload, recorder }, look) => {
    if (payload.person === recorder.subjectId) refuse('SELF_APPROVAL', 'nobody certifies their own training (A7-o)');
    if (payload.completedOn > tokyoToday(look.now)) badInput(`completedOn "${payload.completedOn}": has not come yet`);
    if ((payload.channel === 'MEETING') !== (payload.score === null)) {
      badInput('score: a training has one, a meeting has none (A9-4c)');
    }
  },
});
