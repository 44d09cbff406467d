import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { AuditLog } from './audit/auditLog.js';
import { CheckpointKeeper } from './audit/checkpoint/checkpointKeeper.js';
import { exportAudit } from './audit/export/exportAudit.js';
import { readCheckpoint } from './audit/reads/readEntries.js';
import type { Configuration } from './config.js';
import { deriveKey } from './disclosure/cryptography.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { closeAll, openFoundation, type Closing } from './foundation.js';

/** For the command line: the audit log into a file that must not be there yet; gives its verifier key. */
export async function exportOnce(config: Configuration, file: string, say: (message: string) => void): Promise<string> {
  const closing: Closing = [];
  try {
    const { governance, checkpoints, secret } = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const { pool } = governance;
    const log = new AuditLog({ key: deriveKey(secret, 'audit') });
    const keeper = new CheckpointKeeper({ log, pool, ...checkpoints, now: () => new Date() });
    const { text } = await keeper.verifierKey();
    // Signed to its end: what is signed by nobody proves nothing. The gateway signs first: only a key that it has used can be the right one.
    if ((await readCheckpoint(pool)) !== null) await keeper.sign();
    // A log that is closed is written out as it is.
    if (log.closed !== null) say(`The audit log is closed: ${log.closed}.`);
    const signed = log.closed === null ? (await readCheckpoint(pool))?.size : undefined;
    await pipeline(exportAudit(pool, text, signed), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
    return text;
  } finally {
    await closeAll(closing);
  }
}
