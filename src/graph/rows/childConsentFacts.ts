import { lifeStageSql } from '../../disclosure/lifeStageSql.js';
import type { LifeStage } from '../../policy/vocabulary.js';
import { activeOn } from '../../sources/club/activeOn.js';
import type { RequestContext } from '../context.js';

/** What the rule of competent consent needs to know of a subject. */
export interface ConsentFacts {
  readonly lifeStage: LifeStage;
  /** Of a child of 16 or 17 only: their guardians' consent runs out some days after the birthday. */
  readonly birthDate: string | null;
  /** Whose yes may count: the link is active and carries no harm flag. A no counts whatever the link. */
  readonly activeGuardians: ReadonlySet<number>;
}

interface FactRow {
  readonly id: number;
  readonly stage: LifeStage;
  readonly birth_date: string | null;
  readonly guardians: readonly number[];
}

/** One statement for all of the children. */
export async function childConsentFacts(
  context: RequestContext,
  children: readonly number[],
): Promise<ReadonlyMap<number, ConsentFacts>> {
  if (children.length === 0) return new Map();
  const stage = lifeStageSql('c.birth_date', 'c.deceased_on', '$2::date');
  const { rows } = await context.environment.sources.club.pool.query<FactRow>(
    `SELECT c.id, s.stage, CASE WHEN s.stage = 'AGE_16_17' THEN c.birth_date END AS birth_date,
            ARRAY(SELECT l.guardian_id FROM guardian_links l
                   WHERE l.child_id = c.id AND ${activeOn('l', 'started_on', '$2::date')} AND NOT l.harm_flag) AS guardians
       FROM children c CROSS JOIN LATERAL (SELECT ${stage} AS stage) s
      WHERE c.id = ANY($1::int4[])`,
    [children, context.today],
  );
  return new Map(
    rows.map(({ id, stage: lifeStage, birth_date: birthDate, guardians }) => [
      id,
      { lifeStage, birthDate, activeGuardians: new Set(guardians) },
    ]),
  );
}
