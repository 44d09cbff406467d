import { existsSync } from 'node:fs';
import { exportOnce } from '../exportAudit.js';
import { NorenError } from '../errors.js';
import type { Command } from './command.js';

const USAGE =
  'Usage: noren audit export FILE\n\nWrites the whole audit log, one line of JSON an entry, for `noren audit verify`.\n';

export const auditExportCommand: Command = {
  name: 'audit export',
  usage: 'FILE',
  summary: 'the audit log as a file that can be verified anywhere',
  help: USAGE,
  run: async (args, { loadConfig, out, err }) => {
    const [file, ...rest] = args;
    if (file === undefined || file.startsWith('-') || rest.length > 0) return (err(USAGE), 2);
    if (existsSync(file)) throw new NorenError('BAD_INPUT', `${file}: is there already, and stays as it is.`);
    const key = await exportOnce(loadConfig(), file, (message) => err(`${message}\n`));
    out(`${file} holds the audit log. Its verifier key: ${key}\n`);
    return 0;
  },
};
