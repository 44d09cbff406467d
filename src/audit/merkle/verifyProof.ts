import { HASH_BYTES, nodeHash, type Hash } from './hashes.js';

export interface InclusionClaim {
  readonly leaf: Hash;
  readonly index: number;
  readonly size: number;
  readonly root: Hash;
  readonly proof: readonly Hash[];
}

/** Whether the leaf is the one at `index` of the tree with this size and root (RFC 9162, section 2.1.3.2). */
export function verifyInclusion({ leaf, index, size, root, proof }: InclusionClaim): boolean {
  if (!areSizes(index, size) || index >= size || !areHashes([leaf, ...proof])) return false;
  let [place, last, hash] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      hash = nodeHash(sibling, hash);
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && hash.equals(root);
}

export interface ConsistencyClaim {
  readonly before: { readonly size: number; readonly root: Hash };
  readonly after: { readonly size: number; readonly root: Hash };
  readonly proof: readonly Hash[];
}

/**
 * Whether the tree after begins with all leaves of the tree before, unchanged (RFC 9162, section 2.1.4.2). That a tree begins with none
 * says nothing and is refused, so that nobody takes it for a proof.
 */
export function verifyConsistency({ before, after, proof }: ConsistencyClaim): boolean {
  if (!areSizes(before.size, after.size) || before.size < 1 || before.size > after.size) return false;
  if (!areHashes(proof)) return false;
  if (before.size === after.size) return proof.length === 0 && before.root.equals(after.root);
  return isContinued({ before, after, proof });
}

function isContinued({ before, after, proof }: ConsistencyClaim): boolean {
  let [place, last] = [before.size - 1, after.size - 1];
  while (isOdd(place)) [place, last] = [half(place), half(last)];
  // A tree before that is complete is itself the first node.
  const path = place === 0 ? [before.root, ...proof] : proof;
  const [first, ...rest] = path;
  if (first === undefined) return false;
  let [old, whole] = [first, first];
  for (const node of rest) {
    if (last === 0) return false;
    if (isOdd(place) || place === last) {
      [old, whole] = [nodeHash(node, old), nodeHash(node, whole)];
      while (!isOdd(place) && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      whole = nodeHash(whole, node);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && old.equals(before.root) && whole.equals(after.root);
}

function areSizes(...values: readonly number[]): boolean {
  return values.every((value) => Number.isSafeInteger(value) && value >= 0);
}

/** Of another length, two parts of a node could be cut apart in another place. */
function areHashes(hashes: readonly Hash[]): boolean {
  return hashes.every((hash) => hash.length === HASH_BYTES);
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}
