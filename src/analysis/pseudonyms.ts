import type { KeyObject } from 'node:crypto';
import { NorenError } from '../errors.js';
import { hmac, prepareKey } from '../disclosure/cryptography.js';
import type { SubjectReference } from '../policy/consentRecord.js';

const KEY_BYTES = 32;
const PSEUDONYM_BYTES = 16;
const DIGEST_BYTES = 8;

/** Keyed names of what the store holds; hexadecimal. Without the key, which no database holds, they lead nowhere. */
export interface Pseudonyms {
  /** Stable across snapshots, so that a refresh can follow a family. */
  family(familyId: string | number): string;
  /** By which a change in the registers finds its family without asking a source. */
  subject(subject: SubjectReference): string;
  /** Of everything that a family's facts are made from: it changes when they may. */
  digest(content: string): string;
  /** Decides which cells of a family are kept where there are too many; depends on nobody else, and cannot be foreseen. */
  order(familyId: string | number): string;
}

/** HMAC-SHA-256 under a label for each use. @throws NorenError BAD_CONFIGURATION for a key below 32 bytes */
export function createPseudonyms(key: Buffer): Pseudonyms {
  if (key.length < KEY_BYTES) {
    throw new NorenError('BAD_CONFIGURATION', 'analysis: the pseudonym key must have at least 32 bytes.');
  }
  const prepared: KeyObject = prepareKey(key);
  const named = (label: string, content: string, bytes: number): string =>
    hmac(prepared, `analysis\0${label}\0${content}`).subarray(0, bytes).toString('hex');
  return {
    family: (id) => named('family', String(id), PSEUDONYM_BYTES),
    subject: ({ kind, reference }) => named('subject', `${kind}\0${reference}`, PSEUDONYM_BYTES),
    digest: (content) => named('digest', content, DIGEST_BYTES),
    order: (id) => named('order', String(id), PSEUDONYM_BYTES),
  };
}
