import type { Pool } from 'pg';
import { tokyoToday } from '../../policy/lifeStage.js';
import type { ReadChildren, Standing } from '../provisions/consentStops.js';

/** A live request for a service whose requester may not speak for the child any more: the link is over, or the child is of age. */
export interface Unspoken {
  /** Of the request. */
  readonly key: string;
  readonly partner: string;
}

interface Row extends Unspoken {
  readonly child: number;
  readonly guardian: number;
}

const STATEMENT = `
  select key, payload ->> 'partner' as partner, (payload #>> '{subject,reference}')::int as child,
         (payload #>> '{requestedBy,reference}')::int as guardian
    from register_entries_at($1)
   where register = 'SERVICE_REQUEST' and payload #>> '{subject,kind}' = 'CHILD_PARTICIPANT' and payload #>> '{requestedBy,kind}' = 'GUARDIAN'
   order by key`;

/** The source knows links, the register requests; null: the source does not say. A child that it does not have has no guardian there either. */
export async function readUnspoken(
  pool: Pool,
  now: Date,
  readChildren: ReadChildren,
): Promise<readonly Unspoken[] | null> {
  const { rows } = await pool.query<Row>({ name: 'services that guardians asked for', text: STATEMENT, values: [now] });
  if (rows.length === 0) return [];
  const children = await readChildren([...new Set(rows.map(({ child }) => child))], tokyoToday(now)).catch(() => null);
  if (children === null) return null;
  return rows
    .filter(({ child, guardian }) => !speaksFor(children.get(child), guardian))
    .map(({ key, partner }) => ({ key, partner }));
}

function speaksFor(child: Standing | undefined, guardian: number): boolean {
  const isMinor = child !== undefined && child.lifeStage !== 'ADULT' && child.lifeStage !== 'DECEASED';
  return isMinor && child.activeGuardians.has(guardian);
}
