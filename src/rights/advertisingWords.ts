import type { ClientBase, Pool } from 'pg';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { OptInWord } from '../sources/writing/optInStatement.js';

/** What somebody said of advertising on the page, and how far it is on its way to the club. */
export interface AdvertisingWord extends OptInWord {
  readonly progress: 'PENDING' | 'DONE' | 'CONFLICT';
  readonly problem: string | null;
}

const COLUMNS = `w.id, w.state, w.recorded_at as "recordedAt",
  json_build_object('kind', w.subject_kind, 'reference', w.subject_reference) as subject,
  json_build_object('kind', w.giver_kind, 'reference', w.giver_reference) as giver`;

/** Of these persons, latest first. */
export async function readAdvertisingWords(
  pool: Pool,
  subjects: readonly SubjectReference[],
): Promise<readonly AdvertisingWord[]> {
  const { rows } = await pool.query<AdvertisingWord>(
    `select ${COLUMNS}, s.state as progress, s.problem from advertising_words w join right_steps s on s.work_id = w.id
      where (w.subject_kind, w.subject_reference) in (select * from unnest($1::text[], $2::int[]))
      order by w.recorded_at desc, s.id desc`,
    [subjects.map(({ kind }) => kind), subjects.map(({ reference }) => reference)],
  );
  return rows;
}

/** Null: whom it is about, or who said it, was erased. */
export async function findAdvertisingWord(client: ClientBase, id: string): Promise<OptInWord | null> {
  const { rows } = await client.query<OptInWord>(`select ${COLUMNS} from advertising_words w where w.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Whatever was said about a person, or by them. */
export async function forgetAdvertisingWords(client: ClientBase, { kind, reference }: SubjectReference): Promise<void> {
  await client.query(
    `delete from advertising_words where (subject_kind = $1 and subject_reference = $2) or (giver_kind = $1 and giver_reference = $2)`,
    [kind, reference],
  );
}
