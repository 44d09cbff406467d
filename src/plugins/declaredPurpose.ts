import { PURPOSES, type Purpose } from '../policy/vocabulary.js';
import type { VerifiedCaller } from './verifiedCaller.js';

export type PurposeProblem = 'PURPOSE_MISSING' | 'PURPOSE_UNKNOWN' | 'PURPOSE_NOT_ALLOWED';

/** What the request says it is for. Not an HTTP error when refused: personal fields come back null with the problem. */
export type DeclaredPurpose =
  { readonly purpose: Purpose; readonly problem: null } | { readonly purpose: null; readonly problem: PurposeProblem };

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
