import type { Child } from './child.js';
import type { Target } from './load.js';
import type { World } from './world.js';

/** One way to answer the question of a case. */
export interface Variant {
  readonly name: string;
  readonly child: Child;
  readonly target: Target;
  /** The answer's rows, canonical, one text a row, to compare with the truth; null: not comparable, only counted. */
  readonly check: (body: unknown) => void;
}

export interface BenchCase {
  readonly name: string;
  readonly title: string;
  readonly connections: number;
  /** The first one is what the others are divided by. */
  variants(world: World): Promise<readonly Variant[]>;
}
