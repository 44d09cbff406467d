import type pg from 'pg';
import type { ReleasePurchase, Retry } from '../../src/statistics/releaseLedger.js';

export interface PurchaseChanges {
  readonly recipient?: string;
  readonly price?: bigint;
  readonly cap?: bigint;
  readonly globalCap?: bigint;
  readonly lifetimeCap?: bigint;
  readonly sources?: readonly string[];
  readonly period?: string;
  readonly retry?: Retry;
}

/** A question of one nano-rho price 10 by organisation A, on caps of 1,000, 4,000 and 9,000. */
export function purchaseOf(text: string, changes: PurchaseChanges = {}): ReleasePurchase {
  return {
    text,
    words: `words of ${text}`,
    nanoRho: changes.price ?? 10n,
    delta: '1e-6',
    snapshot: '2026-11-22.1',
    policyVersion: '1',
    account: {
      recipient: changes.recipient ?? 'A',
      purpose: 'AGGREGATE_ANALYSIS',
      period: changes.period ?? '2026-Q4',
      sources: changes.sources ?? ['club'],
    },
    caps: {
      recipientNano: changes.cap ?? 1_000n,
      globalNano: changes.globalCap ?? 4_000n,
      lifetimeNano: changes.lifetimeCap ?? 9_000n,
    },
    retry: changes.retry ?? null,
  };
}

export interface Books {
  /** Spent per account of the source "club", e.g. { A: 10n, GLOBAL: 10n, LIFETIME: 10n }. */
  readonly spent: Readonly<Record<string, bigint>>;
  readonly releases: number;
  /** Whether every account has spent what its rows say: views for a recipient, releases for all, and what was reconciled. */
  readonly balanced: boolean;
}

/** The ledger as an auditor adds it up. */
export async function readBooks(pool: pg.Pool, source = 'club'): Promise<Books> {
  const { rows } = await pool.query<{ scope: string; recipient: string; source: string; spent: string; rows: string }>(`
    SELECT scope, recipient, source, spent_nano::text AS spent, (coalesce(CASE scope
      WHEN 'GLOBAL' THEN (SELECT sum(nano_rho) FROM releases AS r WHERE r.period = a.period AND a.source = ANY(r.sources))
      WHEN 'LIFETIME' THEN (SELECT sum(nano_rho) FROM releases AS r WHERE a.source = ANY(r.sources))
      ELSE (SELECT sum(nano_rho) FROM release_views AS v WHERE v.recipient = a.recipient AND v.purpose = a.purpose
            AND v.period = a.period AND a.source = ANY(v.sources)) END, 0)
      + coalesce((SELECT sum(nano_rho) FROM budget_reconciliations AS b WHERE (b.scope, b.recipient, b.purpose, b.period, b.source)
            = (a.scope, a.recipient, a.purpose, a.period, a.source)), 0))::text AS rows
    FROM privacy_accounts AS a ORDER BY scope, recipient`);
  const counted = await pool.query<{ count: string }>('SELECT count(*) FROM releases');
  const own = rows.filter((row) => row.source === source);
  return {
    spent: Object.fromEntries(
      own.map((row) => [row.scope === 'RECIPIENT' ? row.recipient : row.scope, BigInt(row.spent)]),
    ),
    releases: Number(counted.rows[0]?.count),
    balanced: rows.every((row) => row.spent === row.rows),
  };
}

export const LEDGER_TABLES = 'privacy_accounts, releases, release_views, release_keys, budget_reconciliations';
