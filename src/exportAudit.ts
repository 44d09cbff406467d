import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { verifierKeyOf } from './audit/checkpoint/signedNote.js';
import { exportAudit } from './audit/export/exportAudit.js';
import { readHead } from './audit/reads/readTree.js';
import type { Configuration } from './config.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { closeAll, openFoundation, type Closing } from './foundation.js';

/** For the command line: the audit log into a file that must not be there yet; gives its verifier key. */
export async function exportOnce(config: Configuration, file: string, say: (message: string) => void): Promise<string> {
  const closing: Closing = [];
  try {
    const { governance, checkpoints } = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const { origin } = await readHead(governance.pool);
    const { text } = verifierKeyOf(origin, checkpoints.key);
    await pipeline(exportAudit(governance.pool, text), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    return text;
  } finally {
    await closeAll(closing);
  }
}
