import type { RequestContext } from '../context.js';

/** Classes that the caller is assigned to today, by the broadcaster's own list. Nobody without a staff reference has any. */
export async function ownClasses(context: RequestContext): Promise<readonly number[]> {
  const { staffReference } = context.caller;
  if (staffReference === undefined) return [];
  const { rows } = await context.environment.sources.broadcaster.pool.query<{ class_reference: number }>(
    'SELECT class_reference FROM assignments WHERE staff_id = $1 AND starts_on <= $2::date AND (ends_on IS NULL OR ends_on >= $2::date)',
    [staffReference, context.today],
  );
  return rows.map((row) => row.class_reference);
}
