import { deriveKey, prepareKey, seal, unseal } from './cryptography.js';
import { decodeCanonicalBase64url } from './decodeCanonicalBase64url.js';

const PAD_BYTES = 64;
const LONGEST_TEXT = 8_192;

export type SortValue = string | number | boolean | null;

/** Cursors of one recipient. */
export interface CursorSealer {
  /**
   * `fingerprint` says for what the cursor counts: policy hash, recipient, purpose, roles, field and arguments. `expiresAt` in epoch
   * seconds.
   */
  seal(tuple: readonly SortValue[], fingerprint: string, expiresAt: number): string;
  /** null for a forged, altered, foreign or expired cursor, all alike. `now` in epoch seconds. Never throws. */
  open(text: string, fingerprint: string, now: number): readonly SortValue[] | null;
}

/**
 * A cursor carries the sort values of its row, which the caller may not see: so it is sealed (AES-256-GCM), bound to the question it
 * came from, and padded to a multiple of 64 bytes, since a length would tell the length of a value.
 */
export function createCursorSealer(options: { readonly master: Uint8Array; readonly recipient: string }): CursorSealer {
  const key = prepareKey(deriveKey(options.master, 'cursor', options.recipient));
  return {
    seal: (tuple, fingerprint, expiresAt) =>
      seal(key, padded(JSON.stringify([expiresAt, ...tuple])), fingerprint).toString('base64url'),
    open: (text, fingerprint, now) => {
      const sealed = text.length > LONGEST_TEXT ? null : decodeCanonicalBase64url(text);
      const plain = sealed === null ? null : unseal(key, sealed, fingerprint);
      return plain === null ? null : unexpired(plain, now);
    },
  };
}

/** Blanks at the end are no part of JSON, so they need no removal. */
function padded(json: string): Buffer {
  const bytes = Buffer.from(json);
  const padding = (PAD_BYTES - (bytes.length % PAD_BYTES)) % PAD_BYTES;
  return Buffer.concat([bytes, Buffer.alloc(padding, ' ')]);
}

/** `plain` is authentic, hence of our own making. */
function unexpired(plain: Buffer, now: number): readonly SortValue[] | null {
  const [expiresAt, ...tuple] = JSON.parse(plain.toString()) as [number, ...SortValue[]];
  return now < expiresAt ? tuple : null;
}
