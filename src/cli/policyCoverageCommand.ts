import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { loadPolicy } from '../policy/loadPolicy.js';
import { amendmentsOf } from '../policy/readPolicy.js';
import { coverage, type Coverage } from '../policy/tools/coverage.js';
import { readCitations } from '../policy/tools/readCitations.js';
import type { Command, Surroundings } from './command.js';

const SHOWN_TESTS = 3;

/** The table as Markdown. Of a clause with many tests the first are shown; --json has them all. */
function markdown({ clauses }: Coverage): string {
  const rows = clauses.map(({ id, rules, control, tests }) => {
    const more = tests.length > SHOWN_TESTS ? [`and ${tests.length - SHOWN_TESTS} more`] : [];
    return [id, rules.join(' '), control ?? '', [...tests.slice(0, SHOWN_TESTS), ...more].join('<br>')];
  });
  const lines = [['clause', 'rules', 'control', 'tests'], ['---', '---', '---', '---'], ...rows];
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`).join('');
}

/** Of a file; of the policy in use also what is wrong with its amendments alone. */
function coverageOf(
  file: string | undefined,
  loadConfig: Surroundings['loadConfig'],
): { readonly found: Coverage; readonly later: readonly string[] } {
  const citations = readCitations();
  if (file !== undefined) return { found: coverage(loadPolicy(resolve(file)), citations), later: [] };
  const base = loadConfig().policyFile;
  const found = coverage(loadPolicy(base), citations);
  const later = amendmentsOf(base).flatMap((each) => {
    const policy = loadPolicy(each);
    const { problems } = coverage(policy, citations);
    return problems
      .filter((problem) => !found.problems.includes(problem))
      .map((problem) => `version ${policy.version}: ${problem}`);
  });
  return { found, later };
}

async function run(args: readonly string[], { loadConfig, out, err }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  const { found, later } = coverageOf(file, loadConfig);
  out(values.json ? `${JSON.stringify({ clauses: found.clauses }, null, 2)}\n` : markdown(found));
  if (found.open.length > 0) err(`OPEN, not kept in full yet: ${found.open.join(', ')}\n`);
  const problems = [...found.problems, ...later];
  for (const problem of problems) err(`${problem}\n`);
  err(`${found.clauses.length} clauses, ${found.open.length} open, ${problems.length} without test or control\n`);
  return problems.length > 0 || (values.strict && found.open.length > 0) ? 1 : 0;
}

export const policyCoverageCommand: Command = {
  name: 'policy coverage',
  usage: '[FILE] [--strict] [--json]',
  summary: 'show clause, rule or control, and test, as a table; --strict: fails while a clause is open',
  run,
};
