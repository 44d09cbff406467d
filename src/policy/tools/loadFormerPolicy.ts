import { compilePolicy } from '../compilePolicy.js';
import { loadPolicy } from '../loadPolicy.js';
import type { Policy } from '../policy.js';
import { readPolicy } from '../readPolicy.js';

/**
 * A policy to compare with, and to decide nothing by: the text that it was published with need not lie beside it any more.
 * @throws NorenError BAD_POLICY
 */
export function loadFormerPolicy(file: string): Policy {
  const { content, errors, hash } = readPolicy(file);
  if (content === null || errors.some(({ code }) => code !== 'TEXT_CHANGED')) return loadPolicy(file);
  return compilePolicy(content, hash);
}
