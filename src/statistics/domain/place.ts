import { MIYAGI } from './miyagi.js';

/** Below: never a cell of its own. */
const SMALLEST_SHOWN = 2_000;
/** From here on a place needs no threshold of its own. */
const LARGE = 25_000;

/** Where every place goes that has no cell: small municipalities, and all outside Miyagi. */
export const OTHER_PLACE = 'OTHER';

const POPULATION: ReadonlyMap<string, number> = new Map(
  MIYAGI.filter(({ population }) => population >= SMALLEST_SHOWN).map(({ code, population }) => [code, population]),
);

/** The public domain of MUNICIPALITY: the municipalities shown, by code, then OTHER. */
export const PLACES: readonly { readonly code: string; readonly name: string }[] = [
  ...MIYAGI.filter(({ code }) => POPULATION.has(code)).map(({ code, name }) => ({ code, name })),
  { code: OTHER_PLACE, name: 'その他' },
];

/** The cell of a municipality code; total: what is unknown, missing, small or far away is OTHER. */
export function rolledUpPlace(municipalityCode: string | null): string {
  return municipalityCode !== null && POPULATION.has(municipalityCode) ? municipalityCode : OTHER_PLACE;
}

/** Whether these places together have so few inhabitants that the stricter threshold holds. OTHER may be one small town. */
export function isSmallPopulation(places: readonly string[]): boolean {
  return places.reduce((sum, place) => sum + (POPULATION.get(place) ?? 0), 0) < LARGE;
}
