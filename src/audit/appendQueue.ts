import type { ClientBase, Pool } from 'pg';
import { NorenError } from '../errors.js';
import { inTransaction } from '../inTransaction.js';
import type { Receipt } from '../policy/trail.js';
import { unavailable, type AuditLog } from './auditLog.js';
import type { ComposedEntry } from './composeEntry.js';
import type { EntryDraft } from './entryDraft.js';

/** Written with an entry, in its transaction and before it; e.g. what the law wants of each provision to a third party. */
export type Alongside = (client: ClientBase) => Promise<void>;

export interface AppendQueueOptions {
  readonly log: AuditLog;
  /** Of the governance database. */
  readonly pool: Pool;
  /** Most entries in one commit. @default 100 */
  readonly most?: number;
}

interface Waiting {
  readonly composed: ComposedEntry;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Appends entries that have no transaction of their own. Those that come while others are being written share the next commit: the
 * head of the log admits one at a time, and a commit waits for the disk.
 */
export class AppendQueue {
  readonly #options: AppendQueueOptions;
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;

  constructor(options: AppendQueueOptions) {
    this.#options = options;
  }

  /** Resolved once the entry is durable. @throws NorenError AUDIT_UNAVAILABLE; it may be in the log nevertheless */
  async append(draft: EntryDraft, alongside?: Alongside): Promise<Receipt> {
    if (alongside !== undefined) return this.#alone(draft, alongside);
    const composed = this.#options.log.compose(draft);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ composed, resolve, reject });
      this.#working ??= this.#work();
    });
  }

  /** When nothing is under way any more. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    const { log, pool, most = 100 } = this.#options;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, most);
      try {
        const entries = batch.map(({ composed }) => composed);
        const receipts = await log.appendComposed(pool, entries);
        batch.forEach(({ resolve, reject }, at) => {
          const receipt = receipts[at];
          if (receipt === undefined) reject(unavailable());
          else resolve(receipt);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#working = undefined;
  }

  async #alone(draft: EntryDraft, alongside: Alongside): Promise<Receipt> {
    const { pool, log } = this.#options;
    return inTransaction(pool, async (client) => {
      await alongside(client);
      const [receipt] = await log.append(client, [draft]);
      if (receipt === undefined) throw unavailable();
      return receipt;
    }).catch((error: unknown) => {
      throw error instanceof NorenError ? error : unavailable(error);
    });
  }
}
