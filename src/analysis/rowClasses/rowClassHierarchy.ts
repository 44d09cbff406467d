import { coarseAgeBand } from '../../disclosure/coarseAgeBand.js';
import type { Level } from '../../disclosure/rollUp.js';
import { isSmallPopulation } from '../../statistics/domain/place.js';
import { isUnnamedPlace, municipalityOrArea, prefectureOf } from '../../statistics/domain/rolledPlace.js';
import { regionOf } from '../../statistics/domain/region.js';

/** Age band, place and sex as a de-identified row shows them; null: withheld. */
export type ShownClass = readonly [band: string | null, place: string | null, sex: string | null];

export const WITHHELD: ShownClass = [null, null, null];

export interface ClassThresholds {
  readonly k: number;
  /** Where a municipality has fewer than 25,000 inhabitants; the larger of the two holds. */
  readonly placeK: number;
}

/** Band, municipality code and sex (empty where the recipient sees no sex) as one text; the sources' SQL makes the same. */
export function combinationOf(band: string, municipality: string, sex: string): string {
  return `${band}|${municipality}|${sex}`;
}

type Step = (band: string, code: string, sex: string | null) => ShownClass;

/** Public, and the same for everybody: municipality, area, prefecture, nothing; age band, coarser, nothing; sex, nothing. */
const STEPS: readonly Step[] = [
  (band, code, sex) => [band, municipalityOrArea(code), sex],
  (band, code, sex) => [band, regionOf(code), sex],
  (band, code, sex) => [coarseAgeBand(band), regionOf(code), sex],
  (band, code, sex) => [coarseAgeBand(band), prefectureOf(code), sex],
  (band, code) => [coarseAgeBand(band), prefectureOf(code), null],
  (_band, code) => [null, prefectureOf(code), null],
];

/** How many families must share what is shown; an area of which nobody but a village is left stands for the village. */
export function leastOf({ k, placeK }: ClassThresholds): Level<ShownClass>['least'] {
  return ([, place], combinations) => {
    const isTown = place !== null && /^\d{5}$/.test(place) && isSmallPopulation([place]);
    const isVillage = place !== null && combinations.every((each) => isUnnamedPlace(each.split('|')[1] ?? ''));
    return isTown || isVillage ? Math.max(k, placeK) : k;
  };
}

export function rowClassLevels(thresholds: ClassThresholds): readonly Level<ShownClass>[] {
  const least = leastOf(thresholds);
  return STEPS.map((step) => ({
    show: (combination) => {
      const [band = '', code = '', sex = ''] = combination.split('|');
      return step(band, code, sex === '' ? null : sex);
    },
    least,
  }));
}
