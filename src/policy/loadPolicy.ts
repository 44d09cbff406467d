import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NorenError } from '../errors.js';
import { checkMeaning } from './checkMeaning.js';
import { checkShape } from './checkShape.js';
import { compilePolicy } from './compilePolicy.js';
import type { Policy } from './policy.js';
import { PolicyDocument } from './policyDocument.js';
import type { PolicyFile } from './policyFile.js';

/**
 * Reads a policy file and the published text beside it.
 * @throws NorenError BAD_POLICY with every problem on a line of its own, "club.yaml:LINE rule C01, cell PHONE: ..."; also as
 *   the list `details.problems`.
 */
export function loadPolicy(file: string): Policy {
  const name = basename(file);
  const bytes = read(file);
  const document = new PolicyDocument(name, bytes.toString('utf8'));
  if (document.syntaxProblems.length > 0) throw badPolicy(document.syntaxProblems);
  const shape = checkShape(document.content);
  if (shape.length > 0) throw badPolicy(shape.map((problem) => document.describe(problem)));
  const content = document.content as PolicyFile;
  const meaning = checkMeaning(content).map((problem) => document.describe(problem));
  const text = sha256(read(join(dirname(file), content.text.file)));
  if (text !== content.text.sha256) {
    const message = `${content.text.file} has the hash ${text}; another text needs another version (T-0)`;
    meaning.push(document.describe({ path: ['text', 'sha256'], message }));
  }
  if (meaning.length > 0) throw badPolicy(meaning);
  return compilePolicy(content, sha256(bytes));
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new NorenError('BAD_POLICY', `${basename(file)}: the file cannot be read`, {}, { cause });
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function badPolicy(problems: readonly string[]): NorenError {
  return new NorenError('BAD_POLICY', problems.join('\n'), { problems });
}
