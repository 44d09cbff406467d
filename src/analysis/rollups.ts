import { ATTRIBUTES, type AttributeName } from '../statistics/model/statisticModel.js';
import type { Domains } from './domains.js';

/**
 * Attributes that a cube keeps apart besides all of them: a question is added up from the smallest one that has those it names. More of
 * them make a refresh slower, fewer a question.
 */
export const ROLLUPS: readonly (readonly AttributeName[])[] = [
  [],
  ['REGION'],
  ['MUNICIPALITY'],
  ['AGE_BAND'],
  ['PURCHASE_SEGMENT'],
  ['REGION', 'AGE_BAND'],
];

/** The smallest cube that tells `needed` apart. */
export function rollupFor(needed: readonly AttributeName[], domains: Domains): readonly AttributeName[] {
  const size = (rollup: readonly AttributeName[]): number =>
    rollup.reduce((cells, name) => cells * domains[name].length, 1);
  const fits = ROLLUPS.filter((rollup) => needed.every((name) => rollup.includes(name)));
  return fits.toSorted((a, b) => size(a) - size(b))[0] ?? ATTRIBUTES;
}
