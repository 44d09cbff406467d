import type { SubjectReference } from '../policy/consentRecord.js';
import type { Role } from '../policy/vocabulary.js';
import type { Columns } from '../sources/writing/sourceWriter.js';
import type { Correctable } from './correction.js';
import type { RightsGround } from './rightsGround.js';
import { withSubject } from './subjectLock.js';

/** A correction as it stands. */
export interface Correction {
  readonly id: string;
  readonly subject: SubjectReference;
  readonly category: Correctable;
  /** Null once the person is erased. */
  readonly before: Columns | null;
  readonly after: Columns | null;
  readonly askedRole: Role;
  readonly caseKey: string | null;
  readonly recordedAt: Date;
  /** Whether the source says so: PENDING while it can't be reached, CONFLICT when it was changed there meanwhile. */
  readonly state: 'PENDING' | 'DONE' | 'CONFLICT';
  /** Why it could not be done yet. */
  readonly problem: string | null;
}

type Row = Omit<Correction, 'subject' | 'before' | 'after'> & { readonly before: Buffer; readonly after: Buffer };

/** Of one person, latest first. */
export async function readCorrections(ground: RightsGround, subject: SubjectReference): Promise<readonly Correction[]> {
  return withSubject(ground.pool, subject, async (client) => {
    const { rows } = await client.query<Row>(
      `select c.id, c.category, c.before, c.after, c.asked_role as "askedRole", c.case_key as "caseKey", c.recorded_at as "recordedAt", s.state, s.problem
         from corrections c join right_steps s on s.work_id = c.id and s.step = 'SOURCE'
        where c.subject_kind = $1 and c.subject_reference = $2 order by c.recorded_at desc, c.category`,
      [subject.kind, subject.reference],
    );
    const opened: Correction[] = [];
    for (const row of rows) {
      const open = async (sealed: Buffer) => (await ground.keys.unseal(client, subject, sealed)) as Columns | null;
      opened.push({ ...row, subject, before: await open(row.before), after: await open(row.after) });
    }
    return opened;
  });
}
