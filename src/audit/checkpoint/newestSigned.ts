import type { KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extensionLines, parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { CheckpointFolder } from './checkpointFolder.js';
import { openNote, verifierKeyOf } from './signedNote.js';

/** A log's newest checkpoint, and what else was signed with it. */
export interface NewestSigned extends Checkpoint {
  readonly lines: readonly string[];
}

/**
 * The newest checkpoint of each log that a second place has a folder of; of one log, where the place is that log's own folder. Only what this key
 * signed: another gateway's log may have its checkpoints in the same place, and nobody else can say anything by laying a note there.
 */
export async function newestSigned(place: string, key: KeyObject): Promise<readonly NewestSigned[]> {
  const found = await readdir(place, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const paths = found.filter((each) => each.isDirectory()).map(({ name }) => join(place, name));
  const notes = await Promise.all([place, ...paths].map((path) => new CheckpointFolder(path).newest()));
  return notes.flatMap((note) => signedOf(note, key) ?? []);
}

function signedOf(note: string | null, key: KeyObject): NewestSigned | null {
  const said = note === null ? null : parseCheckpoint(note);
  if (note === null || said === null) return null;
  const text = openNote(note, verifierKeyOf(said.origin, key));
  return text === null ? null : { ...said, lines: extensionLines(text) };
}
