import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ClientBase } from 'pg';
import { competentConsent } from '../policy/competentConsent.js';
import type { ConsentRecord, SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import type { Policy } from '../policy/policy.js';
import type { DataCategory, Purpose, SubjectKind } from '../policy/vocabulary.js';
import { recordOf, CONSENT_COLUMNS, type ConsentRow } from './consentReads.js';

/** The transaction of a change, as far as whoever is told of it may use it; `?` stands for a value. */
export interface ChangeTransaction {
  execute(sql: string, values: readonly unknown[]): Promise<unknown>;
}

/** Told of a person inside the transaction that changes what is on record of the person: it counts with the commit, or not at all. */
export interface SubjectChanges {
  /** Whether the person is stopped, erased or dead now. */
  closed(transaction: ChangeTransaction, subject: SubjectReference, closed: boolean): Promise<void>;
  /** Whether the person's consent of coverage does not hold now. */
  withdrawn(transaction: ChangeTransaction, subject: SubjectReference, withdrawn: boolean): Promise<void>;
}

/** The consent that consent coverage counts. */
export type Coverage = Policy['statistics']['coverage'];

/** STOP_PROVISION is not among them: a statistic provides no personal data to anybody. Whatever begins later counts already. */
const CLOSING = `superseded_at is null and not ended and subject_kind is not null
  and (register = 'DECEASED' or (register = 'SUBJECT_FLAG' and payload ->> 'flag' in ('ERASED', 'STOP_USE')))`;

/** Registers whose entries can close a person. */
export const CLOSING_REGISTERS: readonly string[] = ['SUBJECT_FLAG', 'DECEASED'];

interface SubjectRow {
  readonly kind: SubjectKind;
  readonly reference: number;
}

/** Everybody who is stopped, erased or dead at `now`. One statement. */
export async function closedSubjects(client: ClientBase, now: Date): Promise<readonly SubjectReference[]> {
  const { rows } = await client.query<SubjectRow>(
    `select distinct subject_kind as kind, subject_reference as reference from register_entries
     where ${CLOSING} and (valid_to is null or valid_to > $1)`,
    [now],
  );
  return rows;
}

/** Guardians whose consent of coverage holds at `now`. One statement. */
export async function consentingGuardians(
  client: ClientBase,
  coverage: Coverage,
  now: Date,
): Promise<readonly SubjectReference[]> {
  const { rows } = await client.query<ConsentRow>(
    `select ${CONSENT_COLUMNS} from consents where purpose = $1 and recipient = $2 and subject_kind = 'GUARDIAN'`,
    [coverage.purpose, coverage.recipient],
  );
  const byGuardian = Map.groupBy(rows, (row) => row.subject_reference);
  return [...byGuardian]
    .filter(([, records]) => holds(records.map(recordOf), coverage, now))
    .map(([reference]) => ({ kind: 'GUARDIAN', reference }));
}

export interface SubjectChange {
  readonly subject: SubjectReference;
  readonly now: Date;
}

/** After a flag or a death was written. */
export async function tellOfClosing(
  manager: SqlEntityManager,
  changes: SubjectChanges,
  { subject, now }: SubjectChange,
): Promise<void> {
  await lockSubject(manager, subject);
  const rows: readonly unknown[] = await manager.execute(
    `select 1 from register_entries where ${CLOSING} and (valid_to is null or valid_to > ?)
     and subject_kind = ? and subject_reference = ? limit 1`,
    [now, subject.kind, subject.reference],
  );
  await changes.closed(manager, subject, rows.length > 0);
}

/** After a guardian's word about the consent of coverage was written. */
export async function tellOfConsent(
  manager: SqlEntityManager,
  changes: SubjectChanges,
  { subject, now, coverage }: SubjectChange & { readonly coverage: Coverage },
): Promise<void> {
  await manager.flush();
  await lockSubject(manager, subject);
  const rows: readonly ConsentRow[] = await manager.execute(
    `select ${CONSENT_COLUMNS} from consents where purpose = ? and recipient = ? and subject_kind = ? and subject_reference = ?`,
    [coverage.purpose, coverage.recipient, subject.kind, subject.reference],
  );
  await changes.withdrawn(manager, subject, !holds(rows.map(recordOf), coverage, now));
}

/** Two changes about one person follow one another, so that the later one sees what the earlier one said. */
async function lockSubject(manager: SqlEntityManager, { kind, reference }: SubjectReference): Promise<void> {
  await manager.execute('select pg_advisory_xact_lock(hashtextextended(?, 7301403))', [`${kind} ${reference}`]);
}

/** Of a guardian, who is an adult and speaks for the own person. */
function holds(records: readonly ConsentRecord[], { purpose, recipient, category }: Coverage, now: Date): boolean {
  return competentConsent(records, {
    subjectKind: 'GUARDIAN',
    lifeStage: 'ADULT',
    birthDate: null,
    purpose: purpose as Purpose,
    recipient,
    category: category as DataCategory,
    today: tokyoToday(now),
    activeGuardians: new Set(),
  }).valid;
}
