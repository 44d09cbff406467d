import type { KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import type { AuditLog } from '../auditLog.js';
import { rootAt } from '../merkle/prove.js';
import { readHead, readNodesOf, type Head } from '../reads/readTree.js';
import { checkpointText, parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { logFolder } from './logFolder.js';
import type { CheckpointFolder } from './checkpointFolder.js';
import { longestOtherLog } from './longestOtherLog.js';
import { openNote, signNote, verifierKeyOf, type VerifierKey } from './signedNote.js';
import { successorOf } from './successor.js';

export interface CheckpointKeeperOptions {
  readonly log: AuditLog;
  /** Of the governance database. */
  readonly pool: Pool;
  /** Ed25519, private. */
  readonly key: KeyObject;
  /** The second place; each log has a folder of its own in it, by its origin. */
  readonly folder: string;
  /** Whether a new log may begin beside checkpoints of another: where people are made up and databases made anew. @default false */
  readonly mayBeginAnew?: boolean;
  /** What else is signed with a checkpoint, e.g. what was spent: asked once the log is read, so as of then or later. @default nothing */
  readonly lines?: () => Promise<readonly string[]>;
  readonly now: () => Date;
}

/** When checkpoints are signed, whichever is first; and once at the end. */
export interface CheckpointPace {
  readonly milliseconds: number;
  /** That the log grew by, as this gateway sees it. */
  readonly entries: number;
}

/** What the log was, as it was signed; `note` is that word for word. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string;
}

const SECOND_PLACE = 'in the second place';

/** A note, and where it was. */
type Found = readonly [where: string, note: string];

/**
 * Signs what the log is, and never anything that does not continue what was signed before: a log that is shorter than its newest
 * checkpoint, or another at that size, is closed, and nothing personal leaves any more (C2SP tlog-checkpoint, A7-1d).
 */
export class CheckpointKeeper {
  readonly #options: CheckpointKeeperOptions;
  #signing: Promise<SignedCheckpoint | null> | undefined;
  /** The size that was last signed, or tried to. */
  #tried = 0;
  #isUnkept = false;

  constructor(options: CheckpointKeeperOptions) {
    this.#options = options;
  }

  /** Whether the last try to sign failed, or to copy what was signed. */
  get isUnkept(): boolean {
    return this.#isUnkept;
  }

  /** Signed by this log's key, which is named by the log's origin. */
  async verifierKey(): Promise<VerifierKey> {
    return verifierKeyOf((await readHead(this.#options.pool)).origin, this.#options.key);
  }

  /** Why the log may not go on; it is closed then. null: it continues all that was signed. */
  async check(): Promise<string | null> {
    const { reason } = await this.#compare();
    if (reason !== null) this.#options.log.close(reason);
    return reason;
  }

  /** One at a time. null: nothing new to sign, or the log is closed. */
  async sign(): Promise<SignedCheckpoint | null> {
    this.#signing ??= this.#sign()
      .then((signed) => ((this.#isUnkept = false), signed))
      .catch((error: unknown) => {
        this.#isUnkept = true;
        throw error;
      })
      .finally(() => (this.#signing = undefined));
    return this.#signing;
  }

  /** Signs at this pace, and once more when it is told to stop. `failed` is told of what went wrong. */
  watch({ milliseconds, entries }: CheckpointPace, failed: (why: string) => void): () => Promise<void> {
    const sign = async (): Promise<void> => {
      const wasOpen = this.#options.log.closed === null;
      await this.sign().catch(() => failed('CHECKPOINT_NOT_KEPT'));
      if (wasOpen && this.#options.log.closed !== null) failed('AUDIT_LOG_CLOSED');
    };
    const timer = setInterval(() => void sign(), milliseconds);
    const ignoreGrowth = this.#options.log.onGrowth((size) => {
      if (size - this.#tried < entries) return;
      // Where it fails, after so many more again: not with each entry.
      this.#tried = size;
      void sign();
    });
    return async () => {
      clearInterval(timer);
      ignoreGrowth();
      await this.#signing?.catch(() => undefined);
      await sign();
    };
  }

  async #sign(): Promise<SignedCheckpoint | null> {
    const { pool, key, log, now, lines = async () => [] } = this.#options;
    if (log.closed !== null) return null;
    const { head, reason } = await this.#compare();
    if (reason !== null) return (log.close(reason), null);
    const { origin, frontier } = head;
    const newest = await this.#newest();
    if (newest !== null && newest.size >= frontier.size) return (await this.#copy(origin, newest), null);
    const checkpoint = { origin, size: frontier.size, root: frontier.root() };
    this.#tried = Math.max(this.#tried, checkpoint.size);
    const signed = signNote(checkpointText(checkpoint, await lines()), origin, key);
    // In the database first: what was signed is remembered before anybody else has it.
    await pool.query(
      'insert into audit_checkpoints (size, root, note, signed_at) values ($1, $2, $3, $4) on conflict do nothing',
      [checkpoint.size, checkpoint.root, signed, now()],
    );
    const note = (await this.#noteOf(checkpoint.size)) ?? signed;
    await this.#copy(origin, { ...checkpoint, note });
    return { ...checkpoint, note };
  }

  /** The first one counts: another gateway may have signed this size at the same moment, with other lines. */
  async #noteOf(size: number): Promise<string | null> {
    const { rows } = await this.#options.pool.query<{ note: string }>(
      'select note from audit_checkpoints where size = $1',
      [size],
    );
    return rows[0]?.note ?? null;
  }

  /** What was signed and could not be copied then, e.g. to a full disk, is copied now. */
  async #copy(origin: string, { size, note }: Pick<SignedCheckpoint, 'size' | 'note'>): Promise<void> {
    const folder = this.#folderOf(origin);
    if ((await folder.newest()) === note) return;
    // The key first: a note that is kept is not looked at again.
    await folder.keepKey(verifierKeyOf(origin, this.#options.key).text);
    await folder.keep({ size }, note);
  }

  /**
   * What the log is, and why it does not continue what was signed. What was signed is read first: another gateway may append and sign in
   * between, and would be taken for a log that had been longer.
   */
  async #compare(): Promise<{ readonly head: Head; readonly reason: string | null }> {
    const { origin } = await readHead(this.#options.pool);
    const signed = await this.#signed(origin);
    const head = await readHead(this.#options.pool);
    const isKnown = signed.some(([where]) => where === SECOND_PLACE);
    const broken = (await this.#ended(origin)) ?? (await this.#breach(head, signed));
    return { head, reason: broken ?? (isKnown ? null : await this.#exchanged(origin)) };
  }

  /** A backup of before its log was continued: what came after is in another log. */
  async #ended(origin: string): Promise<string | null> {
    const { folder, key } = this.#options;
    const successor = await successorOf({ folder, origin, key });
    return successor && `this log was continued as ${successor}: it was restored from a backup of before that`;
  }

  async #breach({ origin, frontier }: Head, newest: readonly Found[]): Promise<string | null> {
    const nodes = readNodesOf(this.#options.pool);
    for (const [where, note] of newest) {
      // The database also has what was signed of its entries before they went on under another origin.
      const name = where === SECOND_PLACE ? origin : (parseCheckpoint(note)?.origin ?? origin);
      const text = openNote(note, verifierKeyOf(name, this.#options.key));
      const signed = text === null ? null : parseCheckpoint(text);
      if (signed === null || signed.origin !== name) return `the newest checkpoint ${where} is not of this log and key`;
      if (signed.size > frontier.size) {
        return `the log has ${frontier.size} entries, and ${signed.size} were signed ${where}: it was cut, or restored from an older backup`;
      }
      const root = await rootAt(signed.size, nodes).catch(() => null);
      if (root === null || !root.equals(signed.root)) {
        return `the first ${signed.size} entries are not those that were signed ${where}: the log was changed or forked`;
      }
    }
    return null;
  }

  /** A log that nothing in the second place knows, where another's is: the whole database was exchanged for it. */
  async #exchanged(origin: string): Promise<string | null> {
    const { folder, key, mayBeginAnew = false } = this.#options;
    const other = mayBeginAnew ? null : await longestOtherLog(folder, origin, key);
    if (other === null) return null;
    const found = `this log is ${origin}, and the second place knows ${other.origin} with ${other.size} entries instead`;
    return `${found}: the governance database was exchanged. Restore it; a log that ended on purpose is moved out of the second place`;
  }

  /** Newest checkpoints, with where they are. */
  async #signed(origin: string): Promise<readonly Found[]> {
    const [outside, inside] = [await this.#folderOf(origin).newest(), (await this.#newest())?.note ?? null];
    const found = [[SECOND_PLACE, outside] as const, ['in the database', inside] as const];
    return found.flatMap(([where, note]) => (note === null ? [] : [[where, note] as const]));
  }

  #folderOf(origin: string): CheckpointFolder {
    return logFolder(this.#options.folder, origin);
  }

  async #newest(): Promise<{ readonly size: number; readonly note: string } | null> {
    const { rows } = await this.#options.pool.query<{ size: number; note: string }>(
      'select size::float8 as size, note from audit_checkpoints order by audit_checkpoints.size desc limit 1',
    );
    return rows[0] ?? null;
  }
}
