export { agreed, firstRefusal } from '../../src/policy/decideFully.js';
import type { FullDecision } from '../../src/policy/gates/fullDecision.js';

const RAW: FullDecision = {
  ladder: [{ form: 'RAW', when: [], rule: 'NONE', basis: 'NONE', clauses: [], blockedBy: [] }],
  form: 'RAW',
  condition: [],
  fallback: 'RAW',
  reason: 'PERMITTED',
  rule: 'NONE',
  clauses: [],
  gate: null,
  lost: [],
  waived: [],
};

/** Everything is whole for everybody. */
export function decideFully(): FullDecision {
  return RAW;
}
