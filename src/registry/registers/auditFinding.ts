import { auditReportRegister } from './auditReport.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { assigned, choice, day, group, instant, optional, text, word, type Payload } from './shape.js';

export const SEVERITIES = ['MINOR', 'MAJOR', 'CRITICAL'] as const;
export const OUTCOME_KINDS = ['POLICY_CHANGE', 'RULE_BOOK_CHANGE', 'NO_CHANGE'] as const;

/** Rules that no finding can close: law, danger to life, and the rights of the person come first. */
const NEVER_SUSPENDED: readonly string[] = ['LAW_OR_ORDINANCE', 'VITAL_OR_PROPERTY', 'DATA_SUBJECT_REQUEST'];

const members = {
  /** Key of the audit report. */
  report: word(),
  title: text(200),
  description: text(),
  severity: choice('AuditSeverity', SEVERITIES),
  /** Who has to see to it, as the token names them. */
  owner: word(),
  /** By then an outcome is on record. */
  dueOn: day(),
  /** Id of the matrix row that gives nothing while this finding is open; only of a CRITICAL one. */
  suspendsRule: optional(word()),
  /** Versions in force when it was found; a change has another. */
  policyVersion: assigned(word()),
  outcome: assigned(
    optional(
      group('FindingOutcome', {
        kind: choice('FindingOutcomeKind', OUTCOME_KINDS),
        /** The new version; of NO_CHANGE none. */
        version: optional(word()),
        why: text(),
        by: word(),
        at: instant(),
      }),
    ),
  ),
} as const;

export type AuditFindingPayload = Payload<typeof members>;

/** What audits found. How a finding ends: `closableFinding.ts`. */
export const auditFindingRegister = defineRegister({
  name: 'AUDIT_FINDING',
  noun: 'AuditFinding',
  plural: 'auditFindings',
  description: 'Findings of audits; each leads to a change of policy or rule book, or to a reasoned decision for none.',
  clauses: ['A9-2', 'A9-3', 'B-5'],
  members,
  recorders: ['INTERNAL_AUDITOR'],
  purposes: ['INTERNAL_AUDIT'],
  lasting: true,
  assign: async (payload, { look }) => ({ ...payload, policyVersion: look.policy.version, outcome: null }),
  check: async ({ payload, previous }, look) => {
    if (previous !== null) refuse('FINDING_STANDS', 'what was found is not rewritten; it gets an outcome (A9-2)');
    const found = await look.latest(auditReportRegister, { key: payload.report });
    if (found.length === 0) badInput(`report "${payload.report}": there is no such report`);
    checkSuspension(payload, look);
  },
});

function checkSuspension({ severity, suspendsRule }: AuditFindingPayload, { policy }: Look): void {
  if (suspendsRule === null) return;
  if (severity !== 'CRITICAL')
    badInput(`suspendsRule "${suspendsRule}": only a CRITICAL finding suspends a rule (A9-3)`);
  const rule = policy.rules.find(({ id }) => id === suspendsRule);
  if (rule === undefined) return badInput(`suspendsRule "${suspendsRule}": is no rule of the policy`);
  if (rule.effect !== 'PERMIT' || NEVER_SUSPENDED.includes(rule.basis)) {
    badInput(`suspendsRule "${suspendsRule}": must be a rule that permits, and not on ${NEVER_SUSPENDED.join(', ')}`);
  }
}
