import type { Role } from '../../policy/vocabulary.js';
import type { Asker } from '../../rights/asker.js';
import type { RequestContext } from '../context.js';
import { recorderOf } from '../registers/recorderOf.js';

/** The caller in one of the roles, with the request that the record will name. @throws NorenError REFUSED */
export function askerOf(context: RequestContext, roles: readonly Role[]): Asker {
  const { requestId, now, caller, recipientClasses, purpose } = context;
  const { version, hash } = context.policy;
  const onRecorded = (): void => undefined;
  const trail = { requestId, now, caller, recipientClasses, purpose, policy: { version, hash }, onRecorded };
  return { ...recorderOf(context, roles), trail };
}
