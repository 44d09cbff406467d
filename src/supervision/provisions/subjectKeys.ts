import { deriveKey, hmac, prepareKey } from '../../disclosure/cryptography.js';
import type { SubjectReference } from '../../policy/consentRecord.js';

/** The keyed reference of a subject in records of provision: only who has the master secret can tell or test whose it is. */
export type SubjectKeyOf = (subject: SubjectReference) => Buffer;

/** 32 bytes, of its own key: nothing joins it to pseudonyms, ids or the tokens of the audit log. */
export function createSubjectKeys(master: Uint8Array): SubjectKeyOf {
  const key = prepareKey(deriveKey(master, 'provision'));
  return ({ kind, reference }) => hmac(key, `${kind} ${reference}`);
}
