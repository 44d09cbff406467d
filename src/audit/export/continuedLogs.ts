import type { Continuation } from '../continueLog.js';
import type { AuditEntry } from '../auditEntry.js';
import type { Checkpoint } from '../checkpoint/checkpoint.js';
import type { Hash } from '../merkle/hashes.js';

/** Where a log goes on after another, as its export says. */
export interface Continued extends Omit<Continuation, 'root'> {
  /** Entries before it: where `log` is `continues`, they are the first ones of that. */
  readonly index: number;
  readonly root: Hash;
  /** Of those. */
  readonly rootBefore: Hash;
}

/** null for an entry of another kind, or one that does not say it. */
export function continuedIn(
  { kind, facts }: AuditEntry,
  at: Pick<Continued, 'index' | 'rootBefore'>,
): Continued | null {
  if (kind !== 'CONTINUATION' || facts === null) return null;
  const { log, as, continues, size, root, reason } = facts;
  const texts = [log, as, continues, reason].every((text) => typeof text === 'string' && text !== '');
  if (!texts || typeof size !== 'number' || typeof root !== 'string' || !/^[0-9a-f]{64}$/.test(root)) return null;
  return { ...(facts as unknown as Continuation), root: Buffer.from(root, 'hex'), ...at };
}

/**
 * Why what was signed of an earlier log does not fit one that goes on after it; null: it fits. What lies between the entries that were kept and
 * the last that was signed was lost, and only an export of that log shows it.
 * `rootAt`: of the log that goes on
 */
export function misfitOf(
  { origin, size, root }: Checkpoint,
  continued: readonly Continued[],
  rootAt: (size: number) => Hash | undefined,
): string | null {
  const as = continued.find(({ log }) => log === origin);
  const after = continued.find(({ continues }) => continues === origin);
  if (as === undefined && after === undefined) return `a checkpoint is of another log, ${origin}`;
  if (as !== undefined && size <= as.index) {
    return rootAt(size)?.equals(root) === true
      ? null
      : `its first ${size} entries are not those that were signed of ${origin}`;
  }
  // It went on as another before, and that one is where its end is told.
  if (after === undefined) return null;
  if (size > after.size) return `${size} entries of ${origin} were signed, and it goes on after ${after.size}`;
  return size < after.size || after.root.equals(root)
    ? null
    : `what it goes on after is not what was signed of ${origin}`;
}

/** What a log is, as far as one that goes on after it says: what was kept of it, and its end. */
export function toldOf(origin: string, continued: readonly Continued[]): readonly Checkpoint[] {
  return continued
    .filter(({ continues }) => continues === origin)
    .flatMap(({ log, index, rootBefore, size, root }) => [
      ...(log === origin ? [{ origin, size: index, root: rootBefore }] : []),
      { origin, size, root },
    ])
    .sort((a, b) => a.size - b.size);
}
