import type { Pool } from 'pg';
import { lifeStageSql } from '../../disclosure/lifeStageSql.js';
import type { ConsentQuestion } from '../../policy/competentConsent.js';
import type { LifeStage } from '../../policy/vocabulary.js';
import { activeOn } from './activeOn.js';

/**
 * What the rule of competent consent needs to know of a child. `birthDate`: of one of 16 or 17 only, as a guardian's consent runs out some
 * days after the birthday. `activeGuardians`: whose yes may count, as the link is active and carries no harm flag. A no counts whatever
 * the link.
 */
export type ChildStanding = Pick<ConsentQuestion, 'lifeStage' | 'birthDate' | 'activeGuardians'>;

interface Row {
  readonly id: number;
  readonly stage: LifeStage;
  readonly birth_date: string | null;
  readonly guardians: readonly number[];
}

/** One statement for all of the children, and for none: round trips tell nothing of what is on record. `today`: in Asia/Tokyo, YYYY-MM-DD. */
export async function childStandings(
  pool: Pool,
  children: readonly number[],
  today: string,
): Promise<ReadonlyMap<number, ChildStanding>> {
  const stage = lifeStageSql('c.birth_date', 'c.deceased_on', '$2::date');
  const { rows } = await pool.query<Row>(
    `SELECT c.id, s.stage, CASE WHEN s.stage = 'AGE_16_17' THEN c.birth_date END AS birth_date,
            ARRAY(SELECT l.guardian_id FROM guardian_links l
                   WHERE l.child_id = c.id AND ${activeOn('l', 'started_on', '$2::date')} AND NOT l.harm_flag) AS guardians
       FROM children c CROSS JOIN LATERAL (SELECT ${stage} AS stage) s
      WHERE c.id = ANY($1::int4[])`,
    [children, today],
  );
  return new Map(
    rows.map(({ id, stage: lifeStage, birth_date: birthDate, guardians }) => [
      id,
      { lifeStage, birthDate, activeGuardians: new Set(guardians) },
    ]),
  );
}
