import { MIYAGI } from './miyagi.js';
import { OTHER_PLACE, rolledUpPlace } from './place.js';
import { regionOf, REGIONS } from './region.js';

/** JIS code of the prefecture. */
const MIYAGI_PREFECTURE = '04';
const OF_MIYAGI: ReadonlySet<string> = new Set(MIYAGI.map(({ code }) => code));

/** A municipality large enough to be named at all; else its area. */
export function municipalityOrArea(code: string): string {
  const place = rolledUpPlace(code);
  return place === OTHER_PLACE ? regionOf(code) : place;
}

/** Whether it is a municipality of Miyagi that is too small to be named. */
export function isUnnamedPlace(code: string): boolean {
  return OF_MIYAGI.has(code) && rolledUpPlace(code) === OTHER_PLACE;
}

/** The prefecture, or OTHER outside of it. */
export function prefectureOf(code: string): string {
  return OF_MIYAGI.has(code) ? MIYAGI_PREFECTURE : OTHER_PLACE;
}

/** Names of whatever a place may be rolled up to. */
export const ROLLED_PLACE_NAMES: ReadonlyMap<string, string> = new Map([
  ...MIYAGI.map(({ code, name }) => [code, name] as const),
  ...REGIONS.map(({ code, name }) => [code, name] as const),
  [MIYAGI_PREFECTURE, '宮城県'],
]);
