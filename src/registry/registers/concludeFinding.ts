import type { Role } from '../../policy/vocabulary.js';
import type { RegisterStore } from '../registerStore.js';
import { auditFindingRegister, type AuditFindingPayload, type OUTCOME_KINDS } from './auditFinding.js';
import { badInput, refuse } from './refuse.js';
import type { Recorder } from './registerDefinition.js';
import { ruleBookRegister } from './ruleBook.js';

export const FINDING_CONCLUDERS: readonly Role[] = ['PRIVACY_MANAGER'];

export interface Concluding {
  readonly key: string;
  readonly recorder: Recorder;
  readonly kind: (typeof OUTCOME_KINDS)[number];
  /** Of what was changed; of NO_CHANGE none. */
  readonly version: string | null;
  readonly why: string;
}

/** A reason for leaving things as they are has some words. */
const SHORTEST_REASON = 20;

/** What a finding led to. @throws NorenError BAD_INPUT, REFUSED (FINDING_WITHOUT_OUTCOME) */
export async function concludeFinding(store: RegisterStore, { key, recorder, ...said }: Concluding) {
  const rules = await store.current(ruleBookRegister);
  const step = { key, recorder, reason: said.why, roles: FINDING_CONCLUDERS, alsoEnded: false };
  return store.amend(auditFindingRegister, step, ({ payload, validFrom }, { now, policy }) => {
    const rulesIssued = rules.some((entry) => entry.payload.version === said.version && entry.validFrom > validFrom);
    checkOutcome(payload, said, { policyVersion: policy.version, rulesIssued });
    return { outcome: { ...said, by: recorder.subjectId, at: now.toISOString() } };
  });
}

interface Standing {
  readonly policyVersion: string;
  /** The rule book has this version, and got it after the finding. */
  readonly rulesIssued: boolean;
}

function checkOutcome(
  finding: AuditFindingPayload,
  { kind, version, why }: Pick<Concluding, 'kind' | 'version' | 'why'>,
  { policyVersion, rulesIssued }: Standing,
): void {
  if (finding.outcome !== null) badInput('key: this finding has its outcome already');
  if (kind === 'NO_CHANGE') {
    if (version !== null) badInput(`version "${version}": no change has no version`);
    if (why.trim().length < SHORTEST_REASON) {
      refuse('FINDING_WITHOUT_OUTCOME', `no change needs a reason of at least ${SHORTEST_REASON} characters (A9-2)`);
    }
    return;
  }
  const changed =
    kind === 'POLICY_CHANGE' ? version === policyVersion && version !== finding.policyVersion : rulesIssued;
  if (!changed) {
    refuse('FINDING_WITHOUT_OUTCOME', `${kind} names a version that is in force and was not when it was found (A9-2)`);
  }
}
