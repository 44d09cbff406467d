import { parseArgs } from 'node:util';
import { isWord } from '../audit/composeEntry.js';
import { continueAudit } from '../continueAudit.js';
import { NorenError } from '../errors.js';
import type { Command } from './command.js';

const USAGE = `Usage: noren audit continue --reason WORD

After the governance database was restored from a backup that is older than its last signed checkpoint: the log, which is closed, goes on with
the entries of the backup under another origin, and its next entry names the origin, size and root that were signed last. Whoever was erased is erased
again, and every recipient outside is suspended until the privacy manager has seen what was forgotten. A log that was changed is not continued.
--reason: where it is written why, e.g. the number of the incident: letters, digits and _.:/+()=-. Gateways have to be started again afterwards.
`;

export const auditContinueCommand: Command = {
  name: 'audit continue',
  usage: '--reason WORD',
  summary: 'after a restore from an older backup: the closed log goes on, and says after what',
  help: USAGE,
  run: async (args, { loadConfig, out, err }) => {
    const { values } = parseArgs({ args: [...args], options: { reason: { type: 'string' } } });
    const { reason = '' } = values;
    if (reason === '') return (err(USAGE), 2);
    if (!isWord(reason)) throw new NorenError('BAD_INPUT', '--reason: takes letters, digits and _.:/+()=- only.');
    const done = await continueAudit(loadConfig(), reason, (message) => err(`${message}\n`));
    const lost = done.log === done.continues ? done.size - done.kept : done.size;
    out(`The log goes on as ${done.as} after ${done.size} signed entries of ${done.continues}.\n`);
    out(`${done.kept} entries are kept, and at least ${lost} are lost but for what was exported.\n`);
    out(
      `Erased again: ${done.replayed.forgotten} persons. Every recipient outside is suspended: endSuspension(key: "ALL").\n`,
    );
    out(
      `Its verifier key: ${done.key}\nNext: start the gateways again, \`noren budget reconcile\`, and record the incident.\n`,
    );
    return 0;
  },
};
