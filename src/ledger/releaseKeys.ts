import type { Pool, PoolClient } from 'pg';
import type { ReleasePurchase, StoredBody } from '../statistics/releaseLedger.js';
import { releaseKey, storedById, voidStale } from './releaseStore.js';

/** What a retry finds of its first sending. */
export interface EarlierAnswer {
  readonly stored: StoredBody | null;
  readonly chargedNano: bigint;
  readonly status: 'RESERVED' | 'RELEASED' | 'VOID';
}

/** Null: this key was not used for this question yet, or the purchase has none. */
export async function earlierAnswer(
  pool: Pool,
  { account, retry }: ReleasePurchase,
  staleAfterSeconds: number,
): Promise<EarlierAnswer | null> {
  if (retry === null || retry === undefined) return null;
  const { rows } = await pool.query<{ release_id: string; charged: string }>(
    `SELECT release_id, charged_nano::text AS charged FROM release_keys
     WHERE recipient = $1 AND purpose = $2 AND key = $3 AND question = $4`,
    [account.recipient, account.purpose, retry.key, releaseKey(retry.question)],
  );
  const [row] = rows;
  if (row === undefined) return null;
  await voidStale(pool, { id: row.release_id }, staleAfterSeconds);
  return { ...(await storedById(pool, row.release_id)), chargedNano: BigInt(row.charged) };
}

/**
 * In the transaction that charges. A key whose first sending was abandoned stands for the new one; false: it stands for another, which was sent
 * at the same moment.
 */
export async function keepKey(
  client: PoolClient,
  { account, retry }: ReleasePurchase,
  { releaseId, chargedNano }: { readonly releaseId: string; readonly chargedNano: bigint },
): Promise<boolean> {
  if (retry === null || retry === undefined) return true;
  const { rowCount } = await client.query(
    `INSERT INTO release_keys (recipient, purpose, key, question, release_id, charged_nano) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (recipient, purpose, key, question)
     DO UPDATE SET release_id = excluded.release_id, charged_nano = excluded.charged_nano
     WHERE EXISTS (SELECT FROM releases WHERE id = release_keys.release_id AND status = 'VOID')`,
    [account.recipient, account.purpose, retry.key, releaseKey(retry.question), releaseId, chargedNano],
  );
  return rowCount === 1;
}
