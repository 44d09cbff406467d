import { NorenError } from '../errors.js';
import { compilePolicy } from './compilePolicy.js';
import { describeFinding } from './finding.js';
import type { Policy } from './policy.js';
import { readPolicy } from './readPolicy.js';

/**
 * Reads a policy file, what it extends, and the published text beside it.
 * @throws NorenError BAD_POLICY with every problem on a line of its own, "club.yaml:LINE rule C01, cell PHONE: ..."; also as
 *   the list `details.problems`.
 */
export function loadPolicy(file: string): Policy {
  const { content, errors, hash } = readPolicy(file);
  if (content !== null && errors.length === 0) return compilePolicy(content, hash);
  const problems = errors.map(describeFinding);
  throw new NorenError('BAD_POLICY', problems.join('\n'), { problems });
}
