import { parseArgs } from 'node:util';
import { maintain } from '../maintain.js';
import type { Command } from './command.js';

export const retentionRunCommand: Command = {
  name: 'retention run',
  usage: '[--for-real]',
  summary: 'count what has been kept long enough; --for-real: erase it',
  run: async (args, { loadConfig, out, err }) => {
    const { values } = parseArgs({ args: [...args], options: { 'for-real': { type: 'boolean', default: false } } });
    const say = (message: string): void => err(`${message}\n`);
    const run = await maintain(loadConfig(), say, ({ retention, policy, now }) =>
      retention.run({ policy, now, dryRun: !values['for-real'], say }),
    );
    if (run === null) return (err('Another run is under way.\n'), 1);
    out(`${JSON.stringify(run, null, 2)}\n`);
    if (run.dryRun) err('Nothing was changed. With --for-real it is.\n');
    return 0;
  },
};
