import { ageOn } from '../../../src/disclosure/dateNumber.js';
import { AGE_BANDS, familyAgeBand } from '../../../src/statistics/domain/ageBand.js';
import { MIYAGI } from '../../../src/statistics/domain/miyagi.js';
import { regionOf } from '../../../src/statistics/domain/region.js';
import { isSmallPopulation, OTHER_PLACE, PLACES, rolledUpPlace } from '../../../src/statistics/domain/place.js';

test('the 39 wards, cities, towns and villages of Miyagi are known, and all but the one below 2,000 have a cell', () => {
  expect(MIYAGI).toHaveLength(39);
  expect(new Set(MIYAGI.map(({ code }) => code)).size).toBe(39);
  expect(PLACES).toHaveLength(39);
  expect(PLACES.map(({ code }) => code)).not.toContain('04302');
  expect(PLACES.at(-1)?.code).toBe(OTHER_PLACE);
  const codes = PLACES.slice(0, -1).map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted());
});

test('a place without a cell is OTHER, whatever it is', () => {
  expect(rolledUpPlace('04101')).toBe('04101');
  for (const code of ['04302', '13101', '', 'x', null]) expect(rolledUpPlace(code)).toBe(OTHER_PLACE);
});

test('the stricter threshold holds below 25,000 inhabitants together', () => {
  expect(isSmallPopulation(['04101'])).toBe(false);
  expect(isSmallPopulation(['04208'])).toBe(false); // 角田市, 27,976
  expect(isSmallPopulation(['04505'])).toBe(true); // 美里町, 23,994
  expect(isSmallPopulation(['04505', '04445'])).toBe(false);
  expect(isSmallPopulation([OTHER_PLACE])).toBe(true);
});

test('the band of a family follows the birthday of its eldest child', () => {
  const today = '2026-11-22';
  const band = (birth: string): string => familyAgeBand(ageOn(birth, today));
  expect(['2026-11-22', '2020-11-23', '2020-11-22', '2017-11-22', '2014-11-22'].map(band)).toEqual([
    '0-5',
    '0-5',
    '6-8',
    '9-11',
    '12-14',
  ]);
  expect(['2011-11-22', '2009-11-22', '2008-11-23', '2008-11-22'].map(band)).toEqual([
    '15-17',
    '15-17',
    '15-17',
    '18+',
  ]);
  expect(band('2030-01-01')).toBe('0-5');
  expect(familyAgeBand(ageOn('2009-02-28', '2027-02-28'))).toBe('18+');
  expect(['2027-02-28', '2027-03-01'].map((day) => familyAgeBand(ageOn('2009-03-01', day)))).toEqual(['15-17', '18+']);
  expect(['2026-02-28', '2026-03-01'].map((day) => familyAgeBand(ageOn('2008-02-29', day)))).toEqual(['15-17', '18+']);
  expect(band('')).toBe('0-5');
  expect(AGE_BANDS.map(({ code }) => code)).toEqual(['0-5', '6-8', '9-11', '12-14', '15-17', '18+']);
});

test('no value of a place dimension is a municipality below 2,000: alone it is in OTHER or in its area, and the two are not asked together', () => {
  for (const cellOf of [rolledUpPlace, regionOf]) {
    const byCell = Map.groupBy(MIYAGI, ({ code }) => cellOf(code));
    byCell.delete('OTHER');
    for (const towns of byCell.values()) {
      expect(towns.reduce((sum, { population }) => sum + population, 0)).toBeGreaterThanOrEqual(2_000);
    }
  }
  const alone = Map.groupBy(MIYAGI, ({ code }) => `${rolledUpPlace(code)} ${regionOf(code)}`);
  const smallest = [...alone.values()].map((towns) => towns.reduce((sum, { population }) => sum + population, 0));
  expect(Math.min(...smallest)).toBeLessThan(2_000);
});
