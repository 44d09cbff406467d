import { defineRegister } from './registerDefinition.js';
import { day, flag, text, word, type Payload } from './shape.js';

const members = { id: word(), title: text(200), body: text(20_000), critical: flag(), publishedOn: day() } as const;

export type BulletinPayload = Payload<typeof members>;

/** 部内報. Key: its id. */
export const bulletinRegister = defineRegister({
  name: 'BULLETIN',
  noun: 'Bulletin',
  plural: 'bulletins',
  description: 'Internal bulletins on the handling of personal information.',
  clauses: ['A9-4b', 'A9-6'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ id }) => id,
});
