import { emptyRoot, nodeHash, type Hash } from './hashes.js';
import { consistencyRanges, inclusionRanges, nodesOfRange, type LeafRange, type NodePlace } from './proofRanges.js';

/** Hashes of complete subtrees, in the order asked for. Level 0 are the leaves. One read, whatever the number. */
export type ReadNodes = (places: readonly NodePlace[]) => Promise<readonly Hash[]>;

/** @throws RangeError unless 0 <= index < size */
export async function proveInclusion(index: number, size: number, read: ReadNodes): Promise<readonly Hash[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('There is no such leaf.');
  return hashesOf(inclusionRanges(index, size), read);
}

/** @throws RangeError unless 1 <= before <= size */
export async function proveConsistency(before: number, size: number, read: ReadNodes): Promise<readonly Hash[]> {
  if (!Number.isSafeInteger(before) || before < 1 || before > size) throw new RangeError('There was no such tree.');
  return hashesOf(consistencyRanges(before, size), read);
}

/** The root of the first `size` leaves. */
export async function rootAt(size: number, read: ReadNodes): Promise<Hash> {
  const [root] = await hashesOf([{ from: 0, to: size }], read);
  return root ?? emptyRoot();
}

async function hashesOf(ranges: readonly LeafRange[], read: ReadNodes): Promise<readonly Hash[]> {
  const places = ranges.map(nodesOfRange);
  const flat = places.flat();
  const hashes = flat.length === 0 ? [] : await read(flat);
  if (hashes.length !== flat.length) throw new RangeError('A node of the tree is missing.');
  let next = 0;
  return places.flatMap((of) => {
    const own = hashes.slice(next, (next += of.length));
    return own.length === 0 ? [] : [own.reduceRight((right, left) => nodeHash(left, right))];
  });
}
