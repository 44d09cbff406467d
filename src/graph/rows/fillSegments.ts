import { familyBuyers } from '../../sources/club/familyBuyers.js';
import { AS_IT_IS, SEGMENT_FIELD } from '../../sources/club/guardianTable.js';
import type { RequestContext } from '../context.js';
import type { RowNode } from '../plan/rowNode.js';
import { consentingSubjects } from './consentHolders.js';
import { leastFamilies } from './leastFamilies.js';
import { atomsOf } from './nodeAtoms.js';

const CONSENT = 'CONSENT:PURCHASE_HISTORY';

type RawRow = Record<string | symbol, unknown>;

/**
 * Puts the purchase segment where the source said that it may come out: as the family has it, or as the class of the row. Where a consent
 * opens it, it takes that of every guardian of the family who is a member: it is made of their purchases. As many reads a statement
 * whatever the rows; none where no segment was planned.
 */
export async function fillSegments(
  context: RequestContext,
  { rowPlan, type }: RowNode,
  rows: readonly RawRow[],
  /** JSON of the classes that these rows are shown by; null: they are not de-identified. */
  rowClasses: string | null,
): Promise<void> {
  if (type !== 'Guardian' || !rowPlan.cells.has(SEGMENT_FIELD)) return;
  const { segments } = context.environment.rowClasses;
  const { classes } = rowPlan;
  const keys = rows.map((row) => Number(row['$key']));
  const asked = atomsOf(rowPlan).has(CONSENT);
  const { snapshot, segments: found } = await segments.ofGuardians(
    keys,
    asked ? await silentBuyers(context, keys) : [],
  );
  const among = asked
    ? { purpose: context.purpose ?? '', recipient: context.caller.organisation }
    : { purpose: '', recipient: '' };
  const shown =
    classes === null || rowClasses === null
      ? null
      : await segments.shown({ ...classes, ...among, k: leastFamilies(context), rowClasses, snapshot });
  for (const row of rows) {
    const place = row[SEGMENT_FIELD];
    const segment = found.get(Number(row['$key']));
    if (typeof place !== 'string' || segment === undefined) row[SEGMENT_FIELD] = null;
    else row[SEGMENT_FIELD] = place === AS_IT_IS ? segment : (shown?.of(place, segment) ?? null);
  }
}

/** Members in the families of these guardians who did not consent to this recipient and purpose. */
async function silentBuyers(context: RequestContext, guardians: readonly number[]): Promise<readonly number[]> {
  const buyers = await familyBuyers(context.environment.sources.club.pool, guardians);
  const consenting = (await consentingSubjects(context, 'GUARDIAN', buyers, ['PURCHASE_HISTORY'])).get(CONSENT);
  return buyers.filter((buyer) => consenting?.has(buyer) !== true);
}
