import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifiedCaller } from '../policy/caller.js';

/** A demo identity whose references are rows of the seeded databases. */
export interface ResolvedIdentity extends VerifiedCaller {
  /** As in `npm run -s token -- --as NAME`. */
  readonly name: string;
}

/** Says that the demonstration data are there in full, and which. */
export interface SeedMark {
  readonly families: number;
  /** Tokyo date as of which the data were made, YYYY-MM-DD. */
  readonly today: string;
  /** Names of the sources' migrations when the data were loaded. */
  readonly schema: string;
}

const fileOf = (dataFolder: string) => join(dataFolder, 'seed.json');

/** Null before the first start, and after one that did not come to its end. */
export function readSeedMark(dataFolder: string): SeedMark | null {
  const file = fileOf(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as SeedMark) : null;
}

/** The last step of seeding, and all at once: a crash before it leaves no mark. */
export function writeSeedMark(dataFolder: string, mark: SeedMark): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const draft = `${fileOf(dataFolder)}.draft`;
  writeFileSync(draft, JSON.stringify(mark, null, 2), { mode: 0o600 });
  renameSync(draft, fileOf(dataFolder));
}

/** The first step of seeding. */
export function removeSeedMark(dataFolder: string): void {
  rmSync(fileOf(dataFolder), { force: true });
}
