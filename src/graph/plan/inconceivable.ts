import type { VerifiedCaller } from '../../policy/caller.js';
import type { Condition, SubjectKind } from '../../policy/vocabulary.js';

/** Conditions that no row of this kind can meet for this caller. */
export function inconceivable({ subject }: VerifiedCaller, kind: SubjectKind | null): ReadonlySet<Condition> {
  const dead = new Set<Condition>();
  if (subject === undefined || subject.kind !== kind) dead.add('OWN_RECORD');
  if (subject?.kind !== 'GUARDIAN' || kind !== 'CHILD_PARTICIPANT') dead.add('LINKED_CHILD').add('GUARDIAN_LINK');
  return dead;
}
