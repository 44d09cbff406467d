import type pg from 'pg';
import type { ReleasePurchase } from '../../src/statistics/releaseLedger.js';

/** A question of one nano-rho price 10 by organisation A, on caps of 1,000 and 4,000. */
export function purchaseOf(
  text: string,
  changes: { recipient?: string; price?: bigint; cap?: bigint; globalCap?: bigint } = {},
): ReleasePurchase {
  return {
    text,
    nanoRho: changes.price ?? 10n,
    delta: '1e-6',
    snapshot: '2026-11-22.1',
    policyVersion: '1',
    account: { recipient: changes.recipient ?? 'A', purpose: 'AGGREGATE_ANALYSIS', period: '2026-Q4', source: 'club' },
    caps: { recipientNano: changes.cap ?? 1_000n, globalNano: changes.globalCap ?? 4_000n },
  };
}

export interface Books {
  /** Spent per account, e.g. { "A": 10n, "GLOBAL": 10n }. */
  readonly spent: Readonly<Record<string, bigint>>;
  readonly releases: number;
  /** Whether every account has spent what its rows say: views for a recipient, releases for all. */
  readonly balanced: boolean;
}

/** The ledger as an auditor adds it up. */
export async function readBooks(pool: pg.Pool): Promise<Books> {
  const { rows } = await pool.query<{ scope: string; recipient: string; spent: string; rows: string }>(`
    SELECT scope, recipient, spent_nano::text AS spent, coalesce(CASE scope
      WHEN 'GLOBAL' THEN (SELECT sum(nano_rho) FROM releases AS r WHERE r.period = a.period AND r.source = a.source)
      ELSE (SELECT sum(nano_rho) FROM release_views AS v WHERE v.recipient = a.recipient AND v.purpose = a.purpose
            AND v.period = a.period AND v.source = a.source) END, 0)::text AS rows
    FROM privacy_accounts AS a ORDER BY scope, recipient`);
  const counted = await pool.query<{ count: string }>('SELECT count(*) FROM releases');
  return {
    spent: Object.fromEntries(
      rows.map((row) => [row.scope === 'GLOBAL' ? 'GLOBAL' : row.recipient, BigInt(row.spent)]),
    ),
    releases: Number(counted.rows[0]?.count),
    balanced: rows.every((row) => row.spent === row.rows),
  };
}
