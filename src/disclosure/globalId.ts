import { decipherBlocks, deriveKey, encipherBlocks, prepareKey } from './cryptography.js';
import { decodeCanonicalBase64url } from './decodeCanonicalBase64url.js';

/** The position is part of issued ids: add at the end, never reorder or remove. */
export const GLOBAL_ID_TYPES = [
  'Guardian',
  'Child',
  'Member',
  'Course',
  'Class',
  'Campaign',
  'Enrolment',
  'Purchase',
  'Shop',
  'Product',
  'Staff',
  'Family',
  'Consent',
  'Release',
  'Session',
  'Assignment',
  'Attendance',
  'CampaignEntry',
  'GuardianLink',
  'Programme',
  'ProductCategory',
  'SupplierContact',
  'Employee',
  'Supplier',
] as const;
export type GlobalIdType = (typeof GLOBAL_ID_TYPES)[number];

const BLOCK_BYTES = 16;
const TEXT_LENGTH = 22;
const LARGEST_ID = 2 ** 48 - 1;

/** Opaque ids of one recipient. */
export interface GlobalIds {
  /** 22 characters of base64url; the same id always gives the same text to the same recipient. */
  encode(type: GlobalIdType, id: number): string;
  /** A whole page in one pass of the cipher. */
  encodeMany(type: GlobalIdType, ids: readonly number[]): string[];
  /** The internal key, or null for anything that is not an id of such a type issued to this recipient. Never throws. */
  decode(type: GlobalIdType | readonly GlobalIdType[], text: string): number | null;
}

/**
 * Encode-then-encipher (Bellare and Rogaway, Asiacrypt 2000): type, key and eight zero bytes in one AES-256 block under a key of the
 * recipient. The zero bytes authenticate: a guessed or foreign text deciphers to them with probability 2^-64, and without a tag a
 * thousand ids cost one call. Two recipients' ids of one row have nothing in common.
 */
export function createGlobalIds(options: { readonly master: Uint8Array; readonly recipient: string }): GlobalIds {
  const key = prepareKey(deriveKey(options.master, 'global-id', options.recipient));
  const encodeMany = (type: GlobalIdType, ids: readonly number[]): string[] => {
    const enciphered = encipherBlocks(key, plainBlocks(type, ids));
    return ids.map((_, row) => enciphered.toString('base64url', row * BLOCK_BYTES, (row + 1) * BLOCK_BYTES));
  };
  return {
    encodeMany,
    encode: (type, id) => encodeMany(type, [id]).join(''),
    decode: (type, text) => {
      const bytes = text.length === TEXT_LENGTH ? decodeCanonicalBase64url(text) : null;
      return bytes === null ? null : readBlock(decipherBlocks(key, bytes), type);
    },
  };
}

function plainBlocks(type: GlobalIdType, ids: readonly number[]): Buffer {
  const code = GLOBAL_ID_TYPES.indexOf(type) + 1;
  const blocks = Buffer.alloc(ids.length * BLOCK_BYTES);
  ids.forEach((id, row) => {
    if (!Number.isInteger(id) || id < 0 || id > LARGEST_ID)
      throw new RangeError(`An id of ${type} is not an integer of 48 bits.`);
    blocks.writeUInt16BE(code, row * BLOCK_BYTES);
    blocks.writeUIntBE(id, row * BLOCK_BYTES + 2, 6);
  });
  return blocks;
}

function readBlock(block: Buffer, types: GlobalIdType | readonly GlobalIdType[]): number | null {
  if (block.readBigUInt64BE(8) !== 0n) return null;
  const type = GLOBAL_ID_TYPES[block.readUInt16BE(0) - 1];
  const wanted = typeof types === 'string' ? [types] : types;
  return type !== undefined && wanted.includes(type) ? block.readUIntBE(2, 6) : null;
}
