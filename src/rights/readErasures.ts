import type { SubjectReference } from '../policy/consentRecord.js';
import type { RightsGround } from './rightsGround.js';

export interface ErasureStep {
  readonly step: string;
  readonly state: 'PENDING' | 'DONE' | 'CONFLICT';
  readonly problem: string | null;
  /** Counts by table, and the like; never a value. */
  readonly evidence: Readonly<Record<string, unknown>> | null;
  readonly doneAt: Date | null;
}

/** The tombstone of a person: that they are erased, when, and what was done. */
export interface Erasure {
  readonly id: string;
  readonly cause: 'REQUEST' | 'RETENTION';
  /** HELD: a legal hold stands, use is stopped, the rest waits for its end. */
  readonly state: 'HELD' | 'RUNNING' | 'DONE';
  readonly recordedAt: Date;
  readonly finishedAt: Date | null;
  readonly steps: readonly ErasureStep[];
}

/** Null: nobody asked for it. */
export async function readErasure({ pool }: RightsGround, subject: SubjectReference): Promise<Erasure | null> {
  const { rows } = await pool.query<Omit<Erasure, 'steps'>>(
    `select id, cause, state, recorded_at as "recordedAt", finished_at as "finishedAt"
       from erasures where subject_kind = $1 and subject_reference = $2`,
    [subject.kind, subject.reference],
  );
  const [erasure] = rows;
  if (erasure === undefined) return null;
  const { rows: steps } = await pool.query<ErasureStep>(
    `select step, state, problem, evidence, done_at as "doneAt" from right_steps where work_id = $1 order by id`,
    [erasure.id],
  );
  return { ...erasure, steps };
}
