import fc from 'fast-check';
import { AGE_BANDS, ageBandOn } from '../../src/disclosure/ageBand.js';
import { amountClass } from '../../src/disclosure/amountClass.js';
import { birthYearOn } from '../../src/disclosure/birthYear.js';
import { ageOn } from '../../src/disclosure/dateNumber.js';
import { monthOf } from '../../src/disclosure/month.js';
import { SCHOOL_GRADES, schoolGradeOn } from '../../src/disclosure/schoolGrade.js';
import { dates } from './support.js';

describe('ageOn', () => {
  it.each([
    ['2010-11-22', '2026-11-21', 15],
    ['2010-11-22', '2026-11-22', 16],
    ['2012-02-29', '2027-02-28', 14],
    ['2012-02-29', '2027-03-01', 15],
    ['2012-02-29', '2028-02-28', 15],
    ['2012-02-29', '2028-02-29', 16],
    ['2026-11-22', '2026-11-22', 0],
  ])('is for someone born on %s on %s %d', (born, today, age) => expect(ageOn(born, today)).toBe(age));
});

describe('ageBandOn', () => {
  it.each([
    ['2020-11-23', 'AGE_0_5'],
    ['2020-11-22', 'AGE_6_8'],
    ['2011-11-23', 'AGE_12_14'],
    ['2011-11-22', 'AGE_15'],
    ['2010-11-22', 'AGE_16_17'],
    ['2008-11-23', 'AGE_16_17'],
    ['2008-11-22', 'AGE_18_19'],
    ['2006-11-22', 'AGE_20_29'],
    ['1946-11-23', 'AGE_70_79'],
    ['1946-11-22', 'AGE_80_PLUS'],
    ['1920-01-01', 'AGE_80_PLUS'],
  ])('puts a birth on %s on 2026-11-22 into %s', (born, band) => expect(ageBandOn(born, '2026-11-22')).toBe(band));

  it('is null without a readable birth date', () => {
    expect([null, '', 'yesterday', '20101122'].map((date) => ageBandOn(date, '2026-11-22'))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('never goes back to a younger band as days pass', () => {
    fc.assert(
      fc.property(dates, dates, dates, (born, ...days) => {
        const [earlier = '', later = ''] = days.sort();
        const rank = (today: string) => AGE_BANDS.findIndex((band) => band === ageBandOn(born, today));
        expect(rank(earlier)).toBeLessThanOrEqual(rank(later));
      }),
    );
  });
});

describe('schoolGradeOn', () => {
  it.each([
    ['2020-04-02', 'PRESCHOOL'],
    ['2020-04-01', 'ELEMENTARY_1'],
    ['2019-04-02', 'ELEMENTARY_1'],
    ['2019-04-01', 'ELEMENTARY_2'],
    ['2013-04-02', 'JUNIOR_HIGH_1'],
    ['2010-04-02', 'HIGH_1'],
    ['2008-04-02', 'HIGH_3'],
    ['2008-04-01', 'BEYOND'],
    ['1950-01-01', 'BEYOND'],
  ])('puts a birth on %s on 2026-11-22 into %s', (born, grade) =>
    expect(schoolGradeOn(born, '2026-11-22')).toBe(grade),
  );

  it('moves everyone up on 1 April and on no other day', () => {
    expect(schoolGradeOn('2015-09-09', '2026-03-31')).toBe('ELEMENTARY_4');
    expect(schoolGradeOn('2015-09-09', '2026-04-01')).toBe('ELEMENTARY_5');
  });

  it('puts all births of one school year into one grade', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2025 }), dates, dates, (year, born, today) => {
        const inYear = `${born.slice(5) >= '04-02' ? year : year + 1}${born.slice(4)}`;
        expect(schoolGradeOn(inYear, today)).toBe(schoolGradeOn(`${year}-04-02`, today));
      }),
    );
    expect(SCHOOL_GRADES).toHaveLength(14);
  });
});

describe('the other classes', () => {
  it('shows a birth year of adults only', () => {
    expect(birthYearOn('2008-11-22', '2026-11-22')).toBe(2008);
    expect(birthYearOn('2008-11-23', '2026-11-22')).toBeNull();
    expect(birthYearOn(null, '2026-11-22')).toBeNull();
  });

  it.each([
    [-300, 'YEN_0_499'],
    [499, 'YEN_0_499'],
    [500, 'YEN_500_999'],
    [1000, 'YEN_1000_2999'],
    [9999, 'YEN_3000_9999'],
    [10_000, 'YEN_10000_PLUS'],
    [9_999_999, 'YEN_10000_PLUS'],
    [null, null],
  ])('puts %p yen into %p', (yen, name) => expect(amountClass(yen)).toBe(name));

  it('keeps the month of a date and nothing finer', () => {
    expect(monthOf('2026-11-22')).toBe('2026-11');
    expect(monthOf(null)).toBeNull();
    expect(monthOf('2026-11-22T10:00')).toBeNull();
  });
});
