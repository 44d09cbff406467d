import { parseArgs } from 'node:util';
import { foreseeOnce, refreshOnce } from '../takeSnapshot.js';
import type { Command } from './command.js';

const HELP = `Takes a new pseudonymised snapshot for statistics from the three sources, and makes it the current one.

Usage: npm run -s noren -- analysis refresh [--full] [--dry-run]

  --full     make every row anew; without it only families whose rows changed since the snapshot before are written
  --dry-run  say what would be done, and whether every source answers; change nothing

Safe beside running gateways: a question sees one snapshot, the old one or the new one. One refresh runs at a time, a second one
waits. A full one that broke off goes on where it was if it is run again on the same day. When a source does not answer there is
no new snapshot.
`;

const OPTIONS = {
  full: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

export const analysisRefreshCommand: Command = {
  name: 'analysis refresh',
  usage: '[--full] [--dry-run]',
  summary: 'take a new pseudonymised snapshot for statistics',
  help: HELP,
  run: async (args, { loadConfig, out, err }) => {
    const { values } = parseArgs({ args: [...args], options: OPTIONS });
    const say = (message: string): void => err(`${message}\n`);
    const command = { full: values.full, say, onProgress: (step: string) => say(`done: ${step}`) };
    if (values['dry-run']) {
      const plan = await foreseeOnce(loadConfig(), command);
      out(
        plan.kind === 'FULL' ? `A full refresh: ${plan.why}.\n` : 'An incremental refresh, if few families changed.\n',
      );
      return 0;
    }
    const { snapshot, kind } = await refreshOnce(loadConfig(), command);
    out(`Snapshot ${snapshot} is current (${kind.toLowerCase()} refresh).\n`);
    return 0;
  },
};
