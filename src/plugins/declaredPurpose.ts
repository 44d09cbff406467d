import type { DeclaredPurpose, PurposeProblem, VerifiedCaller } from '../policy/caller.js';
import { PURPOSES, subPurposesOf } from '../policy/vocabulary.js';

/**
 * The one purpose of a request, from the values of its `Noren-Purpose` header: `CLUB_OPERATION`, with its sub-purpose
 * `AGGREGATE_ANALYSIS/IMPROVE`, or with the service that it is for, `REQUESTED_SERVICE/textbook-delivery` (A4-4c). Exact and byte for byte: a repeated header, a list, another case or a look-alike letter is an
 * unknown purpose, and the token's list has the last word.
 */
export function declaredPurpose(
  header: readonly string[],
  caller: Pick<VerifiedCaller, 'purposes' | 'subPurposes'>,
): DeclaredPurpose {
  const [value] = header;
  if (value === undefined || (header.length === 1 && value === '')) return refused('PURPOSE_MISSING');
  const [word, sub, ...more] = value.split('/');
  const purpose = header.length === 1 ? PURPOSES.find((registered) => registered === word) : undefined;
  if (purpose === undefined) return refused('PURPOSE_UNKNOWN');
  if (!caller.purposes.includes(purpose)) return refused('PURPOSE_NOT_ALLOWED');
  if (purpose === 'REQUESTED_SERVICE' && sub !== undefined) return forService(value.slice(purpose.length + 1));
  const registered = subPurposesOf(purpose);
  if (sub === undefined) {
    return registered.length === 0 ? { purpose, subPurpose: null, problem: null } : refused('SUB_PURPOSE_MISSING');
  }
  const subPurpose = more.length === 0 ? registered.find((each) => each === sub) : undefined;
  if (subPurpose === undefined) return refused('SUB_PURPOSE_UNKNOWN');
  if (caller.subPurposes?.includes(subPurpose) === false) return refused('PURPOSE_NOT_ALLOWED');
  return { purpose, subPurpose, problem: null };
}

/** As a service request names its service. */
const SERVICE = /^[\w.:@|/-]{1,128}$/;

function forService(service: string): DeclaredPurpose {
  if (!SERVICE.test(service)) return refused('SUB_PURPOSE_UNKNOWN');
  return { purpose: 'REQUESTED_SERVICE', subPurpose: null, service, problem: null };
}

function refused(problem: PurposeProblem): DeclaredPurpose {
  return { purpose: null, subPurpose: null, problem };
}
