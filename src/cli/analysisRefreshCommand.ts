import { refreshOnce } from '../takeSnapshot.js';
import type { Command } from './command.js';

export const analysisRefreshCommand: Command = {
  name: 'analysis refresh',
  usage: '',
  summary: 'take a new pseudonymised snapshot for statistics',
  run: async (args, { loadConfig, out, err }) => {
    if (args.length > 0) return (err('noren analysis refresh takes no arguments.\n'), 2);
    out(`Snapshot ${await refreshOnce(loadConfig(), (message) => err(`${message}\n`))} is current.\n`);
    return 0;
  },
};
