import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from './checkpoint.js';
import { newestSigned } from './newestSigned.js';

/** Of the logs but this one that a second place holds checkpoints of, the longest. null: none with an entry. */
export async function longestOtherLog(place: string, origin: string, key: KeyObject): Promise<Checkpoint | null> {
  const others = (await newestSigned(place, key)).filter((each) => each.origin !== origin && each.size > 0);
  return others.reduce<Checkpoint | null>((longest, each) => (each.size > (longest?.size ?? 0) ? each : longest), null);
}
