import type { ClientBase } from 'pg';
import { NorenError } from '../errors.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { RightsGround } from './rightsGround.js';
import { runStep, type Done, type Job, type Step } from './steps.js';
import { withSubject } from './subjectLock.js';

interface PendingRow {
  readonly id: string;
  readonly work: Job['work'];
  readonly work_id: string;
  readonly step: Step;
}

/** Persons of whom something is still to be done. */
export async function waiting({ pool }: RightsGround): Promise<readonly SubjectReference[]> {
  const { rows } = await pool.query<SubjectReference>(
    `select subject_kind as kind, subject_reference as reference from right_steps where state = 'PENDING' group by 1, 2 order by min(id)`,
  );
  return rows;
}

/**
 * Does what is to be done of one person, in order, each step in a transaction. What can't be done now holds up the rest of its own work and
 * nothing else: no erasure waits behind a correction for a source that is down.
 */
export async function deliver(ground: RightsGround, subject: SubjectReference): Promise<void> {
  const stuck = new Set<string>();
  while (await next(ground, subject, stuck));
}

/** @returns whether another step may follow */
async function next(ground: RightsGround, subject: SubjectReference, stuck: Set<string>): Promise<boolean> {
  return withSubject(ground.pool, subject, async (client) => {
    const { rows } = await client.query<PendingRow>(
      `select id, work, work_id, step from right_steps
        where subject_kind = $1 and subject_reference = $2 and state = 'PENDING' and not work_id = any($3::uuid[])
        order by id limit 1`,
      [subject.kind, subject.reference, [...stuck]],
    );
    const [row] = rows;
    if (row === undefined) return false;
    const job: Job = { subject, work: row.work, workId: row.work_id, step: row.step };
    await client.query('savepoint step');
    try {
      await finish(ground, client, row, await runStep(ground, client, job));
      return true;
    } catch (error) {
      await client.query('rollback to savepoint step');
      await client.query('update right_steps set attempts = attempts + 1, problem = $2 where id = $1', [
        row.id,
        problemOf(error),
      ]);
      stuck.add(row.work_id);
      return true;
    }
  });
}

async function finish(
  ground: RightsGround,
  client: ClientBase,
  row: PendingRow,
  { state, evidence }: Done,
): Promise<void> {
  const now = ground.now();
  await client.query(
    `update right_steps set state = $2, evidence = $3, attempts = attempts + 1, problem = null, done_at = $4 where id = $1`,
    [row.id, state, JSON.stringify(evidence), now],
  );
  if (state === 'CONFLICT') {
    await client.query(`update right_steps set state = 'CONFLICT' where work_id = $1 and state = 'PENDING'`, [
      row.work_id,
    ]);
  }
  await client.query(
    `update erasures set state = 'DONE', finished_at = $2 where id = $1
        and not exists (select from right_steps where work_id = $1 and state = 'PENDING')`,
    [row.work_id, now],
  );
}

/** A code, since a database's message may quote a value. */
function problemOf(error: unknown): string {
  if (!(error instanceof NorenError)) return 'UNEXPECTED';
  const { problem } = error.details;
  return typeof problem === 'string' ? problem : error.code;
}

/** Writes down what is to be done. */
export async function plan(
  client: ClientBase,
  { subject, work, workId }: Omit<Job, 'step'>,
  steps: readonly Step[],
  now: Date,
): Promise<void> {
  await client.query(
    `insert into right_steps (subject_kind, subject_reference, work, work_id, step, asked_at)
     select $1, $2, $3, $4, step, $6 from unnest($5::text[]) with ordinality s(step, place) order by place on conflict do nothing`,
    [subject.kind, subject.reference, work, workId, steps, now],
  );
}
