import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function ascend(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above the running file: the project folder was not found.');
  return ascend(parent);
}

/** The folder of package.json, whether the code runs from src (tests) or from dist (the built program). */
export const projectRoot: string = ascend(dirname(fileURLToPath(import.meta.url)));
