import type { Role } from '../../policy/vocabulary.js';
import type { RegisterStore } from '../registerStore.js';
import { breakGlassRegister, isUnjustified, type BreakGlassPayload } from './breakGlass.js';
import { badInput, refuse } from './refuse.js';
import type { Recorder } from './registerDefinition.js';

export const BREAK_GLASS_REVIEWERS: readonly Role[] = ['PRIVACY_MANAGER', 'DEPT_MANAGER', 'INTERNAL_AUDITOR'];
export const BREAK_GLASS_FOLLOWERS: readonly Role[] = ['PRIVACY_MANAGER'];

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
    needsAnother(payload, recorder);
    if (payload.review !== null) badInput('key: this emergency is reviewed already');
    return { review: { by: recorder.subjectId, at: now.toISOString(), note, justified } };
  });
}

/** The privacy manager says what followed an emergency that was not justified. @throws NorenError BAD_INPUT, REFUSED (SELF_APPROVAL) */
export async function followUpBreakGlass(store: RegisterStore, { key, recorder, note }: Omit<Reviewing, 'justified'>) {
  const step = { key, recorder, reason: note, roles: BREAK_GLASS_FOLLOWERS, alsoEnded: true };
  return store.amend(breakGlassRegister, step, ({ payload }, { now }) => {
    needsAnother(payload, recorder);
    if (!isUnjustified(payload)) badInput('key: only what was found unjustified is followed up, and once');
    return { followUp: { by: recorder.subjectId, at: now.toISOString(), note } };
  });
}

function needsAnother({ person, openedBy }: BreakGlassPayload, { subjectId }: Recorder): void {
  if ([person, openedBy].includes(subjectId)) refuse('SELF_APPROVAL', 'nobody reviews their own emergency (A4-6a)');
}
