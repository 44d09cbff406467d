import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto';
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

/** HMAC-SHA-256 under one key. The key is prepared once, as preparing costs several times what a short message does. */
export function createMac(key: Buffer): (message: string) => Buffer {
  const prepared = createSecretKey(key);
  return (message) => createHmac('sha256', prepared).update(message).digest();
}

/**
 * Each 16-byte block on its own. Safe only where blocks are distinct by construction or equality may show: this is a pseudorandom
 * permutation, not a mode for messages.
 */
export function encipherBlocks(key: Buffer, blocks: Buffer): Buffer {
  return createCipheriv(BLOCK, key, null).setAutoPadding(false).update(blocks);
}

export function decipherBlocks(key: Buffer, blocks: Buffer): Buffer {
  return createDecipheriv(BLOCK, key, null).setAutoPadding(false).update(blocks);
}

/** AES-256-GCM with a random nonce: nonce, ciphertext, tag. */
export function seal(key: Buffer, plain: Buffer, associated: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(SEAL, key, nonce).setAAD(Buffer.from(associated));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** null for whatever `seal` did not make with this key and this associated data. */
export function unseal(key: Buffer, sealed: Buffer, associated: string): Buffer | null {
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
