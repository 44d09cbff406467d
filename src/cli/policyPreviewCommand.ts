import { parseArgs } from 'node:util';
import { NorenError } from '../errors.js';
import type { Command, Surroundings } from './command.js';

const HELP = `Runs a query as somebody else would get it: forms and pseudonyms stand for values, no budget is spent, and it is on record.

  noren policy preview --as ROLE --purpose PURPOSE QUERY

  --organisation CODE    the played caller's; default: where the role has most rights
  --on YYYY-MM-DD        on that day, by the version in force then (default: today)
  --version VERSION      by this one of the loaded versions, in force or not
  --policy FILE          by this file (and what amends it beside it) instead of the configured one
  --variables JSON       of the query
  --token TOKEN          of a privacy manager; default on the embedded databases: the demo's
`;

const OPTIONS = {
  as: { type: 'string' },
  purpose: { type: 'string' },
  organisation: { type: 'string' },
  on: { type: 'string' },
  version: { type: 'string' },
  policy: { type: 'string' },
  variables: { type: 'string', default: '{}' },
  token: { type: 'string' },
} as const;

async function run(args: readonly string[], { loadConfig, out, err }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  const [query, ...more] = positionals;
  if (query === undefined || more.length > 0 || !values.as || !values.purpose) return (err(HELP), 2);
  const { as, purpose, organisation, on, version, policy, token } = values;
  const asked = { as, purpose, organisation, on, version };
  const played = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  // The gateway is loaded only where it is needed: other commands start faster without it.
  const { previewOnce } = await import('../previewOnce.js');
  const answer = await previewOnce(loadConfig(), {
    header: played.join('; '),
    query,
    variables: variablesOf(values.variables),
    ...(token === undefined ? {} : { token }),
    ...(policy === undefined ? {} : { policyFile: policy }),
    say: (message) => err(`${message}\n`),
  });
  out(`${JSON.stringify(answer, null, 2)}\n`);
  return 'errors' in answer ? 1 : 0;
}

function variablesOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new NorenError('BAD_INPUT', '--variables is not JSON.');
  }
}

export const policyPreviewCommand: Command = {
  name: 'policy preview',
  usage: '--as ROLE --purpose P [--on DAY] QUERY',
  summary: 'run a query as somebody else would get it, in stand-ins; see --help',
  help: HELP,
  run,
};
