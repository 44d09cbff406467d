import type { KeyObject } from 'node:crypto';
import { logFolder } from './logFolder.js';
import { openNote, signNote, verifierKeyOf } from './signedNote.js';

/** Where, of which log and under which key. */
export interface OfLog {
  /** The second place. */
  readonly folder: string;
  readonly origin: string;
  readonly key: KeyObject;
}

/** Which log goes on in the place of this one, as this key signed it; null: none. A backup of a log that ended does not begin it again. */
export async function successorOf({ folder, origin, key }: OfLog): Promise<string | null> {
  const note = await logFolder(folder, origin).end();
  const text = note === null ? null : openNote(note, verifierKeyOf(origin, key));
  return /^(.+)\ncontinued as\n(.+)\n$/.exec(text ?? '')?.[2] ?? null;
}

export async function nameSuccessor({ folder, origin, key }: OfLog, successor: string): Promise<void> {
  await logFolder(folder, origin).keepEnd(signNote(`${origin}\ncontinued as\n${successor}\n`, origin, key));
}
