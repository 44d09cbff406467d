import type { Hash } from '../merkle/hashes.js';

/** What the log was at a size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** `lines`: extension lines, which whoever checks the tree passes over. */
export function checkpointText({ origin, size, root }: Checkpoint, lines: readonly string[] = []): string {
  return [origin, size, root.toString('base64'), ...lines].map((line) => `${line}\n`).join('');
}

/** What a text says beside the checkpoint. */
export function extensionLines(text: string): readonly string[] {
  return text.trimEnd().split('\n').slice(3);
}

/** null for a text that is none. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const [origin, size, root] = text.split('\n');
  if (origin === undefined || size === undefined || root === undefined) return null;
  const bytes = Buffer.from(root, 'base64');
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || bytes.length !== 32) return null;
  return { origin, size: Number(size), root: bytes };
}
