import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { JSONWebKeySet, JWK } from 'jose';
import { privateFile } from './privateFile.js';

/** Issuer of the demonstration's tokens. A gateway on real servers has another, and refuses them. */
export const LOCAL_ISSUER = 'noren-embedded';
export const LOCAL_AUDIENCE = 'noren';

export interface LocalKeyPair {
  readonly keyId: string;
  readonly privateKey: JWK;
  readonly keySet: JSONWebKeySet;
}

function newPrivateKey(): string {
  return JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }));
}

/** The key pair (ES256) of the data folder; made at its first use. */
export function localKeyPair(dataFolder: string): LocalKeyPair {
  const text = privateFile(join(dataFolder, 'keys', 'token-signing.json'), newPrivateKey);
  const privateKey = JSON.parse(text) as JWK;
  const publicKey = createPublicKey({ key: privateKey, format: 'jwk' }).export({ format: 'jwk' });
  const keyId = createHash('sha256').update(`${publicKey.x}.${publicKey.y}`).digest('hex').slice(0, 16);
  return { keyId, privateKey, keySet: { keys: [{ ...(publicKey as JWK), kid: keyId, alg: 'ES256', use: 'sig' }] } };
}
