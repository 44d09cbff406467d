import { emptyRoot, nodeHash, type Hash } from './hashes.js';

/** A node that was completed by appending a leaf: the subtree of `2 ** level` leaves from `index * 2 ** level` on. */
export interface CompletedNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Hash;
}

/**
 * The right edge of a tree: its complete subtrees that have no complete parent, by level. All that appending needs, O(log n) hashes
 * for n leaves. The levels are those whose bit is set in `size`.
 */
export class Frontier {
  readonly #hashes: Hash[];
  #size: number;

  constructor(size = 0, hashes: readonly Hash[] = []) {
    this.#size = size;
    this.#hashes = [...hashes];
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the parents that this leaf completed, lowest first. */
  append(leaf: Hash): readonly CompletedNode[] {
    const completed: CompletedNode[] = [];
    let [hash, index, level] = [leaf, this.#size, 0];
    while (index % 2 === 1) {
      hash = nodeHash(this.#at(level), hash);
      index = (index - 1) / 2;
      level += 1;
      completed.push({ level, index, hash });
    }
    this.#hashes[level] = hash;
    this.#size += 1;
    return completed;
  }

  root(): Hash {
    let root: Hash | undefined;
    for (const [level, isSet] of levelsOf(this.#size).entries()) {
      if (isSet) root = root === undefined ? this.#at(level) : nodeHash(this.#at(level), root);
    }
    return root ?? emptyRoot();
  }

  #at(level: number): Hash {
    const hash = this.#hashes[level];
    if (hash === undefined) throw new RangeError(`The frontier of ${this.#size} leaves lacks level ${level}.`);
    return hash;
  }
}

/** Which bits of `size` are set, lowest first. No bit operator: those end at 32 bits. */
function levelsOf(size: number): readonly boolean[] {
  const levels: boolean[] = [];
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) levels.push(rest % 2 === 1);
  return levels;
}
