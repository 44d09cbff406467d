import { closeAll, openFoundation, type Closing } from './foundation.js';
import type { Configuration } from './config.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { fileWitness } from './ledger/fileWitness.js';
import { reconcileBudget, type Reconciliation } from './ledger/reconcileBudget.js';

/** For the command line: brings the ledger up to what this machine's witness, and those of other gateways, saw. */
export async function reconcileOnce(
  config: Configuration,
  files: readonly string[],
  say: (message: string) => void,
): Promise<Reconciliation> {
  const closing: Closing = [];
  try {
    const { governance, witness } = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    return await reconcileBudget(governance.pool, [witness, ...files.map(fileWitness)]);
  } finally {
    await closeAll(closing);
  }
}
