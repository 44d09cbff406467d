import { createGlobalIds } from '../../disclosure/globalId.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { VerifiedCaller } from '../../policy/caller.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import { recipientOf } from '../context.js';
import { subjectIdUnder, subjectUnder } from '../registers/subjectIds.js';

/** How a recipient knows subjects: by the ids that its answers have. */
export function recipientIds(master: Uint8Array, caller: Pick<VerifiedCaller, 'organisation' | 'roles'>) {
  const identity = recipientOf(caller);
  const ids = createGlobalIds({ master, recipient: identity });
  return { identity, idOf: (subject: SubjectReference) => subjectIdUnder(ids, subject) };
}

/** The way back, for the accountable party: whom a recipient knows by an id; null for anything that is no id of it. */
export function knownByRecipient(
  master: Uint8Array,
  { kind, identity, id }: { readonly kind: SubjectKind; readonly identity: string; readonly id: string },
): SubjectReference | null {
  return subjectUnder(createGlobalIds({ master, recipient: identity }), kind, id);
}
