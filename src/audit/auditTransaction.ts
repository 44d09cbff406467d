import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ClientBase, Pool } from 'pg';

/** What an entry is appended in: a connection inside a transaction, MikroORM's transactional manager, or a pool (one of its own). */
export type AuditTransaction = ClientBase | Pool | SqlEntityManager;

export interface AuditStatement {
  /** Kept by the connection under this name. */
  readonly name: string;
  /** Parameters as $1, $2, … each once and in this order. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Runs a statement on whichever it is. */
export async function runStatement<Row extends object>(
  transaction: AuditTransaction,
  { name, text, values }: AuditStatement,
): Promise<readonly Row[]> {
  if ('execute' in transaction) return transaction.execute(text.replace(/\$\d+/g, '?'), [...values]);
  const { rows } = await transaction.query<Row>({ name, text, values: [...values] });
  return rows;
}
