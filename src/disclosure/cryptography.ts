import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { NorenError } from '../errors.js';

const KEY_BYTES = 32;
const BLOCK = 'aes-256-ecb';
const SEAL = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A key for one use and one recipient: HKDF-SHA-256 (RFC 5869). `use` and `parts` are encoded so that no two lists of parts give the
 * same key. Throws BAD_CONFIGURATION for a master secret below 32 bytes.
 */
export function deriveKey(master: Uint8Array, use: string, ...parts: readonly (string | number)[]): Buffer {
  if (master.length < KEY_BYTES) {
    throw new NorenError(
      'BAD_CONFIGURATION',
      `The master secret has ${master.length} bytes; it needs at least ${KEY_BYTES}.`,
    );
  }
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), JSON.stringify([use, ...parts]), KEY_BYTES));
}

/** For `hmac`, blocks and seals: preparing plain bytes anew costs several times what a short message does. */
export function prepareKey(key: Buffer): KeyObject {
  return createSecretKey(key);
}

export function hmac(key: KeyObject, message: string): Buffer {
  return createHmac('sha256', key).update(message).digest();
}

/**
 * Each 16-byte block on its own. Safe only where blocks are distinct by construction or equality may show: this is a pseudorandom
 * permutation, not a mode for messages.
 */
export function encipherBlocks(key: KeyObject, blocks: Buffer): Buffer {
  return createCipheriv(BLOCK, key, null).setAutoPadding(false).update(blocks);
}

export function decipherBlocks(key: KeyObject, blocks: Buffer): Buffer {
  return createDecipheriv(BLOCK, key, null).setAutoPadding(false).update(blocks);
}

/** AES-256-GCM with a random nonce: nonce, ciphertext, tag. */
export function seal(key: KeyObject, plain: Buffer, associated: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(SEAL, key, nonce).setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** null for whatever `seal` did not make with this key and this associated data. */
export function unseal(key: KeyObject, sealed: Buffer, associated: string): Buffer | null {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(SEAL, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(associated))
    .setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch {
    return null; // not authentic: the one thing that final() throws for
  }
}
