import type { ClientBase, Pool } from 'pg';
import { NorenError } from '../errors.js';
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

const COLUMNS = `work_id as "workId", organisation, what, json_build_object('kind', subject_kind, 'reference', subject_reference) as subject,
  categories, noticed_at as "noticedAt", acknowledged_at as "acknowledgedAt"`;

/** What an organisation has not acknowledged yet, oldest first. */
export async function openNotices(pool: Pool, organisation: string): Promise<readonly ChangeNotice[]> {
  const { rows } = await pool.query<ChangeNotice>(
    `select ${COLUMNS} from change_notices where organisation = $1 and acknowledged_at is null order by noticed_at, work_id`,
    [organisation],
  );
  return rows;
}

/** Who was told of these works, and who has done their part. */
export async function noticesOf(pool: Pool, workIds: readonly string[]): Promise<readonly ChangeNotice[]> {
  const { rows } = await pool.query<ChangeNotice>(
    `select ${COLUMNS} from change_notices where work_id = any($1::uuid[]) order by organisation`,
    [workIds],
  );
  return rows;
}

export interface Acknowledging {
  readonly workId: string;
  readonly organisation: string;
  /** The person, as the token names them. */
  readonly by: string;
  readonly at: Date;
}

/** "We hold the new value, or nothing any more." @throws NorenError BAD_INPUT */
export async function acknowledgeNotice(
  pool: Pool,
  { workId, organisation, by, at }: Acknowledging,
): Promise<ChangeNotice> {
  const { rows } = await pool.query<ChangeNotice>(
    `update change_notices set acknowledged_at = coalesce(acknowledged_at, $3), acknowledged_by = coalesce(acknowledged_by, $4)
      where work_id::text = $1 and organisation = $2 returning ${COLUMNS}`,
    [workId, organisation, at, by],
  );
  if (rows[0] === undefined) throw new NorenError('BAD_INPUT', 'id: there is no such notice');
  return rows[0];
}
