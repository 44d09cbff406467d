import { auditFindingRegister, type AuditFindingPayload } from './auditFinding.js';
import { correctiveActionRegister } from './correctiveAction.js';
import { refuse } from './refuse.js';
import { defineRegister, type Entry, type Look } from './registerDefinition.js';

/** Findings with their end, which depends on the corrective actions; these depend on findings, hence in a file of its own. */
export const closableFindingRegister = defineRegister({
  ...auditFindingRegister,
  enders: ['INTERNAL_AUDITOR'],
  checkEnd: (entry, _recorder, look) => checkClosing(entry, look),
});

/** Only with an outcome, and when each correction is verified. */
async function checkClosing({ key, payload: { outcome } }: Entry<AuditFindingPayload>, look: Look): Promise<void> {
  if (outcome === null) {
    refuse('FINDING_WITHOUT_OUTCOME', 'a finding is closed with a change, or a reasoned no-change (A9-2)');
  }
  const actions = await look.latest(correctiveActionRegister);
  const own = actions.filter(({ payload }) => payload.finding === key);
  if (own.length === 0 && outcome.kind !== 'NO_CHANGE') {
    refuse('CLOSED_WITHOUT_EVIDENCE', 'a finding that led to a change has a verified corrective action (A9-3)');
  }
  if (own.some(({ payload }) => payload.state !== 'VERIFIED')) {
    refuse('CLOSED_WITHOUT_EVIDENCE', 'each corrective action is verified, with evidence, before the end (A9-3)');
  }
}
