import { NorenError } from '../../errors.js';
import type { Role } from '../../policy/vocabulary.js';
import type { Recorder } from '../../registry/registers/registerDefinition.js';
import type { RequestContext } from '../context.js';
import { holdsOffice } from '../../registry/facts/holdsOffice.js';

/** The caller in the first of the roles that may do it, one whose office they hold before one whose they do not. @throws NorenError REFUSED */
export function recorderOf({ caller, trail, offices }: RequestContext, roles: readonly Role[]): Recorder {
  const held = roles.filter((name) => caller.roles.includes(name));
  const role = held.find((name) => holdsOffice(name, offices)) ?? held[0];
  if (role === undefined) throw new NorenError('REFUSED', `Requires role ${roles.join(' or ')}.`);
  return { subjectId: caller.subjectId, organisation: caller.organisation, role, trail };
}
