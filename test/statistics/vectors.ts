import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/projectRoot.js';

type Table = Readonly<Record<string, string>>;

export interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly [key: string]: unknown;
}

const file = JSON.parse(readFileSync(join(projectRoot, 'test/vectors/dp-vectors.json'), 'utf8')) as {
  readonly vectors: readonly Vector[];
};

export const vectorKinds: readonly string[] = [...new Set(file.vectors.map(({ kind }) => kind))];

/** The reference values of one kind; there is at least one. */
export function vectorsOf<T extends object>(kind: string): readonly (T & { readonly id: string })[] {
  const found = file.vectors.filter((vector) => vector.kind === kind);
  if (found.length === 0) throw new Error(`No vectors of kind ${kind}.`);
  return found as unknown as readonly (T & { readonly id: string })[];
}

export interface GaussianVector {
  readonly sigma2: string;
  readonly variance: string;
  readonly pmf: Table;
  readonly cdf: Table;
  readonly upper_tail_ge: Table;
  readonly ci_halfwidth: Readonly<Record<string, number>>;
}

export interface LaplaceVector {
  readonly scale: string;
  readonly variance: string;
  readonly pmf: Table;
  readonly cdf: Table;
  readonly prob_gt: Table;
  readonly ci_halfwidth: Readonly<Record<string, number>>;
}

/** |value - expected| / expected, for expected != 0. */
export function relativeError(value: number, expected: string): number {
  return Math.abs(value - Number(expected)) / Math.abs(Number(expected));
}
