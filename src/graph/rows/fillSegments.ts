import { AS_IT_IS, SEGMENT_FIELD } from '../../sources/club/guardianTable.js';
import type { RequestContext } from '../context.js';
import type { RowNode } from '../plan/rowNode.js';
import { leastFamilies } from './leastFamilies.js';
import { atomsOf } from './nodeAtoms.js';

type RawRow = Record<string | symbol, unknown>;

/**
 * Puts the purchase segment where the source said that it may come out: as the family has it, or as the class of the row. Two reads of the
 * governance database a statement, whatever the rows; none where no segment was planned.
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
  const { snapshot, segments: found } = await segments.ofGuardians(rows.map((row) => Number(row['$key'])));
  const { classes } = rowPlan;
  const asked = atomsOf(rowPlan).has('CONSENT:PURCHASE_HISTORY');
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
