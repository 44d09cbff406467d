import type { KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import { NorenError } from '../../errors.js';
import { rootAt } from '../merkle/prove.js';
import { readNodesOf, readHead, type Head } from '../reads/readTree.js';
import { parseCheckpoint, type Checkpoint } from './checkpoint.js';
import { logFolder } from './logFolder.js';
import { longestOtherLog } from './longestOtherLog.js';
import { openNote, verifierKeyOf } from './signedNote.js';
import { successorOf } from './successor.js';

export interface SignedPlaces {
  /** Of the governance database. */
  readonly pool: Pool;
  /** That signed. */
  readonly key: KeyObject;
  /** The second place. */
  readonly folder: string;
}

export interface Predecessor {
  /** The log as it was restored. */
  readonly head: Head;
  /** The last that was signed of the log that it goes on after: the same one's, or another's where the database was made anew. */
  readonly signed: Checkpoint;
}

/**
 * After what a restored log may go on. One that is not shorter than what was signed of it was changed or forked, and may not.
 * @throws NorenError BAD_INPUT
 */
export async function findPredecessor({ pool, key, folder }: SignedPlaces): Promise<Predecessor> {
  const head = await readHead(pool);
  const { origin, frontier } = head;
  const own = await signedOf({ pool, key, folder }, origin);
  if (own === null || (await successorOf({ folder, origin, key })) !== null) {
    const signed = await longestOtherLog(folder, origin, key);
    return signed === null ? refuse('the second place knows no log that this one could go on after') : { head, signed };
  }
  const here = frontier.size;
  if (own.size <= here) refuse(`${own.size} entries were signed and the log has ${here}: it was not cut short`);
  await expectPrefix({ pool, key, folder }, origin, here);
  return { head, signed: own };
}

/** The first entries are those that were signed. @throws NorenError BAD_INPUT */
export async function expectPrefix(places: SignedPlaces, origin: string, upTo: number): Promise<void> {
  const signed = await signedOf(places, origin, upTo);
  if (signed === null) return;
  const root = await rootAt(signed.size, readNodesOf(places.pool)).catch(() => null);
  if (root === null || !root.equals(signed.root))
    refuse(`the first ${signed.size} entries are not those that were signed: the log was changed, not restored`);
}

/** The newest that was signed of a log, up to a size. */
async function signedOf({ key, folder }: SignedPlaces, origin: string, upTo?: number): Promise<Checkpoint | null> {
  const note = await logFolder(folder, origin).newest(upTo);
  if (note === null) return null;
  const signed = parseCheckpoint(openNote(note, verifierKeyOf(origin, key)) ?? '');
  return signed?.origin === origin ? signed : refuse(`what the second place has of ${origin} is not of this key`);
}

function refuse(why: string): never {
  throw new NorenError('BAD_INPUT', `The log can't be continued: ${why}.`);
}
