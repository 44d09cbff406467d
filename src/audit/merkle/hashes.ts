import { createHash } from 'node:crypto';

/** SHA-256, 32 bytes. */
export type Hash = Buffer;

export const HASH_BYTES = 32;

/** Leaves and nodes are told apart by their first byte, so that no node can pass for a leaf (RFC 6962, section 2.1). */
const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** The root of the tree without leaves. */
export function emptyRoot(): Hash {
  return createHash('sha256').digest();
}

export function leafHash(entry: Uint8Array): Hash {
  return createHash('sha256').update(LEAF).update(entry).digest();
}

export function nodeHash(left: Hash, right: Hash): Hash {
  return createHash('sha256').update(NODE).update(left).update(right).digest();
}
