import { randomUUID } from 'node:crypto';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Asker } from './asker.js';
import { recordRight, tellOf } from './recordRight.js';
import type { RightsGround } from './rightsGround.js';
import { withSubject } from './subjectLock.js';

export interface ExportRecord {
  readonly subject: SubjectReference;
  readonly format: string;
  /** Of the document: shows later which one it was, and holds none of it. */
  readonly sha256: string;
  readonly by: Asker;
  /** Of the desk's case; null: on the person's own page. */
  readonly caseKey: string | null;
}

/** That a person got a copy of their data, before they get it. */
export async function recordExport(
  ground: RightsGround,
  { subject, format, sha256, by, caseKey }: ExportRecord,
): Promise<void> {
  const at = ground.now();
  const workId = randomUUID();
  const receipts = await withSubject(ground.pool, subject, async (client) => {
    await client.query('insert into subject_exports values ($1, $2, $3, $4, $5, $6)', [
      workId,
      subject.kind,
      subject.reference,
      format,
      sha256,
      at,
    ]);
    const event = { what: 'EXPORT', subject, by, workId, at, facts: { format, sha256, case: caseKey } } as const;
    return recordRight(ground, client, event);
  });
  tellOf(receipts, by);
}
