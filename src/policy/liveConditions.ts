import type { Condition } from './vocabulary.js';

/** Conditions that the gateway can establish today; every other one is unmet until its register exists. */
export const LIVE_CONDITIONS: ReadonlySet<Condition> = new Set<Condition>([
  'CONSENT',
  'OPT_IN',
  'OWN_CLASS',
  'GUARDIAN_LINK',
  'OWN_RECORD',
  'LINKED_CHILD',
]);
