import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from './checkpoint.js';
import { newestSigned } from './newestSigned.js';
import { successorOf } from './successor.js';

/** Of the logs but this one that a second place holds checkpoints of, the longest that was not continued. null: none with an entry. */
export async function longestOtherLog(place: string, origin: string, key: KeyObject): Promise<Checkpoint | null> {
  let longest: Checkpoint | null = null;
  for (const each of await newestSigned(place, key)) {
    if (each.origin === origin || each.size <= (longest?.size ?? 0)) continue;
    if ((await successorOf({ folder: place, origin: each.origin, key })) === null) longest = each;
  }
  return longest;
}
