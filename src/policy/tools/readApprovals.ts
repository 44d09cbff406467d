import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Approval } from './approvals.js';
import { parseApprovals } from './parseApprovals.js';

/**
 * The approvals beside a policy file: none when there is no such file. A file that is named must be there.
 * @throws NorenError BAD_POLICY with every problem of the file
 */
export function readApprovals(policyFile: string, named?: string): readonly Approval[] {
  const file = named ?? join(dirname(policyFile), 'approvals.yaml');
  if (named === undefined && !existsSync(file)) return [];
  return parseApprovals(basename(file), readFileSync(file, 'utf8'));
}
