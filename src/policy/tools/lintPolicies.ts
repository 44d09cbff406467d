import type { Finding } from '../finding.js';
import { lintPolicy } from './lintPolicy.js';

/** All that can be said against several files, e.g. a policy and its amendments, each of which extends it: what is in several is said once. */
export function lintPolicies(files: readonly string[]): readonly Finding[] {
  const findings = new Map<string, Finding>();
  for (const finding of files.flatMap(lintPolicy)) findings.set(JSON.stringify(finding), finding);
  return [...findings.values()];
}
