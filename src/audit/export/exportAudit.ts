import type { Pool } from 'pg';
import { rootAt } from '../merkle/prove.js';
import { readHead, readNodesOf } from '../reads/readTree.js';
import { EXPORT_FORMAT, type ExportEnd, type ExportHeader, type ExportedEntry } from './exportFormat.js';

const BATCH = 1_000;

interface Row {
  readonly index: number;
  readonly entry: string;
  readonly leaf: string;
  readonly sets: readonly (readonly string[])[] | null;
}

const ENTRIES = `
  select e.index::float8 as index, e.entry, encode(e.leaf_hash, 'hex') as leaf,
         (select json_agg(tokens order by set_number)
            from (select s.set_number, json_agg(s.token order by s.token) as tokens
                    from audit_entry_subjects s where s.entry = e.index group by s.set_number) sets) as sets
    from audit_entries e where e.index >= $1 and e.index < $2 order by e.index`;

/** The parents that the leaves from $1 to before $2 completed, level by level. */
const NODES = `
  select ((n.index + 1) * (1::bigint << n.level) - 1)::float8 as completed_by, encode(n.hash, 'hex') as hash
    from generate_series(1, 52) height
    join audit_nodes n on n.level = height and n.index >= ($1::bigint >> height) and n.index < ($2::bigint >> height)
   order by 1, n.level`;

/**
 * The log as lines of JSON, the first `entries` of it; `key`: its verifier key. Bounded memory, whatever its size.
 * `entries`: @default as it stood when the export began, of which the last may not be signed yet
 */
export async function* exportAudit(pool: Pool, key: string, entries?: number): AsyncGenerator<string> {
  const { origin, frontier } = await readHead(pool);
  const size = Math.min(entries ?? frontier.size, frontier.size);
  const root = size === frontier.size ? frontier.root() : await rootAt(size, readNodesOf(pool));
  const { rows } = await pool.query<{ note: string }>(
    'select note from audit_checkpoints where size <= $1 order by audit_checkpoints.size',
    [size],
  );
  yield line({ format: EXPORT_FORMAT, origin, key, checkpoints: rows.map(({ note }) => note) } satisfies ExportHeader);
  for (let from = 0; from < size; from += BATCH) {
    const range = [from, Math.min(from + BATCH, size)];
    const nodes = await pool.query<{ completed_by: number; hash: string }>(NODES, range);
    const completed = Map.groupBy(nodes.rows, (node) => node.completed_by);
    const { rows: read } = await pool.query<Row>(ENTRIES, range);
    for (const { index, entry, leaf, sets } of read) {
      const hashes = (completed.get(index) ?? []).map(({ hash }) => hash);
      yield line({ index, leaf, nodes: hashes, sets: sets ?? [], text: entry } satisfies ExportedEntry);
    }
  }
  yield line({ size, root: root.toString('hex') } satisfies ExportEnd);
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
