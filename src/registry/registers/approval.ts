import { ROLES } from '../../policy/vocabulary.js';
import { assigned, choice, group, instant, optional, text, word } from './shape.js';
import type { Recording } from './registerDefinition.js';

/** Members of an entry that counts only once somebody else has said yes. `RegisterStore.approve` sets `approval`. */
export const APPROVAL_MEMBERS = {
  requestedBy: assigned(word()),
  approval: assigned(
    optional(group('RegisterApproval', { by: word(), role: choice('Role', ROLES), at: instant(), note: text() })),
  ),
} as const;

/** A new version needs a new yes. */
export function awaitingApproval<P>(payload: P, { recorder }: Recording): P {
  return { ...payload, requestedBy: recorder.subjectId, approval: null };
}
