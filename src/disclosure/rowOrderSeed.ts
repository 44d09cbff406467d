import { deriveKey } from './cryptography.js';

/**
 * The seed of PostgreSQL's `hashint8extended(id, seed)`, by which rows without a sort are ordered: a signed 64-bit integer as a decimal
 * string. Order never follows a raw key, which would tell who joined before whom, and differs between recipients, who could
 * otherwise join their pseudonymised rows by position.
 */
export function rowOrderSeed(master: Uint8Array, recipient: string): string {
  return deriveKey(master, 'row-order', recipient).readBigInt64BE(0).toString();
}
