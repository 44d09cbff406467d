import { randomUUID } from 'node:crypto';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt } from '../policy/trail.js';
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

/** Erasures whose legal hold has ended begin. */
export async function releaseHeld(ground: RightsGround): Promise<void> {
  const { rows } = await ground.pool.query<SubjectReference & { readonly id: string }>(
    `select id, subject_kind as kind, subject_reference as reference from erasures where state = 'HELD' order by recorded_at`,
  );
  for (const { id, kind, reference } of rows) {
    const subject = { kind, reference };
    if (await isHeld(ground, subject)) continue;
    await withSubject(ground.pool, subject, async (client) => {
      await client.query(`update erasures set state = 'RUNNING' where id = $1 and state = 'HELD'`, [id]);
      await plan(client, { subject, work: 'ERASURE', workId: id }, ERASURE_STEPS, ground.now());
    });
  }
}
