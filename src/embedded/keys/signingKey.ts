import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NorenError } from '../../errors.js';
import { privateFile } from './privateFile.js';

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/**
 * The Ed25519 key of the audit log's checkpoints: of a file (PEM), or one of this data folder's own, made at its first use.
 * @throws NorenError BAD_CONFIGURATION; the message never quotes the file
 */
export function signingKey(file: string | null, dataFolder: string): KeyObject {
  const own = join(dataFolder, 'keys', 'checkpoint-signing.pem');
  try {
    const text = file === null ? privateFile(own, newKey) : readFileSync(file, 'utf8');
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (cause) {
    if (file === null) throw cause;
  }
  throw new NorenError('BAD_CONFIGURATION', 'NOREN_CHECKPOINT_KEY must be a PEM file with a private key of Ed25519.', {
    setting: 'NOREN_CHECKPOINT_KEY',
  });
}
