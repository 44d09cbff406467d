import { createHash, randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ReleasePurchase, StoredBody } from '../statistics/releaseLedger.js';

/** The reserved or released row of a question; VOID rows no longer stand for it. */
export interface LiveRelease {
  readonly id: string;
  /** Null while it is only reserved. */
  readonly stored: StoredBody | null;
}

interface ReleaseRow {
  readonly id: string;
  readonly status: 'RESERVED' | 'RELEASED' | 'VOID';
  readonly issued_at: string | null;
  readonly body: string | null;
}

const COLUMNS = `id, status, body, to_char(issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS issued_at`;

/** SHA-256 of the canonical text, in hexadecimal. */
export function releaseKey(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function stored({ id, body, issued_at: issuedAt }: ReleaseRow): StoredBody | null {
  return body === null || issuedAt === null ? null : { id, body, issuedAt };
}

export async function findLive(pool: Pool, key: string): Promise<LiveRelease | null> {
  const { rows } = await pool.query<ReleaseRow>(
    `SELECT ${COLUMNS} FROM releases WHERE release_key = $1 AND status IN ('RESERVED', 'RELEASED')`,
    [key],
  );
  const row = rows[0];
  return row === undefined ? null : { id: row.id, stored: stored(row) };
}

export async function storedById(
  pool: Pool,
  id: string,
): Promise<{ readonly status: 'RESERVED' | 'RELEASED' | 'VOID'; readonly stored: StoredBody | null }> {
  const { rows } = await pool.query<ReleaseRow>(`SELECT ${COLUMNS} FROM releases WHERE id = $1`, [id]);
  const [row] = rows;
  return row === undefined ? { status: 'VOID', stored: null } : { status: row.status, stored: stored(row) };
}

/** The id of a new reservation; null when somebody else holds or has released the question. */
export async function insertReservation(
  client: PoolClient,
  key: string,
  purchase: ReleasePurchase,
): Promise<string | null> {
  const id = randomUUID();
  const { account } = purchase;
  const { rowCount } = await client.query(
    `INSERT INTO releases (id, release_key, status, question, words, snapshot, policy_version, nano_rho, delta,
                           recipient, purpose, period, sources)
     VALUES ($1, $2, 'RESERVED', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (release_key) WHERE status IN ('RESERVED', 'RELEASED') DO NOTHING`,
    [
      id,
      key,
      purchase.text,
      purchase.words,
      purchase.snapshot,
      purchase.policyVersion,
      purchase.nanoRho,
      purchase.delta,
      account.recipient,
      account.purpose,
      account.period,
      account.sources,
    ],
  );
  return rowCount === 1 ? id : null;
}

/** Records that a recipient has (paid for) a release; false when it had it already. */
export async function insertView(client: PoolClient, releaseId: string, purchase: ReleasePurchase): Promise<boolean> {
  const { account } = purchase;
  const { rowCount } = await client.query(
    `INSERT INTO release_views (release_id, recipient, purpose, period, sources, nano_rho)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (release_id, recipient) DO NOTHING`,
    [releaseId, account.recipient, account.purpose, account.period, account.sources, purchase.nanoRho],
  );
  return rowCount === 1;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A release that a recipient has a view of; null: none of this id is stored for it. */
export async function findViewed(
  pool: Pool,
  { id, recipient }: { readonly id: string; readonly recipient: string },
): Promise<StoredBody | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<ReleaseRow>(
    `SELECT ${COLUMNS} FROM releases WHERE id = $1 AND status = 'RELEASED'
     AND EXISTS (SELECT FROM release_views WHERE release_id = releases.id AND recipient = $2)`,
    [id, recipient],
  );
  return rows[0] === undefined ? null : stored(rows[0]);
}

/** Whether the numbers of a question are stored, and whether this recipient has them. */
export async function whoHas(
  pool: Pool,
  key: string,
  recipient: string,
): Promise<{ readonly isStored: boolean; readonly isViewed: boolean }> {
  const { rows } = await pool.query<{ stored: boolean; viewed: boolean }>(
    `SELECT count(*) > 0 AS stored, coalesce(bool_or(release_views.recipient = $2), false) AS viewed
     FROM releases LEFT JOIN release_views ON release_views.release_id = releases.id
     WHERE releases.release_key = $1 AND releases.status = 'RELEASED'`,
    [key, recipient],
  );
  return { isStored: rows[0]?.stored ?? false, isViewed: rows[0]?.viewed ?? false };
}

/** Body and status in one statement: a release is stored and RELEASED, or neither. Null when it is no longer reserved. */
export async function storeRelease(pool: Pool, releaseId: string, body: string): Promise<StoredBody | null> {
  const { rows } = await pool.query<ReleaseRow>(
    `UPDATE releases SET status = 'RELEASED', body = $2, issued_at = date_trunc('second', clock_timestamp())
     WHERE id = $1 AND status = 'RESERVED' RETURNING ${COLUMNS}`,
    [releaseId, body],
  );
  return rows[0] === undefined ? null : stored(rows[0]);
}

/** Age by the database's clock at which a reservation counts as abandoned. */
export const STALE_AFTER_SECONDS = 60;

/** Frees the question of a reservation whose gateway died. What it cost stays spent. */
export async function voidStale(
  pool: Pool,
  which: { readonly release_key: string } | { readonly id: string },
  staleAfterSeconds: number,
): Promise<void> {
  const [column = 'id', value = ''] = Object.entries(which)[0] ?? [];
  await pool.query(
    `UPDATE releases SET status = 'VOID'
     WHERE ${column} = $1 AND status = 'RESERVED' AND reserved_at < clock_timestamp() - make_interval(secs => $2)`,
    [value, staleAfterSeconds],
  );
}
