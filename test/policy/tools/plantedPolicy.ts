import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { clubFile } from '../askClub.js';

const original = readFileSync(clubFile, 'utf8');
const folders: string[] = [];

/** A folder with the published text, and files of these names; it is gone after the tests. */
export function policyFolder(files: Readonly<Record<string, string>>): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  folders.push(folder);
  cpSync(join(dirname(clubFile), 'privacy-policy.ja.txt'), join(folder, 'privacy-policy.ja.txt'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (name) => join(folder, name);
}

/** The club's policy with parts replaced; each must be there. */
export function clubWith(...replacements: readonly (readonly [part: string, by: string])[]): string {
  return replacements.reduce((text, [part, by]) => {
    if (!text.includes(part)) throw new Error(`club.yaml has no "${part}".`);
    return text.replace(part, () => by);
  }, original);
}

/** The line of a text on which a part begins, from 1. */
export function lineIn(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}

afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
