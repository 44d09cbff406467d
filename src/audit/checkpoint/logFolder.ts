import { basename, join } from 'node:path';
import { CheckpointFolder } from './checkpointFolder.js';

/** Where a second place keeps the checkpoints of one log. */
export function logFolder(place: string, origin: string): CheckpointFolder {
  return new CheckpointFolder(join(place, basename(origin)));
}
