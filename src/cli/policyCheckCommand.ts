import { resolve } from 'node:path';
import { NorenError } from '../errors.js';
import { loadPolicy } from '../policy/loadPolicy.js';
import type { Command, Surroundings } from './command.js';

async function run(args: readonly string[], { loadConfig, out, err }: Surroundings): Promise<number> {
  const [file, ...more] = args;
  if (more.length > 0 || file?.startsWith('-')) return (err('noren policy check takes one FILE at most.\n'), 2);
  try {
    const policy = loadPolicy(file === undefined ? loadConfig().policyFile : resolve(file));
    out(`${policy.rules.length} rules, ${Object.keys(policy.clauses).length} clauses ok (version ${policy.version})\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof NorenError) || error.code !== 'BAD_POLICY') throw error;
    return (err(`${error.message}\n`), 1);
  }
}

export const policyCheckCommand: Command = {
  name: 'policy check',
  usage: '[FILE]',
  summary: 'check a policy file (default: the one in use) and name every problem with its line',
  run,
};
