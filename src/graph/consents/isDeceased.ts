import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { SourceName } from '../../sources/openSource.js';
import type { RequestContext } from '../context.js';

/** Of whom a source keeps the day of death. */
const KEPT: Readonly<Partial<Record<SubjectKind, readonly [SourceName, table: string]>>> = {
  GUARDIAN: ['club', 'guardians'],
  CHILD_PARTICIPANT: ['club', 'children'],
  COOP_MEMBER: ['coop', 'members'],
};

/** By a source, or by what the desk learned before it (X03). */
export async function isDeceased(context: RequestContext, { kind, reference }: SubjectReference): Promise<boolean> {
  if (context.flaggedWith('DECEASED', kind).includes(reference)) return true;
  const [source, table] = KEPT[kind] ?? [];
  if (source === undefined) return false;
  const { rowCount } = await context.environment.sources[source].pool.query(
    `SELECT FROM ${table} WHERE id = $1 AND deceased_on IS NOT NULL`,
    [reference],
  );
  return rowCount === 1;
}

/**
 * Nobody signs in as somebody who has died: whoever does has their password, and an heir is a case of the desk (X03).
 * @throws NorenError REFUSED
 */
export async function needsLiving(context: RequestContext, subject: SubjectReference): Promise<void> {
  if (!(await isDeceased(context, subject))) return;
  throw new NorenError('REFUSED', 'DECEASED: of who has died the desk hears an heir; there is no page (X03).', {
    reason: 'DECEASED',
  });
}
