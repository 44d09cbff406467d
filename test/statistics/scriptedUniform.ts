import { byteUniform } from '../../src/statistics/noise/byteUniform.js';
import type { UniformSource } from '../../src/statistics/noise/uniformSource.js';

/** Predictable, so for tests only: xorshift128 bytes from a seed. */
export function seededUniform(seed: number): UniformSource {
  return byteUniform(seededBytes(seed));
}

export function seededBytes(seed: number): () => number {
  const state = Uint32Array.of(seed ^ 0x9e3779b9, seed * 2654435761, 0x243f6a88, 0xb7e15162);
  const next = (): number => {
    const [x = 0, y = 0, z = 0, w = 0] = state;
    const mixed = (x ^ (x << 11)) >>> 0;
    state.set([y, z, w, (w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8)) >>> 0]);
    return (state[3] ?? 0) & 0xff;
  };
  for (let warm = 0; warm < 64; warm += 1) next();
  return next;
}

class ScriptEnded extends Error {
  /** Weights of the outcomes 0, 1, ... of the draw that the script does not have. */
  weights: readonly number[] = [];
}

/** What became of a sampler on every path of its draws down to a least weight. */
export interface Enumeration {
  /** Outcome -> exact-as-possible weight of the paths that ended in it. */
  readonly weights: ReadonlyMap<string, number>;
  readonly paths: number;
  /** Weight of the paths that were not followed to their end. */
  readonly lost: number;
}

/** Runs `draw` under every script of draws, depth first; weight below `least` is lost. No statistics: it brackets the law. */
export function enumeratePaths(draw: (uniform: UniformSource) => string, least: number): Enumeration {
  const weights = new Map<string, number>();
  let paths = 0;
  let lost = 0;
  const ended = new ScriptEnded('The script has no further draw.'); // one for all: a stack for each would cost most of the time
  const follow = (script: readonly number[], weight: number): void => {
    if (weight < least) {
      lost += weight;
      return;
    }
    let position = 0;
    const next = (outcomes: () => readonly number[]): number => {
      const value = script[position];
      position += 1;
      if (value !== undefined) return value;
      ended.weights = outcomes();
      throw ended;
    };
    try {
      const outcome = draw(scriptedSource(next));
      weights.set(outcome, (weights.get(outcome) ?? 0) + weight);
      paths += 1;
    } catch (error) {
      if (error !== ended) throw error;
      ended.weights.forEach((share, value) => follow([...script, value], weight * share));
    }
  };
  follow([], 1);
  return { weights, paths, lost };
}

function scriptedSource(next: (outcomes: () => readonly number[]) => number): UniformSource {
  const below = (bound: number): number =>
    bound === 1 ? 0 : next(() => Array.from({ length: bound }, () => 1 / bound));
  const bernoulli = (numerator: number, denominator: number): boolean => {
    if (numerator === 0 || numerator === denominator) return numerator > 0;
    return next(() => [1 - numerator / denominator, numerator / denominator]) === 1;
  };
  return {
    below: (bound) => BigInt(below(Number(bound))),
    belowInteger: below,
    bernoulli: (numerator, denominator) => bernoulli(Number(numerator), Number(denominator)),
    bernoulliInteger: bernoulli,
  };
}
