import type { Recorder } from './registers/registerDefinition.js';

const A_PERSON = 'PERSON';

/**
 * As whom somebody is written down who changed something. Of a person who acts for themselves, or for their child, only that: what their token
 * calls them would outlast their erasure. Who it was is in the audit log, under a tie that the erasure cuts.
 */
export function recordedName({ role, subjectId }: Pick<Recorder, 'role' | 'subjectId'>): string {
  return role.startsWith('SELF_') ? A_PERSON : subjectId;
}
