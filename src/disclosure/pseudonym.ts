import { deriveKey, hmac, prepareKey } from './cryptography.js';

/** RFC 4648, section 6. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const LENGTH = 16;

/** What the pseudonym stands for; two of them about one person can't be linked by their text. */
export type PseudonymDomain = 'NAME' | 'MEMBER_CODE' | 'BASKET';

/**
 * `kind` is the subject kind (for a basket: its month, so that baskets can't be linked across months), `reference` the row's key in
 * its source. Gives 'P-' and 16 characters (80 bits).
 */
export type Pseudonymise = (domain: PseudonymDomain, kind: string, reference: number | string) => string;

export interface PseudonymiserOptions {
  /** At least 32 bytes. */
  readonly master: Uint8Array;
  /** The recipient organisation. */
  readonly recipient: string;
  readonly purpose: string;
  /** Raised to give every recipient a new, unlinkable set. */
  readonly version: number;
}

/**
 * Keyed pseudonyms: HMAC-SHA-256 of the internal key, never of the name, under a key of its own per recipient, purpose and version, so
 * that no dictionary of names or codes helps and two recipients can't join their sets (ENISA, Pseudonymisation techniques, 2019).
 * Make one per request: the key is derived once.
 */
export function createPseudonymiser(options: PseudonymiserOptions): Pseudonymise {
  const key = prepareKey(deriveKey(options.master, 'pseudonym', options.recipient, options.purpose, options.version));
  return (domain, kind, reference) => `P-${base32(hmac(key, JSON.stringify([domain, kind, reference])))}`;
}

function base32(bytes: Buffer): string {
  let text = '';
  let pending = 0;
  let bits = 0;
  for (let index = 0; text.length < LENGTH; index += 1) {
    pending = ((pending & 0x1f) << 8) | bytes.readUInt8(index);
    for (bits += 8; bits >= 5 && text.length < LENGTH; bits -= 5)
      text += ALPHABET.charAt((pending >>> (bits - 5)) & 0x1f);
  }
  return text;
}
