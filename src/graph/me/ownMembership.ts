import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { RequestContext } from '../context.js';

/**
 * The co-op's record of a guardian who is a member, whose it is too (ADR 0005); null: there is none. By the code that the Club has, and the day of birth, which no
 * page changes: what is written there goes to another register, and a code alone may be the household's.
 */
export async function membershipOf(
  { environment: { sources } }: RequestContext,
  { kind, reference }: SubjectReference,
): Promise<SubjectReference | null> {
  if (kind !== 'GUARDIAN') return null;
  const { rows } = await sources.club.pool.query<{ code: string; born: string }>(
    'SELECT member_code AS code, birth_date::text AS born FROM guardians WHERE id = $1 AND member_code IS NOT NULL',
    [reference],
  );
  const [known] = rows;
  if (known === undefined) return null;
  const { rows: members } = await sources.coop.pool.query<{ id: number }>(
    'SELECT id FROM members WHERE member_code = $1 AND birth_date = $2::date',
    [known.code, known.born],
  );
  return members[0] === undefined ? null : { kind: 'COOP_MEMBER', reference: members[0].id };
}

/** @throws NorenError REFUSED */
export async function ownMembership(context: RequestContext, own: SubjectReference): Promise<SubjectReference> {
  const found = await membershipOf(context, own);
  if (found !== null) return found;
  const message = 'NOT_OWN_DATA: no membership that the page knows for the caller; the desk can look (A6-2, A6-4b).';
  throw new NorenError('REFUSED', message, { reason: 'NOT_OWN_DATA' });
}
