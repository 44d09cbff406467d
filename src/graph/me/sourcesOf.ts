import type { SubjectKind } from '../../policy/vocabulary.js';
import type { SourceName } from '../../sources/openSource.js';

const SOURCES: Readonly<Record<SubjectKind, readonly SourceName[]>> = {
  GUARDIAN: ['club', 'coop', 'broadcaster'],
  CHILD_PARTICIPANT: ['club'],
  COOP_MEMBER: ['coop'],
  OFFICER_OR_EMPLOYEE: ['coop', 'broadcaster'],
  SUPPLIER_CONTACT: ['coop'],
};

/** Where data of such a person are kept. */
export function sourcesOf(kind: SubjectKind): readonly SourceName[] {
  return SOURCES[kind];
}
