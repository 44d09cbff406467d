import { bulletinRegister, editionOf } from './bulletin.js';
import { badInput } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, integer, optional, word, type Payload } from './shape.js';
import { OWN_STAFF } from './staffRoles.js';

const members = {
  person: assigned(word()),
  bulletin: word(),
  edition: assigned(optional(integer(1, 1_000_000))),
} as const;

export type BulletinReceiptPayload = Payload<typeof members>;

/** That a person has read a bulletin; everybody speaks for themselves. */
export const bulletinReceiptRegister = defineRegister({
  name: 'BULLETIN_RECEIPT',
  noun: 'BulletinReceipt',
  plural: 'bulletinReceipts',
  description: 'Who has read which bulletin.',
  clauses: ['A9-4b'],
  members,
  recorders: OWN_STAFF,
  keyOf: ({ person, bulletin }) => `${person}/${bulletin}`,
  assign: async (payload, { recorder, look }) => {
    const [read] = await look.inForce(bulletinRegister, { key: payload.bulletin });
    return { ...payload, person: recorder.subjectId, edition: read === undefined ? null : editionOf(read.payload) };
  },
  check: async ({ payload: { bulletin } }, look) => {
    const found = await look.inForce(bulletinRegister, { key: bulletin });
    if (found.length === 0) badInput(`bulletin "${bulletin}": there is none`);
  },
});
