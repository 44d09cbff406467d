import type { ClientBase, Pool } from 'pg';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { DataCategory, SubjectKind } from '../policy/vocabulary.js';
import { organisationRegister } from '../registry/registers/organisation.js';
import type { RightsGround } from './rightsGround.js';

/** What a joint user is told: that something changed, of whom, in which categories. Never what it was or is. */
export interface ChangeNotice {
  readonly workId: string;
  readonly organisation: string;
  readonly what: 'CORRECTION' | 'ERASURE';
  readonly subject: SubjectReference;
  readonly categories: readonly DataCategory[];
  readonly noticedAt: Date;
  readonly acknowledgedAt: Date | null;
}

interface Noticing {
  readonly work: ChangeNotice['what'];
  readonly workId: string;
  readonly subject: SubjectReference;
  readonly categories: readonly DataCategory[];
}

/** Joint use is about the Club's own subjects only. */
const JOINTLY_USED: readonly SubjectKind[] = ['GUARDIAN', 'CHILD_PARTICIPANT'];

/** Tells every joint user that is switched on, once each. @returns their codes */
export async function noticeJointUsers(
  { registers, now }: RightsGround,
  client: ClientBase,
  { work, workId, subject, categories }: Noticing,
): Promise<readonly string[]> {
  if (!JOINTLY_USED.includes(subject.kind)) return [];
  const all = await registers.current(organisationRegister);
  const organisations = all.filter(({ payload }) => payload.jointUseEnabled).map(({ payload }) => payload.code);
  await client.query(
    `insert into change_notices (work_id, organisation, what, subject_kind, subject_reference, categories, noticed_at)
     select $1, code, $3, $4, $5, $6, $7 from unnest($2::text[]) code on conflict do nothing`,
    [workId, organisations, work, subject.kind, subject.reference, categories, now()],
  );
  return organisations;
}

export const NOTICE_COLUMNS = `work_id as "workId", organisation, what, json_build_object('kind', subject_kind, 'reference', subject_reference) as subject,
  categories, noticed_at as "noticedAt", acknowledged_at as "acknowledgedAt"`;

/** What an organisation has not acknowledged yet, oldest first. */
export async function openNotices(pool: Pool, organisation: string): Promise<readonly ChangeNotice[]> {
  const { rows } = await pool.query<ChangeNotice>(
    `select ${NOTICE_COLUMNS} from change_notices where organisation = $1 and acknowledged_at is null order by noticed_at, work_id`,
    [organisation],
  );
  return rows;
}

/** Who was told of these works, and who has done their part. */
export async function noticesOf(pool: Pool, workIds: readonly string[]): Promise<readonly ChangeNotice[]> {
  const { rows } = await pool.query<ChangeNotice>(
    `select ${NOTICE_COLUMNS} from change_notices where work_id = any($1::uuid[]) order by organisation`,
    [workIds],
  );
  return rows;
}
