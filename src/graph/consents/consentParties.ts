import { ageSql } from '../../disclosure/dateNumber.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { ConsentGiver } from '../../registry/consentInput.js';
import { activeOn } from '../../sources/club/activeOn.js';
import type { RequestContext } from '../context.js';
import { needsLiving } from './isDeceased.js';

/** Civil Code, article 4. */
export const MAJORITY = 18;

/** About whom, and by whom. */
export interface ConsentParties {
  readonly subject: SubjectReference;
  readonly giver: ConsentGiver;
}

/**
 * The caller speaks for the own record, or as guardian for a child with an active link.
 * @throws NorenError REFUSED (A6-2) alike for a child that is not the caller's and for one that does not exist.
 */
export async function consentParties(context: RequestContext, childId: string | undefined): Promise<ConsentParties> {
  const { subject: own } = context.caller;
  if (own === undefined) throw new NorenError('REFUSED', 'Only a data subject gives or withdraws consent (A4-3).');
  needsKept(context, own);
  await needsLiving(context, own);
  if (childId === undefined || childId === null) {
    const ageAtEvent = own.kind === 'CHILD_PARTICIPANT' ? await ageOfChild(context, own.reference) : null;
    return { subject: own, giver: { ...own, relation: 'SELF', ageAtEvent } };
  }
  const child = context.globalIds.decode('Child', childId) ?? -1;
  if (own.kind !== 'GUARDIAN' || !(await isActiveGuardian(context, own.reference, child))) {
    throw new NorenError('REFUSED', 'ConsentInput.childId: not a child of the caller (A6-2).');
  }
  const subject = { kind: 'CHILD_PARTICIPANT', reference: child } as const;
  needsKept(context, subject);
  const age = await ageOfChild(context, child);
  if (age !== null && age >= MAJORITY) {
    throw new NorenError('REFUSED', 'ConsentInput.childId: a grown-up alone speaks about the own data (A4-3).');
  }
  return {
    subject,
    giver: { ...own, relation: 'GUARDIAN', ageAtEvent: null },
  };
}

/** Nothing new is kept of whoever is erased. @throws NorenError REFUSED (A6-3d) */
export function needsKept(context: RequestContext, { kind, reference }: SubjectReference): void {
  if (!context.flaggedWith('ERASED', kind).includes(reference)) return;
  throw new NorenError('REFUSED', 'ERASED: nothing is kept of this person any more (A6-3d).', { reason: 'ERASED' });
}

/** Whether the caller, signed in as a guardian and not for the own person alone, may speak for the child. */
export async function isActiveGuardian(context: RequestContext, guardian: number, child: number): Promise<boolean> {
  if (!context.caller.roles.includes('SELF_GUARDIAN')) return false;
  const { rowCount } = await context.environment.sources.club.pool.query(
    `SELECT FROM guardian_links l
      WHERE l.guardian_id = $1 AND l.child_id = $2 AND ${activeOn('l', 'started_on', '$3::date')} AND NOT l.harm_flag`,
    [guardian, child, context.today],
  );
  return rowCount === 1;
}

/** Full years today; null where the birth date is not known. */
export async function ageOfChild(context: RequestContext, child: number): Promise<number | null> {
  const { rows } = await context.environment.sources.club.pool.query<{ age: number | null }>(
    `SELECT (${ageSql('birth_date', '$2::date')})::int AS age FROM children WHERE id = $1`,
    [child, context.today],
  );
  return rows[0]?.age ?? null;
}
