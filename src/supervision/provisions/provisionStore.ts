import type { Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Purpose, SubjectKind } from '../../policy/vocabulary.js';
import type { ProvidedItem } from './provisionDuty.js';
import type { SubjectKeyOf } from './subjectKeys.js';

/** A record of one provision of one subject's data (APPI 29). */
export interface Provision {
  readonly id: string;
  readonly requestId: string;
  readonly providedAt: Date;
  readonly purpose: Purpose;
  readonly recipient: string;
  readonly recipientName: string;
  readonly recipientAddress: string | null;
  readonly recipientRepresentative: string | null;
  /** Organisation and roles, as the recipient's ids are keyed by them. */
  readonly recipientIdentity: string;
  readonly subjectKind: SubjectKind;
  /** Keyed reference, hexadecimal. */
  readonly subjectKey: string;
  /** As the recipient knows them. */
  readonly subjectId: string;
  readonly items: readonly ProvidedItem[];
  readonly consents: readonly { readonly id: string; readonly giver: string; readonly at: string }[];
  readonly serviceRequests: readonly string[];
  readonly useLimits: readonly string[];
  readonly policyVersion: string;
}

export interface ProvisionFilter {
  readonly recipient?: string | undefined;
  readonly subject?: SubjectReference | undefined;
  /** Older than the record with this id. */
  readonly after?: string | undefined;
  readonly first: number;
}

const COLUMNS = `id, request_id as "requestId", (extract(epoch from provided_at) * 1000)::float8 as "providedAt", purpose, recipient,
  recipient_name as "recipientName", recipient_address as "recipientAddress", recipient_representative as "recipientRepresentative",
  recipient_identity as "recipientIdentity", subject_kind as "subjectKind", encode(subject_key, 'hex') as "subjectKey",
  subject_id as "subjectId", items, consents, service_requests as "serviceRequests", use_limits as "useLimits",
  policy_version as "policyVersion"`;

type Row = Omit<Provision, 'providedAt'> & { readonly providedAt: number };

export class ProvisionStore {
  readonly #pool: Pool;
  readonly #subjectKeyOf: SubjectKeyOf;

  constructor({ pool, subjectKeyOf }: { readonly pool: Pool; readonly subjectKeyOf: SubjectKeyOf }) {
    this.#pool = pool;
    this.#subjectKeyOf = subjectKeyOf;
  }

  /** Newest first. One statement. */
  async read({ recipient, subject, after, first }: ProvisionFilter): Promise<readonly Provision[]> {
    const { rows } = await this.#pool.query<Row>({
      name: 'records of provision, newest first',
      text: `select ${COLUMNS} from provisions
              where ($1::text is null or recipient = $1) and ($2::bytea is null or subject_key = $2)
                and ($3::uuid is null or (provided_at, id) < (select provided_at, id from provisions where id = $3))
              order by provided_at desc, id desc limit $4`,
      values: [recipient ?? null, subject === undefined ? null : this.#subjectKeyOf(subject), after ?? null, first],
    });
    return rows.map(provisionOf);
  }

  /** The last provision of each subject to each recipient for each purpose, with all items that were ever provided. */
  async lastOfEach(recipient: string | null): Promise<readonly Provision[]> {
    const { rows } = await this.#pool.query<Row>({
      name: 'last provisions',
      text: `select distinct on (recipient, purpose, subject_key) ${COLUMNS.replace(
        ' items,',
        ` (select jsonb_agg(distinct item) from provisions all_of, jsonb_array_elements(all_of.items) item
            where all_of.recipient = provisions.recipient and all_of.purpose = provisions.purpose
              and all_of.subject_key = provisions.subject_key) as items,`,
      )}
               from provisions where $1::text is null or recipient = $1
              order by recipient, purpose, subject_key, provided_at desc, id desc`,
      values: [recipient],
    });
    return rows.map((row) => ({ ...provisionOf(row), items: row.items ?? [] }));
  }
}

function provisionOf(row: Row): Provision {
  return { ...row, providedAt: new Date(row.providedAt) };
}
