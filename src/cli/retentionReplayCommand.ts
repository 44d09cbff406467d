import { maintain } from '../maintain.js';
import type { Command } from './command.js';

export const retentionReplayCommand: Command = {
  name: 'retention replay',
  usage: '',
  summary: 'erase again whoever was erased: after a backup was restored',
  run: async (args, { loadConfig, out, err }) => {
    if (args.length > 0) return (err('noren retention replay takes no arguments.\n'), 2);
    const say = (message: string): void => err(`${message}\n`);
    const replayed = await maintain(loadConfig(), say, ({ retention, erasures }) => retention.replay(erasures));
    out(`${JSON.stringify(replayed, null, 2)}\n`);
    return 0;
  },
};
