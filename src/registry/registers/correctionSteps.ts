import type { Role } from '../../policy/vocabulary.js';
import type { RegisterStore } from '../registerStore.js';
import { correctiveActionRegister } from './correctiveAction.js';
import { badInput, refuse } from './refuse.js';
import type { Recorder } from './registerDefinition.js';

export const CORRECTORS: readonly Role[] = ['PRIVACY_MANAGER', 'DEPT_MANAGER'];
export const VERIFIERS: readonly Role[] = ['INTERNAL_AUDITOR'];

export interface CorrectionStep {
  readonly key: string;
  readonly recorder: Recorder;
  /** What another can look at: a test, a document, a change. */
  readonly evidence: string;
}

/** OPEN to CORRECTED. @throws NorenError BAD_INPUT, REFUSED (CLOSED_WITHOUT_EVIDENCE) */
export async function correctAction(store: RegisterStore, { key, recorder, evidence }: CorrectionStep) {
  needsEvidence(evidence);
  const step = { key, recorder, reason: evidence, roles: CORRECTORS, alsoEnded: false };
  return store.amend(correctiveActionRegister, step, ({ payload }, { now }) => {
    if (payload.state !== 'OPEN') badInput(`state ${payload.state}: only an OPEN action is corrected`);
    const correction = { reference: evidence, by: recorder.subjectId, at: now.toISOString() };
    return { state: 'CORRECTED' as const, correction };
  });
}

/** CORRECTED to VERIFIED, by another than who corrected. @throws NorenError BAD_INPUT, REFUSED (SELF_APPROVAL, CLOSED_WITHOUT_EVIDENCE) */
export async function verifyCorrection(store: RegisterStore, { key, recorder, evidence }: CorrectionStep) {
  needsEvidence(evidence);
  const step = { key, recorder, reason: evidence, roles: VERIFIERS, alsoEnded: false };
  return store.amend(correctiveActionRegister, step, ({ payload }, { now }) => {
    if (payload.state !== 'CORRECTED') badInput(`state ${payload.state}: only a CORRECTED action is verified`);
    if ([payload.correction?.by, payload.owner].includes(recorder.subjectId)) {
      refuse('SELF_APPROVAL', 'nobody verifies their own correction (A9-3, A7-o)');
    }
    const verification = { reference: evidence, by: recorder.subjectId, at: now.toISOString() };
    return { state: 'VERIFIED' as const, verification };
  });
}

function needsEvidence(evidence: string): void {
  if (evidence.trim() === '') refuse('CLOSED_WITHOUT_EVIDENCE', 'a step of a correction has its evidence (A9-3)');
}
