import { accuracyWarning } from '../../src/statistics/accuracyWarning.js';
import { partsOf, type MeasureName } from '../../src/statistics/measures.js';
import { mechanismsOf } from '../../src/statistics/mechanisms.js';
import { expectedFamilies } from '../../src/statistics/expectedCell.js';
import type { AskedQuestion } from '../../src/statistics/question.js';
import { canonical } from './asking.js';
import { clubModel } from './clubModel.js';
import { settings } from './settings.js';

type Asked = Partial<AskedQuestion>;

function warningOf(asked: Asked, measures: readonly MeasureName[], families = settings.expectedFamilies) {
  const question = canonical({ ...asked, ...partsOf(measures) }, 10_000);
  const mechanisms = mechanismsOf(question, clubModel, settings);
  return accuracyWarning({ question, mechanisms, measures, model: clubModel, families });
}

test.each([
  ['families by region', { groupBy: ['REGION'] }, ['FAMILIES']],
  ['spending by product', { topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'] }, ['FAMILIES', 'PURCHASES', 'AMOUNT']],
  ['medians by age band', { topic: 'PURCHASES', groupBy: ['AGE_BAND'] }, ['AMOUNT_MEDIAN', 'AMOUNT_PER_FAMILY']],
  ['attendance by month', { topic: 'ATTENDANCE', groupBy: ['MONTH'] }, ['ATTENDANCE_RATE']],
] satisfies readonly (readonly [string, Asked, readonly MeasureName[]])[])(
  '%s are worth their price: no warning',
  (_what, asked, measures) => {
    expect(warningOf(asked, measures)).toBeNull();
  },
);

test.each([
  [
    { topic: 'PURCHASES', groupBy: ['MUNICIPALITY'] },
    'AMOUNT',
    /of about 77 families.* AMOUNT by up to 970000 yen \(36 %\)/,
  ],
  [{ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }, 'CONSENT_COVERAGE', /CONSENT_COVERAGE by up to 0\.\d+ \(\d+ %\)/],
  [
    { topic: 'PURCHASES', groupBy: ['MUNICIPALITY'] },
    'AMOUNT_MEDIAN',
    /AMOUNT_MEDIAN by up to [\d.]+ families of rank/,
  ],
  [{ topic: 'PURCHASES', groupBy: ['MONTH', 'PRODUCT_CATEGORY'] }, 'FAMILIES', /FAMILIES by up to 139 \(53 %\)/],
] satisfies readonly (readonly [Asked, MeasureName, RegExp])[])(
  '%j is too fine for %s, and the sentence names the measure and what it may be off by',
  (asked, measure, sentence) => {
    expect(warningOf(asked, [measure])).toMatch(sentence);
  },
);

test('each bought measure is judged for itself: families by place are right, what they spend is not', () => {
  const asked: Asked = { topic: 'PURCHASES', groupBy: ['MUNICIPALITY'] };
  expect(warningOf(asked, ['FAMILIES'])).toBeNull();
  const warning = warningOf(asked, ['FAMILIES', 'PURCHASES']);
  expect(warning).toContain('PURCHASES by up to');
  expect(warning).not.toContain('FAMILIES by up to');
});

test('what is too fine for a small club is not for a large one, and filters make cells smaller', () => {
  const asked: Asked = { topic: 'PURCHASES', groupBy: ['MONTH', 'PRODUCT_CATEGORY'] };
  expect(warningOf(asked, ['AMOUNT'])).not.toBeNull();
  expect(warningOf(asked, ['AMOUNT'], 200_000)).toBeNull();
  expect(warningOf({ groupBy: ['REGION'] }, ['FAMILIES'])).toBeNull();
  expect(warningOf({ groupBy: ['REGION'], where: { AGE_BAND: ['0-5'] } }, ['FAMILIES'], 300)).not.toBeNull();
});

test('a cell holds at most all families, whatever is kept or grouped by', () => {
  const of = (asked: Asked) => expectedFamilies(canonical(asked, 10_000), clubModel, 1_200);
  expect(of({})).toBe(1_200);
  expect(of({ groupBy: ['AGE_BAND'] })).toBe(200);
  expect(of({ where: { AGE_BAND: ['0-5', '6-8'] } })).toBe(400);
  expect(of({ topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'] })).toBe(600);
  expect(of({ topic: 'PURCHASES', where: { MONTH: { from: '2024-12' } } })).toBe(1_200);
});
