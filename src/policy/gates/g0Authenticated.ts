import type { Gate } from './gate.js';

/** G0: a verified caller of an organisation that is in the register (A7-t). What RAW asks beyond that: rawNeeds.ts. */
export const g0Authenticated: Gate = ({ caller, organisation }) =>
  caller.subjectId !== '' && organisation !== null && organisation.code === caller.organisation
    ? null
    : { gate: 'G0', reason: 'UNAUTHENTICATED', clauses: ['A7-t', 'A7-1a'] };
