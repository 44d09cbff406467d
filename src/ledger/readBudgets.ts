import type { Pool } from 'pg';
import type { BudgetScope } from '../statistics/releaseLedger.js';
import type { AccountKey } from './accountKey.js';
import { readBudgetState } from './budgetState.js';

/** An account as it stands. */
export interface BudgetStatement {
  readonly key: AccountKey;
  readonly capNano: bigint;
  readonly spentNano: bigint;
}

/** One charge, and what was said for it. */
export interface Spending {
  readonly release: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly words: string;
  readonly snapshot: string;
  readonly policyVersion: string;
  readonly nanoRho: bigint;
  /** UTC, whole seconds. */
  readonly chargedAt: string;
  /** RESERVED: under way. VOID: paid and never answered. */
  readonly status: 'RESERVED' | 'RELEASED' | 'VOID';
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

/** What an account's money went to, latest first; at most so many. */
export async function readSpending(pool: Pool, key: AccountKey, first: number): Promise<readonly Spending[]> {
  const { rows } = await pool.query<Omit<Spending, 'nanoRho'> & { nano: string }>(spendingStatement(key.scope), [
    key.recipient,
    key.purpose,
    key.period,
    key.source,
    first,
  ]);
  return rows.map(({ nano, ...spending }) => ({ ...spending, nanoRho: BigInt(nano) }));
}

/** A recipient's account pays for every first look of its own, those of all together for each release once. */
function spendingStatement(scope: BudgetScope): string {
  const own = scope === 'RECIPIENT';
  const [paid, at] = own ? ['v', 'v.charged_at'] : ['r', 'r.reserved_at'];
  const from = own ? 'release_views v JOIN releases r ON r.id = v.release_id' : 'releases r';
  const isOf = own ? 'v.recipient = $1 AND v.purpose = $2' : `$1 = '' AND $2 = ''`;
  const inPeriod = scope === 'LIFETIME' ? `$3 = ''` : `${paid}.period = $3`;
  return `SELECT r.id AS release, ${paid}.recipient, ${paid}.purpose, r.words, r.snapshot, r.policy_version AS "policyVersion",
            ${paid}.nano_rho::text AS nano, r.status,
            to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "chargedAt"
     FROM ${from} WHERE ${isOf} AND ${inPeriod} AND $4 = ANY(${paid}.sources) ORDER BY ${at} DESC, r.id LIMIT $5`;
}
