import type { Pool } from 'pg';
import type { DataCategory, DisclosureForm, Purpose } from '../../policy/vocabulary.js';

/** From an instant on and before another. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** What a recipient got in a period, of one category in one form for one purpose. */
export interface RecipientCount {
  readonly purpose: Purpose | null;
  readonly category: DataCategory | null;
  readonly form: DisclosureForm;
  /** Answers. */
  readonly answers: number;
  /** Subjects, each once however often. */
  readonly subjects: number;
}

const STATEMENT = `
  with left_it as (
    select e.index, e.entry::jsonb ->> 'purpose' as purpose, d ->> 'category' as category, d ->> 'form' as form,
           (d ->> 'set')::int as set_number
      from audit_entries e cross join lateral jsonb_array_elements(e.entry::jsonb -> 'disclosed') d
     where e.organisation = $1 and e.instant >= $2 and e.instant < $3
  )
  select purpose, category, form, count(distinct left_it.index)::int as answers, count(distinct s.token)::int as subjects
    from left_it join audit_entry_subjects s on s.entry = left_it.index and s.set_number = left_it.set_number
   group by purpose, category, form order by purpose, category, form`;

/** The log of one recipient, added up (A3-2). */
export async function disclosuresTo(
  pool: Pool,
  organisation: string,
  { from, to }: Period,
): Promise<readonly RecipientCount[]> {
  const { rows } = await pool.query<RecipientCount>({
    name: 'disclosures to a recipient',
    text: STATEMENT,
    values: [organisation, from.toISOString(), to.toISOString()],
  });
  return rows;
}
