import { randomUUID } from 'node:crypto';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt } from '../policy/trail.js';
import type { Role } from '../policy/vocabulary.js';
import { recordedName } from '../registry/recordedName.js';
import { plan } from './deliver.js';
import type { Asker } from './asker.js';
import { isHeld } from './isHeld.js';
import { raiseFlag } from './raiseFlag.js';
import { recordRight, tellOf } from './recordRight.js';
import type { RightsGround } from './rightsGround.js';
import { ERASURE_STEPS } from './steps.js';
import { withSubject } from './subjectLock.js';

export interface ErasureWish {
  /** Who asked, or that the time to keep it is over. */
  readonly cause: 'REQUEST' | 'RETENTION';
  readonly by: Asker;
  readonly caseKey: string | null;
}

/**
 * Writes down that a person is to be erased, and its steps. Where a legal hold stands, use is stopped instead, and the erasure waits for
 * the end of the hold. A second wish for the same person is the first.
 * @returns the id of the erasure
 */
export async function askForErasure(
  ground: RightsGround,
  subject: SubjectReference,
  wish: ErasureWish,
): Promise<string> {
  const { cause, by, caseKey } = wish;
  const now = ground.now();
  const held = await isHeld(ground, subject);
  if (held) await raiseFlag(ground, subject, { flag: 'STOP_USE', by, caseKey });
  const receipts: Receipt[] = [];
  const erasure = await withSubject(ground.pool, subject, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `insert into erasures (id, subject_kind, subject_reference, cause, asked_by, asked_for, asked_role, case_key, state, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning id`,
      [
        randomUUID(),
        subject.kind,
        subject.reference,
        cause,
        recordedName(by),
        by.organisation,
        by.role,
        caseKey,
        held ? 'HELD' : 'RUNNING',
        now,
      ],
    );
    const [made] = rows;
    if (made === undefined) return idOf(client, subject);
    if (!held) await plan(client, { subject, work: 'ERASURE', workId: made.id }, ERASURE_STEPS, now);
    const what = held ? 'ERASURE_HELD' : 'ERASURE';
    const event = { what, subject, by, workId: made.id, at: now, facts: { cause, case: caseKey } } as const;
    receipts.push(...(await recordRight(ground, client, event)));
    return made.id;
  });
  tellOf(receipts, by);
  return erasure;
}

type Querying = Parameters<Parameters<typeof withSubject>[2]>[0];

async function idOf(client: Querying, { kind, reference }: SubjectReference): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'select id from erasures where subject_kind = $1 and subject_reference = $2',
    [kind, reference],
  );
  if (rows[0] === undefined) throw new Error('An erasure vanished.');
  return rows[0].id;
}

/** Erasures whose legal hold has ended begin, each with its entry in the audit log. */
export async function releaseHeld(ground: RightsGround): Promise<void> {
  const { rows } = await ground.pool.query<Held>(
    `select id, subject_kind as kind, subject_reference as reference, cause, case_key as "caseKey", asked_by as "askedBy",
            asked_for as "askedFor", asked_role as "askedRole"
       from erasures where state = 'HELD' order by recorded_at`,
  );
  for (const held of rows) {
    const subject = { kind: held.kind, reference: held.reference };
    if (!(await isHeld(ground, subject))) await release(ground, subject, held);
  }
}

interface Held extends SubjectReference {
  readonly id: string;
  readonly cause: ErasureWish['cause'];
  readonly caseKey: string | null;
  readonly askedBy: string;
  readonly askedFor: string;
  readonly askedRole: Role;
}

async function release(ground: RightsGround, subject: SubjectReference, held: Held): Promise<void> {
  const { id: workId, cause, caseKey, askedBy, askedFor, askedRole } = held;
  await withSubject(ground.pool, subject, async (client) => {
    const begun = await client.query(`update erasures set state = 'RUNNING' where id = $1 and state = 'HELD'`, [
      workId,
    ]);
    if (begun.rowCount === 0) return;
    const at = ground.now();
    await plan(client, { subject, work: 'ERASURE', workId }, ERASURE_STEPS, at);
    const by = { subjectId: askedBy, organisation: askedFor, role: askedRole };
    const facts = { cause, case: caseKey, after: 'LEGAL_HOLD' };
    await recordRight(ground, client, { what: 'ERASURE', subject, by, workId, at, facts });
  });
}
