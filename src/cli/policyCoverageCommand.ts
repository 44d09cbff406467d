import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { loadPolicy } from '../policy/loadPolicy.js';
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

async function run(args: readonly string[], { loadConfig, out, err }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  const found = coverage(loadPolicy(file === undefined ? loadConfig().policyFile : resolve(file)), readCitations());
  out(values.json ? `${JSON.stringify({ clauses: found.clauses }, null, 2)}\n` : markdown(found));
  if (found.open.length > 0) err(`OPEN, not kept in full yet: ${found.open.join(', ')}\n`);
  for (const problem of found.problems) err(`${problem}\n`);
  err(`${found.clauses.length} clauses, ${found.open.length} open, ${found.problems.length} without test or control\n`);
  return found.problems.length > 0 || (values.strict && found.open.length > 0) ? 1 : 0;
}

export const policyCoverageCommand: Command = {
  name: 'policy coverage',
  usage: '[FILE] [--strict] [--json]',
  summary: 'show clause, rule or control, and test, as a table; --strict: fails while a clause is open',
  run,
};
