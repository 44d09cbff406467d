import type { Pool } from 'pg';
import type { BudgetScope } from '../statistics/releaseLedger.js';
import { keyValues, type AccountKey } from './accountKey.js';
import { readBudgetState } from './budgetState.js';
import { STALE_AFTER_SECONDS } from './releaseStore.js';

/** An account as it stands. */
export interface BudgetStatement {
  readonly key: AccountKey;
  readonly capNano: bigint;
  readonly spentNano: bigint;
}

/** One charge, and what was said for it; or what an account was brought up to after a restore, of which no more is known. */
export interface Spending {
  readonly release: string | null;
  /** Null: of all together. */
  readonly recipient: string | null;
  readonly purpose: string | null;
  readonly words: string;
  readonly snapshot: string | null;
  readonly policyVersion: string | null;
  readonly nanoRho: bigint;
  /** UTC, whole seconds. */
  readonly chargedAt: string;
  /** RESERVED: under way. VOID: paid and not answered. RECONCILED: forgotten by the database, and remembered by a witness. */
  readonly status: 'RESERVED' | 'RELEASED' | 'VOID' | 'RECONCILED';
}

/** Whose accounts: of one recipient, or of all. */
export interface BudgetsAsked {
  /** Null: of every recipient. */
  readonly recipient: string | null;
  readonly period: string;
}

/** The accounts of a period, and those of the sources' lives. */
export async function readBudgets(
  pool: Pool,
  { recipient, period }: BudgetsAsked,
): Promise<readonly BudgetStatement[]> {
  const { rows } = await pool.query<AccountKey & { cap: string; spent: string }>(
    `SELECT scope, recipient, purpose, period, source, cap_nano::text AS cap, spent_nano::text AS spent FROM privacy_accounts
     WHERE (scope = 'LIFETIME' OR period = $1) AND (scope <> 'RECIPIENT' OR $2::text IS NULL OR recipient = $2)
     ORDER BY array_position(ARRAY['RECIPIENT', 'GLOBAL', 'LIFETIME'], scope), recipient, purpose, source`,
    [period, recipient],
  );
  return rows.map(({ cap, spent, ...key }) => ({ key, capNano: BigInt(cap), spentNano: BigInt(spent) }));
}

/** Whether the accounts are closed until they are reconciled. */
export async function areBudgetsClosed(pool: Pool): Promise<boolean> {
  return (await readBudgetState(pool)).closedBecause !== null;
}

/** What an account's money went to, latest first; at most so many. Without a limit their prices add up to what is spent. */
export async function readSpending(pool: Pool, key: AccountKey, first: number): Promise<readonly Spending[]> {
  const { rows } = await pool.query<Omit<Spending, 'nanoRho'> & { nano: string }>(spendingStatement(key.scope), [
    ...keyValues(key),
    first,
    STALE_AFTER_SECONDS,
  ]);
  return rows.map(({ nano, ...spending }) => ({ ...spending, nanoRho: BigInt(nano) }));
}

/** A recipient's account pays for every first look of its own, those of all together for each release once. */
function spendingStatement(scope: BudgetScope): string {
  const own = scope === 'RECIPIENT';
  const [paid, at] = own ? ['v', 'v.charged_at'] : ['r', 'r.reserved_at'];
  const from = own ? 'release_views v JOIN releases r ON r.id = v.release_id' : 'releases r';
  const isOf = own ? 'v.recipient = $2 AND v.purpose = $3' : `$2 = '' AND $3 = ''`;
  const inPeriod = scope === 'LIFETIME' ? `$4 = ''` : `${paid}.period = $4`;
  return `SELECT release, recipient, purpose, words, snapshot, "policyVersion", nano, status,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "chargedAt"
     FROM (SELECT r.id::text AS release, ${paid}.recipient, ${paid}.purpose, r.words, r.snapshot, r.policy_version AS "policyVersion",
             ${paid}.nano_rho::text AS nano, CASE WHEN ${IS_STALE} THEN 'VOID' ELSE r.status END AS status, ${at} AS at
           FROM ${from} WHERE ${isOf} AND ${inPeriod} AND $5 = ANY(${paid}.sources)
           UNION ALL ${RECONCILED}) AS spending
     ORDER BY at DESC, release LIMIT $6`;
}

/** Its gateway is gone: the row itself is void as soon as the question is asked again. */
const IS_STALE = `r.status = 'RESERVED' AND r.reserved_at < clock_timestamp() - make_interval(secs => $7)`;

const RECONCILED = `SELECT NULL, nullif(recipient, ''), nullif(purpose, ''), 'Forgotten by a restored database, and witnessed', NULL, NULL,
    nano_rho::text, 'RECONCILED', reconciled_at
  FROM budget_reconciliations WHERE (scope, recipient, purpose, period, source) = ($1, $2, $3, $4, $5)`;
