import { birthday, daysAfter, lifeStageOn, tokyoToday } from '../../src/policy/lifeStage.js';

test.each([
  ['2010-11-23', '2026-11-22', 'UNDER_16'],
  ['2010-11-22', '2026-11-22', 'AGE_16_17'],
  ['2008-11-23', '2026-11-22', 'AGE_16_17'],
  ['2008-11-22', '2026-11-22', 'ADULT'],
  ['2026-11-22', '2026-11-22', 'UNDER_16'],
  ['2030-01-01', '2026-11-22', 'UNDER_16'],
  ['1931-04-01', '2026-11-22', 'ADULT'],
  // The 18th birthday of a child of 29 February falls into a year without that day.
  ['2008-02-29', '2026-02-28', 'AGE_16_17'],
  ['2008-02-29', '2026-03-01', 'ADULT'],
  ['2008-02-29', '2024-02-28', 'UNDER_16'],
  ['2008-02-29', '2024-02-29', 'AGE_16_17'],
])('born on %s, on %s: %s', (birthDate, today, stage) => {
  expect(lifeStageOn(birthDate, null, today)).toBe(stage);
});

test.each([null, '', '2010-02-30', '2010-1-1', 'soon', '0000-00-00'])(
  'without a readable birth date (%s) the stage is unknown',
  (birthDate) => {
    expect(lifeStageOn(birthDate, null, '2026-11-22')).toBe('UNKNOWN');
  },
);

test('without a readable today the stage is unknown', () => {
  expect(lifeStageOn('1980-01-01', null, 'today')).toBe('UNKNOWN');
});

test('death comes before age', () => {
  expect(lifeStageOn('2013-01-01', '2026-11-21', '2026-11-22')).toBe('DECEASED');
  expect(lifeStageOn(null, '2026-11-21', '2026-11-22')).toBe('DECEASED');
});

test('a day in Tokyo begins at 15:00 UTC', () => {
  expect(tokyoToday(new Date('2026-11-21T14:59:59.999Z'))).toBe('2026-11-21');
  expect(tokyoToday(new Date('2026-11-21T15:00:00.000Z'))).toBe('2026-11-22');
  expect(tokyoToday(new Date('2026-12-31T15:00:00.000Z'))).toBe('2027-01-01');
});

test('a birthday is a day, also of the old and in a year without 29 February', () => {
  expect(birthday('2004-02-29', 16)).toBe('2020-02-29');
  expect(birthday('2004-02-29', 18)).toBe('2022-03-01');
  expect(birthday('never', 16)).toBeNull();
  expect(daysAfter('2026-12-31', 90)).toBe('2027-03-31');
});

test('a period of days is as long in a leap year: fourteen to answer, and each day of the year after', () => {
  expect(daysAfter('2028-02-15', 14)).toBe('2028-02-29');
  expect(daysAfter('2028-02-29', 14)).toBe('2028-03-14');
  expect(daysAfter('2027-02-15', 14)).toBe('2027-03-01');
  expect(daysAfter('2028-02-29', 365)).toBe('2029-02-28');
  expect(daysAfter('2027-03-01', 365)).toBe('2028-02-29');
});
