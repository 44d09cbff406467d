import { existsSync } from 'node:fs';
import { NorenError } from '../errors.js';
import { reconcileOnce } from '../reconcile.js';
import type { Command } from './command.js';
import { textTable } from './textTable.js';

const HEADER = ['scope', 'account', 'rho in the database', 'rho witnessed'];

export const budgetReconcileCommand: Command = {
  name: 'budget reconcile',
  usage: '[WITNESS...]',
  summary:
    'after a restore: spent := what was witnessed (also by other gateways, and by folders of checkpoints), and open the accounts',
  run: async (files, { loadConfig, out, err }) => {
    for (const file of files) {
      if (!existsSync(file)) throw new NorenError('BAD_INPUT', `${file}: there is no such witness.`);
    }
    const { restored, wasClosed } = await reconcileOnce(loadConfig(), files, (message) => err(`${message}\n`));
    if (restored.length > 0) out(textTable([HEADER, ...restored]));
    out(
      restored.length === 0
        ? `Nothing was forgotten. The accounts ${wasClosed ? 'are open again' : 'were open'}.\n`
        : `${restored.length} accounts are spent up to what was witnessed, and open.\n`,
    );
    return 0;
  },
};
