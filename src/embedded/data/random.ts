/**
 * A small seeded generator (mulberry32): the same seed gives the same data on every machine. It makes demo data and
 * nothing else; noise and keys come from node:crypto elsewhere.
 */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Uniform among the integers from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[Math.floor(this.next() * choices.length)];
    if (choice === undefined) throw new Error('There is nothing to pick from.');
    return choice;
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}

/** A generator for one thing, e.g. `randomFor(seed, 'family', 17)`, independent of all others. */
export function randomFor(seed: number, label: string, index = 0): Random {
  let hash = seed | 0;
  for (let position = 0; position < label.length; position += 1) {
    hash = Math.imul(hash ^ label.charCodeAt(position), 0x01000193);
  }
  return new Random(mix(Math.imul(index, 0x9e3779b1) ^ mix(hash)));
}

/** The finaliser of MurmurHash3: neighbouring inputs give unrelated outputs. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
