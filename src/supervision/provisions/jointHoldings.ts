import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { DataCategory, Purpose, RecipientClass, Role, SubjectKind } from '../../policy/vocabulary.js';
import type { RecipientIds } from './provisionDuty.js';
import type { Consented } from './consentStops.js';
import type { Noticed } from './noticeOf.js';

/** What a joint user or processor holds of somebody about whom something was stopped, as its answers are on record. */
export interface Holding extends Noticed, Consented {
  /** FLAG: use or provision stopped; ADVERTISING: opted out on the page, at `since`; CONSENT: one of them was said, and may not stand any more. */
  readonly stopped: 'FLAG' | 'ADVERTISING' | 'CONSENT';
  readonly since: Date;
}

interface Row {
  readonly stopped: Holding['stopped'];
  readonly kind: SubjectKind;
  readonly reference: number;
  readonly since: number | null;
  readonly consents: readonly string[];
  readonly recipient: string;
  readonly purpose: Purpose;
  readonly roles: readonly Role[];
  readonly at: number;
  readonly categories: readonly DataCategory[];
}

export interface HoldingsQuestion {
  /** null: all. */
  readonly recipient: string | null;
  readonly now: Date;
  /** Of joint users and processors. */
  readonly classes: readonly RecipientClass[];
  readonly idsOf: (caller: { readonly organisation: string; readonly roles: readonly Role[] }) => RecipientIds;
  readonly keyOf: (subject: SubjectReference) => string;
}

/**
 * Whoever never got anything of a person has nothing to stop, and learns nothing of it. Of erased people nothing is found, since their tie to the
 * log is cut: joint users are told of those by change notices.
 */
const STATEMENT = `
  with wishes as (
    select 'FLAG' as stopped, subject_kind as kind, subject_reference as reference, null as purpose, null as recipient,
           min(recorded_at) as since, '{}'::text[] as consents
      from register_entries_at($1) where register = 'SUBJECT_FLAG' and payload ->> 'flag' in ('STOP_USE', 'STOP_PROVISION')
     group by 2, 3
    union all
    select 'ADVERTISING', subject_kind, subject_reference, 'BENEFICIAL_INFORMATION', null, max(recorded_at), '{}'
      from (select distinct on (subject_kind, subject_reference, giver_kind, giver_reference) *
              from advertising_words where recorded_at <= $1
             order by subject_kind, subject_reference, giver_kind, giver_reference, recorded_at desc) said
     where state = 'OPTED_OUT' group by 2, 3
    union all
    select 'CONSENT', subject_kind, subject_reference, purpose, recipient, null, array_agg(id::text order by id)
      from consents group by 2, 3, 4, 5
     having bool_or(state not in ('GIVEN', 'RENEWED') or valid_until < $4::date)
  ), held as (
    select w.*, e.organisation, e.entry::jsonb as entry, d ->> 'category' as category, e.index
      from wishes w
      join audit_subjects known on known.kind = w.kind and known.reference = w.reference
      join audit_entry_subjects s on s.token = known.token
      join audit_entries e on e.index = s.entry
      cross join lateral jsonb_array_elements(e.entry::jsonb -> 'disclosed') d
     where (d ->> 'set')::int = s.set_number and d ->> 'category' is not null
       and e.entry::jsonb #> '{caller,recipientClasses}' ?| $2 and ($3::text is null or e.organisation = $3)
       and (w.purpose is null or w.purpose = e.entry::jsonb ->> 'purpose') and (w.recipient is null or w.recipient = e.organisation)
       and (w.since is null or e.instant::timestamptz <= w.since)
       and (w.stopped = 'FLAG' or exists (
             select from jsonb_array_elements(e.entry::jsonb -> 'decisions') said
              where said ->> 'category' = d ->> 'category' and said ->> 'subject' = w.kind and said ->> 'form' = d ->> 'form'
                and said -> 'condition' ? case w.stopped when 'CONSENT' then 'CONSENT' else 'OPT_IN' end))
  )
  select stopped, kind, reference, (extract(epoch from since) * 1000)::float8 as since, consents, organisation as recipient,
         entry ->> 'purpose' as purpose, array_agg(distinct category) as categories,
         (array_agg(entry #> '{caller,roles}' order by index desc))[1] as roles,
         (extract(epoch from max((entry ->> 'instant')::timestamptz)) * 1000)::float8 as at
    from held group by stopped, kind, reference, since, consents, organisation, entry ->> 'purpose'`;

/** What the log has of those about whom something was stopped, by recipient and purpose. One statement. */
export async function readJointHoldings(pool: Pool, question: HoldingsQuestion): Promise<readonly Holding[]> {
  const { recipient, now, classes, idsOf, keyOf } = question;
  const { rows } = await pool.query<Row>({
    name: 'what joint users hold of who stopped it',
    text: STATEMENT,
    values: [now, classes, recipient, tokyoToday(now)],
  });
  return rows.map(({ kind, reference, since, roles, at, categories, consents, ...row }) => {
    const subject = { kind, reference };
    const ids = idsOf({ organisation: row.recipient, roles });
    return {
      ...row,
      since: new Date(since ?? at),
      providedAt: new Date(at),
      recipientIdentity: ids.identity,
      subjectKind: kind,
      subjectKey: keyOf(subject),
      subjectId: ids.idOf(subject),
      items: categories.map((category) => ({ category })),
      consents: consents.map((id) => ({ id })),
    };
  });
}
