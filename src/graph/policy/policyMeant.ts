import { NorenError } from '../../errors.js';
import type { Policy } from '../../policy/policy.js';
import type { RequestContext } from '../context.js';
import { versionNamed } from './versionNamed.js';

/** The policy in force now, or on a day, or of a name. @throws NorenError BAD_INPUT */
export function policyMeant(
  { environment: { policies }, policy }: Pick<RequestContext, 'environment' | 'policy'>,
  { on, version }: { readonly on?: string | null; readonly version?: string | null },
): Policy {
  if (typeof version === 'string') {
    if (typeof on === 'string')
      throw new NorenError('BAD_INPUT', 'PolicyQuestion: takes a day or a version, not both.');
    return versionNamed(policies, 'PolicyQuestion.version', version).policy;
  }
  if (typeof on !== 'string') return policy;
  try {
    return policies.policyAt(new Date(`${on}T12:00:00+09:00`));
  } catch (error) {
    if (!(error instanceof NorenError) || error.code !== 'BAD_POLICY') throw error;
    throw new NorenError('BAD_INPUT', 'PolicyQuestion.on: no version of the policy is in force on that day.');
  }
}
