import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, optional, subject, text, word, type Payload } from './shape.js';

export const SUBJECT_FLAGS = [
  'ERASED',
  'STOP_USE',
  'STOP_PROVISION',
  'LEGAL_HOLD',
  'GUARDIAN_NOTICE_SUPPRESSED',
] as const;
/** What the desk may do on the word of the person; the rest is the privacy manager's. */
const OF_THE_DESK: readonly string[] = ['ERASED', 'STOP_USE', 'STOP_PROVISION'];

const members = {
  subject: subject(),
  flag: choice('SubjectFlag', SUBJECT_FLAGS),
  why: text(),
  /** Key of the rights case, order or welfare case behind it. */
  case: optional(word()),
} as const;

export type SubjectFlagPayload = Payload<typeof members>;

/** What stands over a person's data whatever else is allowed; counts until ended. */
export const subjectFlagRegister = defineRegister({
  name: 'SUBJECT_FLAG',
  noun: 'SubjectFlag',
  plural: 'subjectFlags',
  description: 'Flags of data subjects, asked before the matrix.',
  clauses: ['A6-3d', 'A6-3e', 'A6-5', 'A4-7b'],
  members,
  recorders: ['CONSULTATION_DESK', 'PRIVACY_MANAGER'],
  purposes: ['DATA_SUBJECT_RIGHTS', 'GOVERNANCE'],
  enders: ['CONSULTATION_DESK', 'PRIVACY_MANAGER'],
  lasting: true,
  subjectOf: (payload) => payload.subject,
  check: async ({ payload, recorder, previous }, look) => {
    checkHand(payload, recorder.role);
    if (previous !== null && previous.payload.flag !== payload.flag) badInput('flag: another flag is another entry');
    const flags = await look.inForce(subjectFlagRegister, { subject: payload.subject });
    if (previous === null && flags.some((entry) => entry.payload.flag === payload.flag)) {
      badInput(`flag "${payload.flag}": is in force already`);
    }
    if (payload.flag === 'ERASED' && flags.some((entry) => entry.payload.flag === 'LEGAL_HOLD')) {
      refuse('LEGAL_HOLD', 'erased when the hold ends; until then STOP_USE (A6-5)');
    }
  },
  checkEnd: ({ payload: { flag } }, { role }) => {
    if (flag === 'ERASED') refuse('ERASED', 'what is erased does not come back (A6-3d)');
    // The desk raises a stop on a person's word; that it be lifted is not in a word that the desk reports.
    if (role !== 'PRIVACY_MANAGER') refuse('NOT_YOUR_FLAG', `${flag} is lifted by the privacy manager`);
  },
});

function checkHand({ flag }: SubjectFlagPayload, role: string): void {
  if (role === 'PRIVACY_MANAGER' || OF_THE_DESK.includes(flag)) return;
  refuse('NOT_YOUR_FLAG', `${flag} is for the privacy manager`);
}
