import { badInput, refuse } from './refuse.js';
import { auditFindingRegister } from './auditFinding.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { assigned, choice, day, group, instant, optional, text, word } from './shape.js';

export const CORRECTION_STATES = ['OPEN', 'CORRECTED', 'VERIFIED'] as const;

/** A test, a document, a change: something that another can look at. */
const evidence = group('CorrectionEvidence', { reference: text(500), by: word(), at: instant() });

const members = {
  /** Key of the finding. */
  finding: word(),
  what: text(),
  /** Who does it, as the token names them. */
  owner: word(),
  dueOn: day(),
  state: assigned(choice('CorrectionState', CORRECTION_STATES)),
  correction: assigned(optional(evidence)),
  verification: assigned(optional(evidence)),
} as const;

/** What is done about a finding: OPEN, then CORRECTED with evidence, then VERIFIED by another, with evidence. */
export const correctiveActionRegister = defineRegister({
  name: 'CORRECTIVE_ACTION',
  noun: 'CorrectiveAction',
  plural: 'correctiveActions',
  description: 'Corrective actions; no state is reached without evidence, and nobody verifies their own.',
  clauses: ['A9-3'],
  members,
  recorders: ['PRIVACY_MANAGER', 'DEPT_MANAGER', 'INTERNAL_AUDITOR'],
  purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'],
  lasting: true,
  assign: (payload) => ({ ...payload, state: 'OPEN' as const, correction: null, verification: null }),
  check: async ({ payload, previous }, look) => {
    if (previous !== null) refuse('CORRECTION_STANDS', 'an action is corrected and verified, not rewritten (A9-3)');
    await needsOpenFinding(payload.finding, look);
  },
});

async function needsOpenFinding(key: string, look: Look): Promise<void> {
  const found = await look.inForce(auditFindingRegister, { key });
  if (found.length === 0) badInput(`finding "${key}": there is no such open finding`);
}
