import type { Pool } from 'pg';
import { Frontier } from '../merkle/frontier.js';
import type { ReadNodes } from '../merkle/prove.js';

/** Where the log stands. */
export interface Head {
  readonly origin: string;
  readonly frontier: Frontier;
}

interface HeadRow {
  readonly origin: string;
  readonly size: number;
  readonly frontier: readonly Buffer[];
}

export async function readHead(pool: Pool): Promise<Head> {
  const { rows } = await pool.query<HeadRow>('select origin, size::float8 as size, frontier from audit_head');
  const row = rows[0] as HeadRow;
  return { origin: row.origin, frontier: new Frontier(row.size, row.frontier) };
}

/** The nodes of the tree by their places, in one read. */
export function readNodesOf(pool: Pool): ReadNodes {
  return async (places) => {
    const { rows } = await pool.query<{ hash: Buffer }>({
      name: 'nodes of the audit log',
      text: `select coalesce(n.hash, e.leaf_hash) as hash
               from unnest($1::int[], $2::bigint[]) with ordinality as place (level, at, number)
               left join audit_nodes n on n.level = place.level and n.index = place.at
               left join audit_entries e on place.level = 0 and e.index = place.at
              where n.hash is not null or e.leaf_hash is not null order by number`,
      values: [places.map(({ level }) => level), places.map(({ index }) => index)],
    });
    return rows.map(({ hash }) => hash);
  };
}
