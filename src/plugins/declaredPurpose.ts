import type { DeclaredPurpose, VerifiedCaller } from '../policy/caller.js';
import { PURPOSES } from '../policy/vocabulary.js';

/**
 * The one purpose of a request, from the values of its `Noren-Purpose` header. Exact and byte for byte: a repeated header,
 * a list, another case or a look-alike letter is an unknown purpose, and the token's list has the last word.
 */
export function declaredPurpose(header: readonly string[], caller: Pick<VerifiedCaller, 'purposes'>): DeclaredPurpose {
  const [value] = header;
  if (value === undefined || (header.length === 1 && value === ''))
    return { purpose: null, problem: 'PURPOSE_MISSING' };
  const purpose = header.length === 1 ? PURPOSES.find((registered) => registered === value) : undefined;
  if (purpose === undefined) return { purpose: null, problem: 'PURPOSE_UNKNOWN' };
  if (!caller.purposes.includes(purpose)) return { purpose: null, problem: 'PURPOSE_NOT_ALLOWED' };
  return { purpose, problem: null };
}
