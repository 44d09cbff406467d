import type { Pool } from 'pg';

export interface LoggedEntry {
  readonly index: number;
  /** Hexadecimal. */
  readonly leafHash: string;
  /** Canonical JSON, as it was hashed. */
  readonly entry: string;
}

/** Entries from an index on, in their order. */
export async function readEntries(pool: Pool, from: number, most: number): Promise<readonly LoggedEntry[]> {
  const { rows } = await pool.query<LoggedEntry>({
    name: 'entries of the audit log',
    text: `select index::float8 as index, encode(leaf_hash, 'hex') as "leafHash", entry from audit_entries
            where index >= $1 and index < $2 order by index`,
    values: [from, from + most],
  });
  return rows;
}

/** The newest checkpoint that is kept in the database; null: none was signed yet. */
export async function readCheckpoint(pool: Pool): Promise<{ size: number; root: string; note: string } | null> {
  const { rows } = await pool.query<{ size: number; root: string; note: string }>(
    `select size::float8 as size, encode(root, 'hex') as root, note from audit_checkpoints
      order by audit_checkpoints.size desc limit 1`,
  );
  return rows[0] ?? null;
}
