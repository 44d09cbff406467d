import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { projectRoot } from '../../src/projectRoot.js';

const MUCH = { requestsPerMinute: 1e9, recordsPerRequest: 1e9, recordsPerDay: 1e9 };
const { recordsPerRequest: _, ...MUCH_TOGETHER } = MUCH;

/** The policy as it ships, but for the limits of volume, which a load of thousands of requests a second by one caller is meant to hit. */
export function benchPolicy(folder: string): string {
  cpSync(join(projectRoot, 'policy'), folder, { recursive: true });
  const file = join(folder, 'club.yaml');
  const policy = parse(readFileSync(file, 'utf8')) as object;
  const limits = { caller: { default: MUCH }, organisation: { default: MUCH_TOGETHER } };
  writeFileSync(file, stringify({ ...policy, limits }));
  return file;
}
