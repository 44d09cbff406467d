import { parseArgs } from 'node:util';
import { maintain } from '../maintain.js';
import type { Command } from './command.js';

export const incidentExportCommand: Command = {
  name: 'incident export',
  usage: 'KEY [--csv]',
  summary: 'write out whom an incident on record concerns, as JSON or CSV; subjects are tokens',
  run: async (args, { loadConfig, out, err }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { csv: { type: 'boolean', default: false } },
    });
    const [key, ...more] = positionals;
    if (key === undefined || more.length > 0) return (err('noren incident export takes one key.\n'), 2);
    const say = (message: string): void => err(`${message}\n`);
    const format = values.csv ? 'CSV' : 'JSON';
    out(await maintain(loadConfig(), say, ({ incidents }) => incidents.export(key, format)));
    return 0;
  },
};
