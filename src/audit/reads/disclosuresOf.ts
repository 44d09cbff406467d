import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { DataCategory, DisclosureForm, LegalBasis } from '../../policy/vocabulary.js';
import type { AuditDecision, AuditDisclosure, AuditEntry } from '../auditEntry.js';

/** What of one subject left with one answer. */
export interface SubjectDisclosure {
  readonly index: number;
  readonly entry: AuditEntry;
  /** Nobody else got anything: the subject, or who reads this now, looked. */
  readonly own: boolean;
  readonly left: readonly {
    readonly category: DataCategory | null;
    readonly form: DisclosureForm;
    readonly coordinates: readonly string[];
    readonly rule: string | null;
    readonly basis: LegalBasis | null;
    readonly clauses: readonly string[];
  }[];
}

export interface SubjectPage {
  /** Entries before this index. @default the newest */
  readonly before?: number;
  /** @default 50 */
  readonly limit?: number;
  /** Who reads this. @default the subject */
  readonly reader?: SubjectReference;
}

interface Found {
  readonly index: number;
  readonly entry: AuditEntry;
  readonly own: boolean;
  readonly sets: readonly number[];
}

const STATEMENT = `
  select e.index::float8 as index, e.entry::jsonb as entry, array_agg(s.set_number) as sets,
         exists (select from audit_entry_subjects c join audit_subjects who on who.token = c.token
                  where c.entry = e.index and c.set_number = (e.entry::jsonb -> 'caller' ->> 'subject')::int
                    and (who.kind, who.reference) in (($1, $2), ($5, $6))) as own
    from audit_subjects known
    join audit_entry_subjects s on s.token = known.token
    join audit_entries e on e.index = s.entry
   where known.kind = $1 and known.reference = $2 and s.entry < $3
     and exists (select from jsonb_array_elements(e.entry::jsonb -> 'disclosed') d where (d ->> 'set')::int = s.set_number)
   group by e.index order by e.index desc limit $4`;

/** Who got what of a subject, newest first; nothing of before its tie was cut. One indexed read. */
export async function disclosuresOf(
  pool: Pool,
  { kind, reference }: SubjectReference,
  { before = Number.MAX_SAFE_INTEGER, limit = 50, reader = { kind, reference } }: SubjectPage = {},
): Promise<readonly SubjectDisclosure[]> {
  const { rows } = await pool.query<Found>({
    name: 'disclosures of a subject',
    text: STATEMENT,
    values: [kind, reference, before, limit, reader.kind, reader.reference],
  });
  return rows.map(({ index, entry, own, sets }) => {
    const left = entry.disclosed.filter(({ set }) => sets.includes(set));
    return { index, entry, own, left: left.map((disclosed) => ({ ...disclosed, ...groundOf(entry, disclosed) })) };
  });
}

/**
 * On what a disclosure rests: the decision about its coordinates, its kind of subject and the form that left. One that would have let nothing out is the ground
 * of no disclosure, e.g. of the same field in a list that was refused in the same request.
 */
export function groundOf(
  { decisions, subjects }: Pick<AuditEntry, 'decisions' | 'subjects'>,
  { category, coordinates, form, set }: Pick<AuditDisclosure, 'category' | 'coordinates' | 'form' | 'set'>,
): Pick<AuditDecision, 'clauses'> & { readonly rule: string | null; readonly basis: LegalBasis | null } {
  const [first] = coordinates;
  const about = decisions.filter(
    (each) => each.category === category && first !== undefined && each.coordinates.includes(first),
  );
  const ofKind = about.filter(({ subject }) => subject === null || subject === subjects[set]?.kind);
  const decision =
    ofKind.find((each) => each.form === form) ??
    ofKind.find((each) => each.otherwise === form) ??
    ofKind.find((each) => each.form !== 'DENIED') ??
    // A person of two kinds is decided as one of them, e.g. an employee who is a member.
    about.find((each) => each.form === form);
  return { rule: decision?.rule ?? null, basis: decision?.basis ?? null, clauses: decision?.clauses ?? [] };
}
