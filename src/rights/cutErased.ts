import type { SubjectReference } from '../policy/consentRecord.js';
import type { RightsGround } from './rightsGround.js';
import { withSubject } from './subjectLock.js';

/**
 * Cuts the tie to the record once more, of everybody whose erasure has cut it: the answer to the erasure itself, the answer of the desk, and what an
 * erased person asks afterwards are entries too, and each makes a new tie.
 */
export async function cutErased(ground: RightsGround): Promise<void> {
  const { rows } = await ground.pool.query<SubjectReference>(
    `select kind, reference from audit_subjects join right_steps on subject_kind = kind and subject_reference = reference
      where work = 'ERASURE' and step = 'RECORD' and state = 'DONE'`,
  );
  for (const subject of rows) {
    await withSubject(ground.pool, subject, async (client) => ground.audit.cutSubject(client, subject));
  }
}
