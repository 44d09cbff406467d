import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connections } from './embeddedDatabases.js';

const fileOf = (dataFolder: string) => join(dataFolder, 'running.json');

/** Tells commands of the same data folder where the running databases are; the function that it gives takes that back. */
export function announce(dataFolder: string, connections: Connections): () => void {
  writeFileSync(fileOf(dataFolder), JSON.stringify(connections), { mode: 0o600 });
  return () => rmSync(fileOf(dataFolder), { force: true });
}

/** What was announced last; a gateway that was killed could not take it back. */
export function announced(dataFolder: string): Connections | null {
  const file = fileOf(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Connections) : null;
}
