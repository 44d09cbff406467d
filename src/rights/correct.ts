import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { NorenError } from '../errors.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import { tokyoToday } from '../policy/lifeStage.js';
import { recordedName } from '../registry/recordedName.js';
import type { Columns } from '../sources/writing/sourceWriter.js';
import { checkCorrections } from './checkCorrections.js';
import { columnsOf, CORRECTABLE, type Correctable, type Corrections } from './correction.js';
import type { Receipt } from '../policy/trail.js';
import { plan } from './deliver.js';
import type { Asker } from './asker.js';
import { isRaised } from './raiseFlag.js';
import { recordRight, tellOf } from './recordRight.js';
import type { RightsGround } from './rightsGround.js';
import { CORRECTION_STEPS } from './steps.js';
import { withSubject } from './subjectLock.js';

export interface CorrectionWish {
  readonly subject: SubjectReference;
  readonly corrections: Corrections;
  readonly by: Asker;
  /** Of the desk's case; null: on the person's own page. */
  readonly caseKey: string | null;
  /** When the person last signed in; null: not asked. */
  readonly authenticatedAt: Date | null;
}

/**
 * Writes down what is to be corrected, with what stood there, and its steps. Nothing for a category that says so already.
 * @returns the ids of the corrections
 * @throws NorenError BAD_INPUT, REFUSED, SOURCE_UNAVAILABLE
 */
export async function askForCorrection(ground: RightsGround, wish: CorrectionWish): Promise<readonly string[]> {
  const now = ground.now();
  const { subject, by, caseKey } = wish;
  checkCorrections(wish.corrections, { kind: subject.kind, today: tokyoToday(now) });
  const receipts: Receipt[] = [];
  const ids = await withSubject(ground.pool, subject, async (client) => {
    // Under the lock of the person, which an erasure holds while it raises the flag: one that was waited for counts.
    if (await isRaised(ground, subject, 'ERASED'))
      throw new NorenError('REFUSED', 'ERASED: nothing is kept of this person any more (A6-3d).', { reason: 'ERASED' });
    const written: [id: string, category: Correctable][] = [];
    for (const category of CORRECTABLE) {
      const after = wish.corrections[category];
      const id = after === undefined ? null : await write(ground, client, { ...wish, category, after, now });
      if (id !== null) written.push([id, category]);
    }
    for (const [workId, category] of written) {
      const event = { what: 'CORRECTION', subject, by, workId, at: now, facts: { category, case: caseKey } } as const;
      receipts.push(...(await recordRight(ground, client, event)));
    }
    return written.map(([id]) => id);
  });
  tellOf(receipts, by);
  return ids;
}

interface One extends CorrectionWish {
  readonly category: Correctable;
  readonly after: Columns;
  readonly now: Date;
}

async function write(ground: RightsGround, client: ClientBase, one: One): Promise<string | null> {
  const { subject, category, after, by, caseKey, authenticatedAt, now } = one;
  const columns = columnsOf(subject.kind, category);
  if (columns === null) throw new NorenError('BAD_INPUT', `${category}: nothing of it is kept of this person`);
  await refuseWhilePending(client, subject, category);
  const before = await ground.writer.read(subject, columns);
  if (before === null) throw new NorenError('REFUSED', `${category}: there is no such record`);
  if (columns.every((column) => before[column] === after[column])) return null;
  const id = randomUUID();
  const sealed = [await ground.keys.seal(client, subject, before), await ground.keys.seal(client, subject, after)];
  await client.query(
    `insert into corrections (id, subject_kind, subject_reference, category, before, after, asked_by, asked_role, case_key,
       authenticated_at, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      subject.kind,
      subject.reference,
      category,
      ...sealed,
      recordedName(by),
      by.role,
      caseKey,
      authenticatedAt,
      now,
    ],
  );
  await plan(client, { subject, work: 'CORRECTION', workId: id }, CORRECTION_STEPS, now);
  return id;
}

/** What stands in the source would be taken for the value before, and the earlier correction would win at last. */
async function refuseWhilePending(client: ClientBase, subject: SubjectReference, category: Correctable): Promise<void> {
  const { rowCount } = await client.query(
    `select from corrections c join right_steps s on s.work_id = c.id
      where c.subject_kind = $1 and c.subject_reference = $2 and c.category = $3 and s.step = 'SOURCE' and s.state = 'PENDING'`,
    [subject.kind, subject.reference, category],
  );
  if ((rowCount ?? 0) > 0)
    throw new NorenError('REFUSED', `${category}: an earlier correction is still on its way to the source`);
}
