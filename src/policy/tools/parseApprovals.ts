import { NorenError } from '../../errors.js';
import { checkShape } from '../checkShape.js';
import { describeFinding } from '../finding.js';
import { PolicyDocument } from '../policyDocument.js';
import type { Approval } from './approvals.js';

/**
 * Reads the text of a file like policy/approvals.yaml.
 * @throws NorenError BAD_POLICY with every problem on a line of its own, "approvals.yaml:LINE ..."
 */
export function parseApprovals(name: string, text: string): readonly Approval[] {
  const document = new PolicyDocument(name, text);
  const shape = document.syntaxProblems.length > 0 ? [] : checkShape(document.content, 'approvals.schema.json');
  const problems = [
    ...document.syntaxProblems,
    ...shape.map(({ path, message }) => describeFinding({ ...document.locate(path), message })),
  ];
  if (problems.length > 0) throw new NorenError('BAD_POLICY', problems.join('\n'), { problems });
  return (document.content as { readonly approvals: readonly Approval[] }).approvals;
}
