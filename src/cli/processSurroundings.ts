import { loadConfig } from '../config.js';
import type { Surroundings } from './command.js';

/** Of a command that was started from a shell. */
export const processSurroundings: Surroundings = {
  loadConfig: () => loadConfig(),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};
