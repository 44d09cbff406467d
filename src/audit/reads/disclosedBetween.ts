import type { Pool } from 'pg';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import type { AuditDisclosure, AuditEntry } from '../auditEntry.js';
import type { Period } from './disclosuresTo.js';

export interface DisclosureFilter extends Period {
  /** @default all */
  readonly organisations?: readonly string[];
  /** @default all */
  readonly categories?: readonly DataCategory[];
  /** Any of them. @default all */
  readonly coordinates?: readonly string[];
  /** @default all */
  readonly policyVersion?: string;
}

export interface LeftGroup extends AuditDisclosure {
  readonly index: number;
  readonly entry: AuditEntry;
  readonly subjectKind: SubjectKind;
  readonly tokens: readonly string[];
}

interface Found {
  readonly index: number;
  readonly entry: AuditEntry;
  readonly disclosed: AuditDisclosure;
  readonly tokens: readonly string[];
}

const STATEMENT = `
  select e.index::float8 as index, e.entry::jsonb as entry, d as disclosed,
         (select coalesce(array_agg(s.token::text order by s.token), '{}') from audit_entry_subjects s
           where s.entry = e.index and s.set_number = (d ->> 'set')::int) as tokens
    from audit_entries e cross join lateral jsonb_array_elements(e.entry::jsonb -> 'disclosed') d
   where e.instant >= $1 and e.instant < $2
     and ($3::text[] is null or e.organisation = any($3))
     and ($4::text[] is null or d ->> 'category' = any($4))
     and ($5::text[] is null or exists (select from jsonb_array_elements_text(d -> 'coordinates') c where c = any($5)))
     and ($6::text is null or e.entry::jsonb #>> '{policy,version}' = $6)
   order by e.index`;

/** Exactly what left of whom, e.g. while a hole was open (APPI 26). */
export async function disclosedBetween(pool: Pool, filter: DisclosureFilter): Promise<readonly LeftGroup[]> {
  const { from, to, organisations, categories, coordinates, policyVersion } = filter;
  const values = [from.toISOString(), to.toISOString(), organisations, categories, coordinates, policyVersion];
  const { rows } = await pool.query<Found>(
    STATEMENT,
    values.map((value) => value ?? null),
  );
  return rows.map(({ index, entry, disclosed, tokens }) => ({
    ...disclosed,
    index,
    entry,
    tokens,
    subjectKind: (entry.subjects[disclosed.set] as AuditEntry['subjects'][number]).kind,
  }));
}
