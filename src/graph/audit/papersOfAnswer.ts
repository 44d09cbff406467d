import type { Paper } from '../../audit/auditEntry.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { StandingPaper } from '../../registry/facts/papersOf.js';
import type { DisclosedRows } from '../rows/disclosedRows.js';

/** What an answer stood on: of papers about single persons those of who is in it, and of who is in it the consents to what is shown. */
export function papersOfAnswer(standing: readonly StandingPaper[], disclosed: DisclosedRows): readonly Paper[] {
  const groups = disclosed.groups();
  const isMeant = ({ kind, reference }: SubjectReference): boolean =>
    groups.some((group) => group.subjectKind === kind && group.references.includes(reference));
  const papers = standing
    .filter(({ subjects }) => subjects.length === 0 || subjects.some(isMeant))
    .map(({ register, key }) => ({ register, key }));
  if (!disclosed.standsOnConsents) return papers;
  const consents = groups.flatMap(({ category, subjectKind, references }) =>
    category === null ? [] : references.flatMap((each) => disclosed.consentsTo(category, subjectKind, each)),
  );
  return [...papers, ...[...new Set(consents)].sort().map((key) => ({ register: 'CONSENT', key }))];
}
