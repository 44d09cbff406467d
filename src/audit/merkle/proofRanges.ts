/** Leaves `from` to before `to`. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** A complete subtree: `2 ** level` leaves from `index * 2 ** level` on. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/**
 * The subtrees whose hashes prove that leaf `index` is in the tree of `size` leaves, in the order of the proof (RFC 6962, section
 * 2.1.1).
 */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  return inclusionBelow(index, { from: 0, to: size });
}

function inclusionBelow(index: number, { from, to }: LeafRange): readonly LeafRange[] {
  if (to - from <= 1) return [];
  const split = from + splitOf(to - from);
  return index < split
    ? [...inclusionBelow(index, { from, to: split }), { from: split, to }]
    : [...inclusionBelow(index, { from: split, to }), { from, to: split }];
}

/**
 * The subtrees whose hashes prove that the tree of `size` leaves begins with the tree of `before` leaves, in the order of the proof
 * (RFC 6962, section 2.1.2).
 */
export function consistencyRanges(before: number, size: number): readonly LeafRange[] {
  return consistencyBelow(before, { from: 0, to: size }, true);
}

/** `known`: the verifier has the hash of what ends at `before`, since it is the whole tree before. */
function consistencyBelow(before: number, { from, to }: LeafRange, known: boolean): readonly LeafRange[] {
  if (before === to) return known ? [] : [{ from, to }];
  const split = from + splitOf(to - from);
  return before <= split
    ? [...consistencyBelow(before, { from, to: split }, known), { from: split, to }]
    : [...consistencyBelow(before, { from: split, to }, false), { from, to: split }];
}

/** The complete subtrees that a range of the tree consists of, from left to right. Ranges of proofs begin where one can. */
export function nodesOfRange({ from, to }: LeafRange): readonly NodePlace[] {
  if (from >= to) return [];
  const width = 2 ** Math.floor(Math.log2(to - from));
  const level = Math.round(Math.log2(width));
  return [{ level, index: from / width }, ...nodesOfRange({ from: from + width, to })];
}

/** The largest power of two below `leaves`, which is at least 2. */
function splitOf(leaves: number): number {
  let split = 1;
  while (split * 2 < leaves) split *= 2;
  return split;
}
