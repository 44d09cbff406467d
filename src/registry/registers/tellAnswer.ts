import type { RegisterStore } from '../registerStore.js';
import { DESK, type RightsEntry, type RightsStep } from './answerRights.js';
import { badInput, refuse } from './refuse.js';
import { rightsCaseRegister, type RightsCasePayload, type TOLD_BY } from './rightsCase.js';

export interface AnswerNotice extends RightsStep {
  readonly by: (typeof TOLD_BY)[number];
  /** Where it shows: number of the letter, of the receipt, of the note of the call. */
  readonly proof: string;
}

/** An answer that the requester does not read on the page is told to them, and that it was is on record (APPI 33(3), 36). */
export async function tellAnswer(
  store: RegisterStore,
  { key, recorder, by, proof }: AnswerNotice,
): Promise<RightsEntry> {
  const step = { key, recorder, reason: 'answer told', roles: DESK, alsoEnded: true };
  return store.amend(rightsCaseRegister, step, ({ payload }, look) => {
    const outcome = payload.outcome ?? badInput('key: this request has no answer yet');
    if ((outcome.told ?? null) !== null) refuse('TOLD_ALREADY', 'that the answer was told is on record');
    return { outcome: { ...outcome, told: { by, proof, toldBy: recorder.subjectId, toldAt: look.now.toISOString() } } };
  });
}

/** Answered, and the requester has neither a page where it stands nor was told. Who takes a request back knows it. */
export function isUntold({ channel, outcome }: RightsCasePayload): boolean {
  if (channel === 'MEMBER_PAGE' || (outcome ?? null) === null) return false;
  return outcome?.decision !== 'WITHDRAWN' && (outcome?.told ?? null) === null;
}
