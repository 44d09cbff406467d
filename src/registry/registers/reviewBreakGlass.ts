import type { Role } from '../../policy/vocabulary.js';
import type { RegisterStore } from '../registerStore.js';
import { breakGlassRegister } from './breakGlass.js';
import { badInput, refuse } from './refuse.js';
import type { Recorder } from './registerDefinition.js';

export const BREAK_GLASS_REVIEWERS: readonly Role[] = ['PRIVACY_MANAGER', 'DEPT_MANAGER', 'INTERNAL_AUDITOR'];

export interface Reviewing {
  readonly key: string;
  readonly recorder: Recorder;
  readonly note: string;
  readonly justified: boolean;
}

/** Looks at an emergency afterwards; never who opened it, nor for whom. @throws NorenError BAD_INPUT, REFUSED (SELF_APPROVAL) */
export async function reviewBreakGlass(store: RegisterStore, { key, recorder, note, justified }: Reviewing) {
  const step = { key, recorder, reason: note, roles: BREAK_GLASS_REVIEWERS, alsoEnded: true };
  return store.amend(breakGlassRegister, step, ({ payload }, { now }) => {
    if ([payload.person, payload.openedBy].includes(recorder.subjectId)) {
      refuse('SELF_APPROVAL', 'nobody reviews their own emergency (A4-6a)');
    }
    if (payload.review !== null) badInput('key: this emergency is reviewed already');
    return { review: { by: recorder.subjectId, at: now.toISOString(), note, justified } };
  });
}
