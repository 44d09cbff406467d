import { lifeStageSql } from '../../disclosure/lifeStageSql.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { LifeStage } from '../../policy/vocabulary.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { isActiveGuardian } from '../consents/consentParties.js';
import { needsLiving } from '../consents/isDeceased.js';
import type { RequestContext } from '../context.js';
import { subjectOfId } from '../registers/subjectIds.js';

/** As whom the caller acts. */
export interface OwnSubject {
  readonly subject: SubjectReference;
  readonly lifeStage: LifeStage;
  readonly actingAs: 'SELF' | 'GUARDIAN';
}

/**
 * The caller, or with `id` a child below 18 with an active link that carries no harm flag (D02). A grown-up child acts alone.
 * @throws NorenError REFUSED (A6-2), who has died by X03, alike for somebody else, for a child of somebody else, and for nobody
 */
export async function ownSubject(context: RequestContext, id: string | null | undefined): Promise<OwnSubject> {
  const own = context.caller.subject;
  if (own === undefined) return refuse();
  await needsLiving(context, own);
  const about = id === null || id === undefined ? own : idToSubject(context, id);
  if (about === null) return refuse();
  if (sameSubject(about, own)) {
    return { subject: own, lifeStage: await lifeStageOf(context, own), actingAs: 'SELF' };
  }
  if (own.kind !== 'GUARDIAN' || about.kind !== 'CHILD_PARTICIPANT') return refuse();
  if (!(await isActiveGuardian(context, own.reference, about.reference))) return refuse();
  const lifeStage = await lifeStageOf(context, about);
  if (lifeStage === 'ADULT' || lifeStage === 'DECEASED') return refuse();
  return { subject: about, lifeStage, actingAs: 'GUARDIAN' };
}

/** The stage that rights go by: of a child by birth date, everybody else is an adult. */
export async function lifeStageOf(context: RequestContext, { kind, reference }: SubjectReference): Promise<LifeStage> {
  if (kind !== 'CHILD_PARTICIPANT') return 'ADULT';
  const { rows } = await context.environment.sources.club.pool.query<{ stage: LifeStage }>(
    `SELECT ${lifeStageSql('birth_date', 'deceased_on', '$2::date')} AS stage FROM children WHERE id = $1`,
    [reference, context.today],
  );
  return rows[0]?.stage ?? 'UNKNOWN';
}

function idToSubject(context: RequestContext, id: string): SubjectReference | null {
  try {
    return subjectOfId(context, id, 'about');
  } catch {
    return null;
  }
}

function refuse(): never {
  throw new NorenError('REFUSED', 'NOT_OWN_DATA: neither the caller nor a child in their care (A6-2).', {
    reason: 'NOT_OWN_DATA',
  });
}
