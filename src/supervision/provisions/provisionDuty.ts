import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { DutyOf } from '../../audit/answerDuty.js';
import type { DisclosedGroup, EntryDraft } from '../../audit/entryDraft.js';
import type { VerifiedCaller } from '../../policy/caller.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Policy } from '../../policy/policy.js';
import type { DataCategory, DisclosureForm, Purpose } from '../../policy/vocabulary.js';
import type { SubjectKeyOf } from './subjectKeys.js';

/** How a recipient knows subjects. */
export interface RecipientIds {
  /** Organisation and roles, as ids are keyed by them. */
  readonly identity: string;
  idOf(subject: SubjectReference): string;
}

export interface ProvisionDutyOptions {
  readonly policyAt: (now: Date) => Policy;
  readonly subjectKeyOf: SubjectKeyOf;
  readonly idsOf: (caller: Pick<VerifiedCaller, 'organisation' | 'roles'>) => RecipientIds;
}

export interface ProvidedItem {
  readonly category: DataCategory;
  readonly form: DisclosureForm;
}

interface Provided {
  readonly subject: SubjectReference;
  readonly items: readonly ProvidedItem[];
}

/**
 * One record a subject, in the transaction of the answer's entry: whom it was provided to, what, on whose consent, for which service, and
 * the limit of its use. All that the registers say is read here, as it stood when the request was decided.
 */
const STATEMENT = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb)
      as of_given (id uuid, kind text, reference int, key text, known_as text, items jsonb, categories jsonb)
  )
  insert into provisions (id, request_id, provided_at, purpose, recipient, recipient_name, recipient_address,
                          recipient_representative, recipient_identity, subject_kind, subject_key, subject_id, items, consents,
                          service_requests, use_limits, policy_version)
  select given.id, $2, $3::timestamptz, $4, $5, coalesce(organisation.payload ->> 'name', $5), organisation.payload ->> 'address',
         organisation.payload ->> 'representative', $6, given.kind, decode(given.key, 'hex'), given.known_as, given.items,
         consented.consents, requested.keys, requested.services, $7
    from given
    left join lateral (
      select payload from register_entries where register = 'ORGANISATION' and key = $5 and superseded_at is null
    ) organisation on true
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'giver', c.giver_relation, 'at', c.created_at) order by c.id), '[]') as consents
        from consents c
       where c.subject_kind = given.kind and c.subject_reference = given.reference and c.purpose = $4 and c.recipient = $5
         and c.categories && array(select jsonb_array_elements_text(given.categories))
         -- Those that decided, as the answer's entry names them: another yes, e.g. of a guardian whose link has ended, is none here.
         and c.id = any($9::uuid[])
    ) consented
    cross join lateral (
      select coalesce(jsonb_agg(e.key order by e.key), '[]') as keys,
             coalesce(array_agg(distinct e.payload ->> 'service'), '{}') as services
        from register_entries_at($3::timestamptz) e
       where $4 = 'REQUESTED_SERVICE' and e.register = 'SERVICE_REQUEST' and e.organisation = $5
         and e.subject_kind = given.kind and e.subject_reference = given.reference and e.key = any($8)
    ) requested
  returning use_limits`;

/** The record that the law wants of an answer to a third party that rests on consent (APPI 29, A4-3, A4-4). */
export function provisionDuty(options: ProvisionDutyOptions): DutyOf {
  return (draft) => {
    const { trail } = draft;
    const provided = trail === null ? [] : providedTo(options.policyAt(trail.now), draft);
    if (trail === null || trail.purpose === null || provided.length === 0) return null;
    const { purpose, requestId, now, caller, policy } = trail;
    const services = new Set<string>();
    // Of the service that the request is for, where it says one.
    const requests = keysOf(draft, 'SERVICE_REQUEST');
    const consents = keysOf(draft, 'CONSENT');
    const alongside = async (client: ClientBase): Promise<void> => {
      const ids = options.idsOf(caller);
      const given = provided.map(({ subject, items }) => ({
        id: randomUUID(),
        ...subject,
        key: options.subjectKeyOf(subject).toString('hex'),
        known_as: ids.idOf(subject),
        items,
        categories: [...new Set(items.map(({ category }) => category))],
      }));
      const values = [JSON.stringify(given), requestId, now.toISOString(), purpose, caller.organisation, ids.identity];
      const { rows } = await client.query<{ use_limits: readonly string[] }>({
        name: 'records of provision',
        text: STATEMENT,
        values: [...values, policy.version, requests, consents],
      });
      for (const service of rows.flatMap(({ use_limits: limits }) => limits)) services.add(service);
    };
    return {
      alongside,
      /** Services of subjects that the answer shows: what the recipient has learnt already. */
      get obligations() {
        return [...services].toSorted().map((service) => `USE_LIMIT:${service}`);
      },
    };
  };
}

/** Of the papers that the answer stood on. */
function keysOf({ papers = [] }: EntryDraft, register: string): readonly string[] {
  return papers.filter((paper) => paper.register === register).map(({ key }) => key);
}

/** Whose data left, and which; nobody's unless it is a third party that gets them on consent. */
function providedTo(policy: Policy, { trail, disclosed = [] }: EntryDraft): readonly Provided[] {
  if (trail === null || trail.purpose === null || !restsOnConsent(policy, trail.purpose)) return [];
  const outside = trail.recipientClasses.some((name) => policy.recipientClasses[name].side === 'THIRD_PARTY');
  if (!outside) return [];
  const provided = new Map<string, { subject: SubjectReference; items: Map<string, ProvidedItem> }>();
  for (const group of disclosed) {
    for (const reference of group.references) {
      const key = `${group.subjectKind} ${reference}`;
      const known = provided.get(key) ?? { subject: { kind: group.subjectKind, reference }, items: new Map() };
      provided.set(key, known);
      const item = itemOf(group);
      if (item !== null) known.items.set(`${item.category} ${item.form}`, item);
    }
  }
  return [...provided.values()].map(({ subject, items }) => ({ subject, items: [...items.values()] }));
}

/** Null: nothing but that there is such a person. */
function itemOf({ category, form }: DisclosedGroup): ProvidedItem | null {
  return category === null ? null : { category, form };
}

function restsOnConsent(policy: Policy, purpose: Purpose): boolean {
  return policy.index[purpose]?.permits.some(({ basis }) => basis === 'CONSENT') ?? false;
}
