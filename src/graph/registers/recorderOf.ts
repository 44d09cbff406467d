import { NorenError } from '../../errors.js';
import type { Role } from '../../policy/vocabulary.js';
import type { Recorder } from '../../registry/registers/registerDefinition.js';
import type { RequestContext } from '../context.js';

/** The caller in the first of the roles that may do it. @throws NorenError REFUSED */
export function recorderOf({ caller, trail }: RequestContext, roles: readonly Role[]): Recorder {
  const role = roles.find((name) => caller.roles.includes(name));
  if (role === undefined) throw new NorenError('REFUSED', `Requires role ${roles.join(' or ')}.`);
  return { subjectId: caller.subjectId, organisation: caller.organisation, role, trail };
}
