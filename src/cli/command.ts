import type { Configuration } from '../config.js';

/** Where a command reads its settings and writes; `out` is what a script may use, `err` is for people. */
export interface Surroundings {
  readonly loadConfig: () => Configuration;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export interface Command {
  /** Words after `noren`, e.g. `policy check`. */
  readonly name: string;
  /** Arguments as the help shows them. */
  readonly usage: string;
  readonly summary: string;
  /** What `--help` shows. @default usage and summary */
  readonly help?: string;
  /** Gives the exit code: 0 done, 1 found wanting, 2 not understood. */
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
}
