import { createPrivateKey, type KeyObject } from 'node:crypto';

/** A private key of Ed25519 in PKCS #8 (RFC 8410) but for its last 32 bytes. */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key that 32 secret bytes are: the same on every gateway that has them, without a file. */
export function derivedSigningKey(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_OF_ED25519, seed]), format: 'der', type: 'pkcs8' });
}
