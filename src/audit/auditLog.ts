import { createHmac } from 'node:crypto';
import { NorenError } from '../errors.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { Receipt } from '../policy/trail.js';
import { runStatement, type AuditTransaction } from './auditTransaction.js';
import { composeEntry, type ComposedEntry } from './composeEntry.js';
import type { EntryDraft } from './entryDraft.js';

export interface AuditLogOptions {
  /** Of the keyed hashes of callers; 32 bytes, derived from the master secret. */
  readonly key: Uint8Array;
}

interface AppendedRow {
  readonly at_index: number;
  readonly leaf: string;
  readonly tree_size: number;
}

const APPEND = `select at_index::float8 as at_index, encode(leaf, 'hex') as leaf, tree_size::float8 as tree_size from audit_append($1::jsonb)`;

/**
 * The audit log. Its order is that of its head, which is locked for the rest of the transaction that appends: append last. What can't be
 * appended must not happen: a failure is AUDIT_UNAVAILABLE, and rolls back what it was about (A3-2, A7-1d).
 */
export class AuditLog {
  readonly #key: Uint8Array;
  readonly #listeners = new Set<(size: number) => void>();
  #closed: string | null = null;

  constructor({ key }: AuditLogOptions) {
    this.#key = key;
  }

  /** Why nothing may be appended; null: it may. */
  get closed(): string | null {
    return this.#closed;
  }

  /** For good, e.g. when the log is not the one that was signed: nothing personal leaves any more. */
  close(reason: string): void {
    this.#closed ??= reason;
  }

  /** Told of each size that the log grows to, inside the transaction, which may still be undone. @returns how to stop that */
  onGrowth(listener: (size: number) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Appends in this order, as part of the transaction, in one statement.
   * @throws NorenError AUDIT_UNAVAILABLE; BAD_INPUT for a draft that no log takes
   */
  async append(transaction: AuditTransaction, drafts: readonly EntryDraft[]): Promise<readonly Receipt[]> {
    return this.appendComposed(transaction, drafts.map(this.compose));
  }

  /** @throws NorenError BAD_INPUT */
  readonly compose = (draft: EntryDraft): ComposedEntry => composeEntry(draft, this.personOf);

  /** As `append`, of what was composed before: a draft that no log takes fails alone. */
  async appendComposed(transaction: AuditTransaction, composed: readonly ComposedEntry[]): Promise<readonly Receipt[]> {
    if (this.#closed !== null) throw unavailable();
    if (composed.length === 0) return [];
    const statement = { name: 'append to the audit log', text: APPEND, values: [JSON.stringify(composed)] };
    const rows = await runStatement<AppendedRow>(transaction, statement).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    if (rows.length !== composed.length) throw unavailable();
    const receipts = rows.map((row) => ({
      index: Number(row.at_index),
      leafHash: row.leaf,
      treeSize: Number(row.tree_size),
    }));
    const size = receipts.at(-1)?.treeSize ?? 0;
    for (const tell of this.#listeners) tell(size);
    return receipts;
  }

  /**
   * Cuts the tie of a subject to all entries so far, for good: what is in the log stays as it is, and belongs to nobody any more. In a
   * transaction, before it appends.
   * @returns whether there was one
   */
  async cutSubject(transaction: AuditTransaction, { kind, reference }: SubjectReference): Promise<boolean> {
    // Whoever appends locks the head first: locked later here, the two could wait for each other.
    await runStatement(transaction, {
      name: 'lock the audit log',
      text: 'select size from audit_head for update',
      values: [],
    });
    const cut = await runStatement(transaction, {
      name: 'cut a subject of the audit log',
      text: 'delete from audit_subjects where kind = $1 and reference = $2 returning kind',
      values: [kind, reference],
    });
    return cut.length > 0;
  }

  /** Keyed, 128 bits: who has the log alone can't find a caller by trying all names. */
  readonly personOf = (subjectId: string): string =>
    createHmac('sha256', this.#key).update(`person\n${subjectId}`).digest('hex').slice(0, 32);

  /** Keyed, 128 bits: a document may hold a name or a number that its caller wrote into it. */
  readonly operationOf = (document: string): string =>
    createHmac('sha256', this.#key).update(`operation\n${document}`).digest('hex').slice(0, 32);
}

export function unavailable(cause?: unknown): NorenError {
  const message =
    'The audit log can not be written, so nothing is disclosed or changed (A3-2, A7-1d). Ask again later.';
  return new NorenError('AUDIT_UNAVAILABLE', message, {}, cause === undefined ? {} : { cause });
}
