import { tokyoToday } from '../../policy/lifeStage.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { day, integer, list, text, word } from './shape.js';

const members = {
  id: word(),
  /** What people do. */
  what: text(),
  clauses: list(text(20), { min: 1 }),
  /** Who answers for it. */
  owner: text(200),
  lastDoneOn: day(),
  everyDays: integer(1, 366),
  /** Where it can be seen that it was done. */
  evidence: text(500),
} as const;

/** Controls that no program can hold, each with an owner and a date. A new version says that it was done again. Key: its id. */
export const manualControlRegister = defineRegister({
  name: 'MANUAL_CONTROL',
  noun: 'ManualControl',
  plural: 'manualControls',
  description: 'Controls that people keep, with owner, last date, interval and evidence.',
  clauses: ['A7-o', 'A7-p', 'A7-1b', 'A7-1c', 'A7-2', 'A9-4b', 'A9-4c'],
  members,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ id }) => id,
  check: ({ payload, previous }, look) => {
    const unknown = payload.clauses.find((id) => look.policy.clauses[id] === undefined);
    if (unknown !== undefined) badInput(`clauses "${unknown}": is no clause of the policy`);
    if (payload.lastDoneOn > tokyoToday(look.now)) badInput(`lastDoneOn "${payload.lastDoneOn}": has not come yet`);
    if (previous !== null && payload.lastDoneOn < previous.payload.lastDoneOn) {
      badInput(`lastDoneOn "${payload.lastDoneOn}": it was done on ${previous.payload.lastDoneOn}`);
    }
  },
});
