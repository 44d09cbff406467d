import type { Pool } from 'pg';
import { NorenError } from '../errors.js';
import { inTransaction } from '../inTransaction.js';
import type { Alongside } from './appendQueue.js';
import type { AuditLog } from './auditLog.js';
import type { Predecessor } from './checkpoint/findPredecessor.js';

/** What the entry says that begins the log anew. Up to its index the entries are those of `log`. */
export interface Continuation {
  /** Origin of the log as it was restored. */
  readonly log: string;
  /** Under which origin it goes on. */
  readonly as: string;
  /** The last that was signed of the log that it goes on after: origin, size and root (hexadecimal). */
  readonly continues: string;
  readonly size: number;
  readonly root: string;
  /** Where it is written why. */
  readonly reason: string;
}

export interface ContinueOptions {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly log: AuditLog;
  readonly now: Date;
  /** In the same transaction, after the entry. */
  readonly alongside: Alongside;
}

/** Writes that the restored log goes on, and under which origin from then on. @throws NorenError BAD_INPUT where it has grown meanwhile */
export async function continueLog(
  { pool, log, now, alongside }: ContinueOptions,
  { head, signed }: Predecessor,
  { as, reason }: Pick<Continuation, 'as' | 'reason'>,
): Promise<Continuation> {
  const facts = {
    log: head.origin,
    as,
    continues: signed.origin,
    size: signed.size,
    root: signed.root.toString('hex'),
  };
  const continuation = { ...facts, reason };
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query('select from audit_head where origin = $1 and size = $2 for update', [
      head.origin,
      head.frontier.size,
    ]);
    if (rowCount !== 1) throw new NorenError('BAD_INPUT', 'The log has grown meanwhile: a gateway is still writing.');
    await log.append(client, [{ kind: 'CONTINUATION', trail: null, instant: now, facts: { ...continuation } }]);
    await client.query('update audit_head set origin = $1', [as]);
    await alongside(client);
  });
  return continuation;
}

/** The continuation that the log is in since its last change of origin; null: none. */
export async function standingContinuation(pool: Pool): Promise<(Continuation & { readonly index: number }) | null> {
  const { rows } = await pool.query<Continuation & { readonly index: number }>(
    `select facts.*, e.index::float8 as index
       from audit_entries e join audit_head head on true,
            jsonb_to_record(e.entry::jsonb -> 'facts') as facts
              (log text, "as" text, continues text, size float8, root text, reason text)
      where e.kind = 'CONTINUATION' and facts.as = head.origin order by e.index desc limit 1`,
  );
  return rows[0] ?? null;
}
