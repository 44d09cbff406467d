import type { SubjectKind } from '../../policy/vocabulary.js';
import type { RowNodeBuilder } from './rowNodeBuilder.js';
import type { SubjectLadders } from './subjectLadders.js';

const FAMILY: readonly SubjectKind[] = ['GUARDIAN', 'CHILD_PARTICIPANT'];

/**
 * Whether a relation says which guardians and children belong together where rows of either kind come out de-identified: each is shared by k
 * families, but the combination of them may be one family's alone; and a named row would say who the other one is.
 */
export function joinsFamily(
  parent: Pick<RowNodeBuilder, 'kind' | 'ladders'> | null,
  kind: SubjectKind | null,
  ladders: Pick<SubjectLadders, 'classes'>,
): boolean {
  if (parent === null || parent.kind === null || kind === null || parent.kind === kind) return false;
  if (!FAMILY.includes(parent.kind) || !FAMILY.includes(kind)) return false;
  return ladders.classes !== null || (parent.ladders?.classes ?? null) !== null;
}
