import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { privateFile } from './privateFile.js';

/** The master secret of the data folder, 32 bytes; made at its first use. Also on real servers without NOREN_SECRET. */
export function localSecret(dataFolder: string): Buffer {
  const text = privateFile(join(dataFolder, 'keys', 'master-secret'), () => randomBytes(32).toString('base64'));
  return Buffer.from(text, 'base64');
}
