import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFinding, type Finding } from '../policy/finding.js';
import { amendmentsOf } from '../policy/readPolicy.js';
import { lintPolicies } from '../policy/tools/lintPolicies.js';
import type { Command, Surroundings } from './command.js';

function counted(findings: readonly Finding[], severity: Finding['severity'], word: string): string {
  const count = findings.filter((finding) => finding.severity === severity).length;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

async function run(args: readonly string[], { loadConfig, out }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, strict: { type: 'boolean', default: false } },
  });
  const [named] = positionals;
  const file = named === undefined ? loadConfig().policyFile : resolve(named);
  const findings = lintPolicies(named === undefined ? [file, ...(existsSync(file) ? amendmentsOf(file) : [])] : [file]);
  if (values.json) out(`${JSON.stringify({ file: basename(file), findings }, null, 2)}\n`);
  else {
    for (const finding of findings) out(`${finding.severity.padEnd(7)} ${finding.code}  ${describeFinding(finding)}\n`);
    out(`${counted(findings, 'ERROR', 'error')}, ${counted(findings, 'WARNING', 'warning')}\n`);
  }
  const wrong = findings.filter(({ severity }) => values.strict || severity === 'ERROR');
  return wrong.length > 0 ? 1 : 0;
}

export const policyLintCommand: Command = {
  name: 'policy lint',
  usage: '[FILE] [--strict] [--json]',
  summary: 'say what a policy lacks, leaves open or never uses (default: the one in use and its amendments)',
  run,
};
