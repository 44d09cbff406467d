import type { Pool, PoolClient } from 'pg';
import { NorenError } from '../errors.js';
import { accountText, parseAccountText, type AccountKey } from './accountKey.js';
import type { SpendWitness } from './spendWitness.js';

/** Which ledger this is, and whether its accounts may be charged. A copy of the database is the same ledger. */
export interface BudgetState {
  readonly ledger: string;
  /** Null: open. */
  readonly closedBecause: string | null;
}

export async function readBudgetState(db: Pool | PoolClient): Promise<BudgetState> {
  const { rows } = await db.query<{ ledger: string; closed_because: string | null }>(
    'SELECT ledger, closed_because FROM budget_state',
  );
  const [row] = rows;
  if (row === undefined) throw closed('the state of the budget is missing');
  return { ledger: row.ledger, closedBecause: row.closed_because };
}

/** For every gateway on this database, until it is reconciled. */
export async function closeBudget(pool: Pool, because: string): Promise<void> {
  await pool.query(
    'UPDATE budget_state SET closed_at = clock_timestamp(), closed_because = $1 WHERE closed_at IS NULL',
    [because],
  );
}

export function closed(because: string): NorenError {
  return new NorenError(
    'STATISTIC_UNAVAILABLE',
    `statistics: the privacy budget is closed: ${because}. Nothing was charged. An operator has to run \`noren budget reconcile\`.`,
  );
}

/** An account that has spent less than it is known to have. */
export interface Forgotten {
  readonly key: AccountKey;
  readonly ledgerNano: bigint;
  readonly witnessNano: bigint;
}

export const RESTORED =
  'the database has spent less than was witnessed outside it, as after a restore from an older backup';

export const DISCONTINUED =
  'the audit log does not continue what was signed outside the database, as after a restore from an older backup';

/** Every account whose spending the database has forgotten. */
export async function forgottenSpending(
  db: Pool | PoolClient,
  ledger: string,
  witness: Pick<SpendWitness, 'spent'>,
): Promise<readonly Forgotten[]> {
  const witnessed = witness.spent(ledger);
  const { rows } = await db.query<AccountKey & { nano: string }>(
    'SELECT scope, recipient, purpose, period, source, spent_nano::text AS nano FROM privacy_accounts',
  );
  const kept = new Map(rows.map(({ nano, ...key }) => [accountText(key), BigInt(nano)]));
  return [...witnessed]
    .map(([text, witnessNano]) => ({ text, witnessNano, ledgerNano: kept.get(text) ?? 0n }))
    .filter(({ witnessNano, ledgerNano }) => ledgerNano < witnessNano)
    .map(({ text, witnessNano, ledgerNano }) => ({ key: parseAccountText(text), ledgerNano, witnessNano }));
}

/**
 * At the start of a gateway: closes the accounts of a database that has forgotten something. `isOlder`: it is known to be older than something that was
 * kept elsewhere, and so may have. Says whether they are open.
 */
export async function openBudget(
  pool: Pool,
  witness: Pick<SpendWitness, 'spent'>,
  { isOlder = false }: { readonly isOlder?: boolean } = {},
): Promise<BudgetState> {
  const { ledger } = await readBudgetState(pool);
  if (isOlder) await closeBudget(pool, DISCONTINUED);
  if ((await forgottenSpending(pool, ledger, witness)).length > 0) await closeBudget(pool, RESTORED);
  return readBudgetState(pool);
}
