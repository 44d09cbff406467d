import type { Question } from './decision.js';
import type { Policy, SubPurposeEntry } from './policy.js';
import { SUB_PURPOSES, type SubPurpose } from './vocabulary.js';

/** What a question says of its purpose's sub-purposes. */
export interface DeclaredSubPurpose {
  readonly subPurpose: SubPurpose | null;
  readonly entry: SubPurposeEntry | null;
  readonly problem: 'SUB_PURPOSE_MISSING' | 'SUB_PURPOSE_UNKNOWN' | null;
}

/** A purpose with sub-purposes needs one of them, and one without has none (A4-1, A1-2). The purpose is a known one. */
export function subPurposeOf(policy: Policy, question: Pick<Question, 'purpose' | 'subPurpose'>): DeclaredSubPurpose {
  const { subPurpose = null } = question;
  const entries = policy.purposes[question.purpose as keyof Policy['purposes']].subPurposes;
  if (subPurpose === null || subPurpose === '') {
    return { subPurpose: null, entry: null, problem: entries === undefined ? null : 'SUB_PURPOSE_MISSING' };
  }
  const known = SUB_PURPOSES.find((name) => name === subPurpose);
  const entry = known === undefined ? undefined : entries?.[known];
  if (known === undefined || entry === undefined) {
    return { subPurpose: null, entry: null, problem: 'SUB_PURPOSE_UNKNOWN' };
  }
  return { subPurpose: known, entry, problem: null };
}
