import { PURPOSES, SUB_PURPOSES, subPurposesOf, type Purpose, type SubPurpose } from './vocabulary.js';

/** A purpose as a request declares it, in one word. */
export interface Declaration {
  readonly purpose: Purpose;
  readonly subPurpose: SubPurpose | null;
}

/** Every word that may be declared: `CLUB_OPERATION`, `AGGREGATE_ANALYSIS/IMPROVE`. */
export const DECLARATIONS: readonly string[] = PURPOSES.flatMap(declarationsOf);

export function declarationsOf(purpose: Purpose): readonly string[] {
  const subPurposes = subPurposesOf(purpose);
  return subPurposes.length === 0 ? [purpose] : subPurposes.map((name) => `${purpose}/${name}`);
}

/** The parts of such a word. A word that is none keeps its parts, and is refused by whoever decides. */
export function declarationOf(word: string): Declaration {
  const [purpose, subPurpose] = word.split('/');
  return { purpose: purpose as Purpose, subPurpose: SUB_PURPOSES.find((name) => name === subPurpose) ?? null };
}
