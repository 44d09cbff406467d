import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NorenError } from '../../errors.js';
import { projectRoot } from '../../projectRoot.js';
import { PolicyDocument } from '../policyDocument.js';
import { testCitations, type CitationIndex, type Citations, type TestSource } from './testCitations.js';

const INDEX = 'test/conformance/clauses.yaml';

/**
 * What the tests of the project cite. A gateway that is installed without its tests has none.
 * @throws NorenError BAD_POLICY when the index is no YAML
 */
export function readCitations(root: string = projectRoot): Citations {
  const index = join(root, INDEX);
  if (!existsSync(index)) return { citations: [], problems: [`${INDEX} is not there: no test is known`] };
  const document = new PolicyDocument('clauses.yaml', readFileSync(index, 'utf8'));
  if (document.syntaxProblems.length > 0) throw new NorenError('BAD_POLICY', document.syntaxProblems.join('\n'));
  return testCitations(testSources(root), document.content as CitationIndex);
}

function testSources(root: string): readonly TestSource[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .toSorted()
    .map((name) => ({
      path: `test/${name.replaceAll('\\', '/')}`,
      text: readFileSync(join(root, 'test', name), 'utf8'),
    }));
}
