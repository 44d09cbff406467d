import { tokyoToday } from '../../policy/lifeStage.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, day, flag, integer, optional, text, word, type Payload } from './shape.js';

const members = {
  id: word(),
  title: text(200),
  body: text(20_000),
  critical: flag(),
  publishedOn: day(),
  /** Counts the texts under this id; who has read one has not read the next. */
  edition: assigned(optional(integer(1, 1_000_000))),
  /** The day from which this text could be read here, whatever day it bears: days to read it begin then. */
  issuedOn: assigned(optional(day())),
} as const;

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
  assign: async (payload, { now, look }): Promise<BulletinPayload> => {
    const [before] = await look.latest(bulletinRegister, { key: payload.id });
    const { title, body } = payload;
    const same = before !== undefined && before.payload.title === title && before.payload.body === body;
    if (same) return { ...payload, edition: editionOf(before.payload), issuedOn: before.payload.issuedOn ?? null };
    const edition = before === undefined ? 1 : editionOf(before.payload) + 1;
    return { ...payload, edition, issuedOn: tokyoToday(now) };
  },
});

/** Of a bulletin, or of the receipt of one; what was recorded before editions were counted is the first. */
export function editionOf({ edition }: { readonly edition?: number | null | undefined }): number {
  return edition ?? 1;
}

/** The day from which its days to be read are counted. */
export function readableFrom({ publishedOn, issuedOn }: Pick<BulletinPayload, 'publishedOn' | 'issuedOn'>): string {
  return typeof issuedOn === 'string' && issuedOn > publishedOn ? issuedOn : publishedOn;
}
