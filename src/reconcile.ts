import { closeAll, openFoundation, type Closing } from './foundation.js';
import type { Configuration } from './config.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import type { Forgotten } from './ledger/budgetState.js';
import { fileWitness } from './ledger/fileWitness.js';
import { reconcileBudget } from './ledger/reconcileBudget.js';
import { formatNanoRho } from './statistics/accounting/rho.js';

/** What a reconciliation did, in words. */
export interface Reconciled {
  readonly wasClosed: boolean;
  /** Scope, account, rho in the database, rho witnessed. */
  readonly restored: readonly (readonly string[])[];
}

/** For the command line: brings the ledger up to what this machine's witness, and those of other gateways, saw. */
export async function reconcileOnce(
  config: Configuration,
  files: readonly string[],
  say: (message: string) => void,
): Promise<Reconciled> {
  const closing: Closing = [];
  try {
    const { governance, witness } = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const { restored, wasClosed } = await reconcileBudget(governance.pool, [witness, ...files.map(fileWitness)]);
    return { wasClosed, restored: restored.map(inWords) };
  } finally {
    await closeAll(closing);
  }
}

function inWords({ key, ledgerNano, witnessNano }: Forgotten): readonly string[] {
  const account = [key.recipient, key.purpose, key.period, key.source].filter((part) => part !== '').join(' ');
  return [key.scope, account, formatNanoRho(ledgerNano), formatNanoRho(witnessNano)];
}
