import type { Condition } from '../../src/policy/vocabulary.js';

/** Conditions that sources and consents establish; the others come from registers, and tests of the matrix alone leave them out. */
export const LIVE_CONDITIONS: ReadonlySet<Condition> = new Set<Condition>([
  'CONSENT',
  'OPT_IN',
  'OWN_CLASS',
  'GUARDIAN_LINK',
  'OWN_RECORD',
  'LINKED_CHILD',
]);
