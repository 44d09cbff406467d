import type { Role } from '../../policy/vocabulary.js';
import type { Asker } from '../../rights/asker.js';
import type { RequestContext } from '../context.js';
import { recorderOf } from '../registers/recorderOf.js';

/** The caller in one of the roles, with the request that the record will name. @throws NorenError REFUSED */
export function askerOf(context: RequestContext, roles: readonly Role[]): Asker {
  return { ...recorderOf(context, roles), trail: context.trail };
}
