import { tokyoToday } from '../../policy/lifeStage.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { day, subject, text } from './shape.js';

const members = {
  subject: subject(),
  deceasedOn: day(),
  /** What shows it. */
  evidence: text(),
} as const;

/** Deaths that the desk learned of before the sources did; counts from its recording (X03). */
export const deceasedRegister = defineRegister({
  name: 'DECEASED',
  noun: 'Deceased',
  plural: 'deceased',
  description: 'Persons who have died, from the moment that it is known here.',
  clauses: ['B-2', 'A2-2'],
  members,
  recorders: ['CONSULTATION_DESK', 'PRIVACY_MANAGER'],
  purposes: ['DATA_SUBJECT_RIGHTS', 'GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  lasting: true,
  subjectOf: (payload) => payload.subject,
  check: ({ payload: { deceasedOn } }, look) => {
    if (deceasedOn > tokyoToday(look.now)) badInput(`deceasedOn "${deceasedOn}": has not come yet`);
  },
});
