import type { KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { CheckpointFolder } from './checkpointFolder.js';
import { openNote, verifierKeyOf } from './signedNote.js';
import { successorOf } from './successor.js';

/**
 * Of the logs but this one that a second place holds checkpoints of, the longest. Only those that this key signed: another gateway's log
 * may have its checkpoints in the same place, and nobody else can close a log by laying a note there. null: none with an entry.
 */
export async function longestOtherLog(place: string, origin: string, key: KeyObject): Promise<Checkpoint | null> {
  const found = await readdir(place, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const folders = found.filter((each) => each.isDirectory()).map(({ name }) => new CheckpointFolder(join(place, name)));
  const signed = await Promise.all(folders.map(async (folder) => signedOf(await folder.newest(), key)));
  const others: Checkpoint[] = [];
  for (const each of signed) {
    if (each === null || each.origin === origin || each.size === 0) continue;
    // One that was continued is in its successor.
    if ((await successorOf({ folder: place, origin: each.origin, key })) === null) others.push(each);
  }
  return others.reduce<Checkpoint | null>((longest, each) => (each.size > (longest?.size ?? 0) ? each : longest), null);
}

function signedOf(note: string | null, key: KeyObject): Checkpoint | null {
  const said = note === null ? null : parseCheckpoint(note);
  if (note === null || said === null) return null;
  const text = openNote(note, verifierKeyOf(said.origin, key));
  return text === null ? null : parseCheckpoint(text);
}
