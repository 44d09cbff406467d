import { regionOf, REGIONS } from '../../../src/statistics/domain/region.js';
import { makeStatisticModel } from '../../../src/statistics/model/makeStatisticModel.js';
import { DIMENSION_NAMES, SUMS, TOPICS } from '../../../src/statistics/model/statisticModel.js';
import { club } from '../../policy/askClub.js';
import { clubModel } from '../clubModel.js';

const { statistics } = club;
const codes = (name: keyof typeof clubModel.dimensions, model = clubModel): readonly string[] =>
  model.dimensions[name].values.map(({ code }) => code);

test('the policy names every dimension, sum and topic that the program knows, and no other', () => {
  expect(Object.keys(statistics.dimensions)).toEqual(DIMENSION_NAMES);
  expect(Object.keys(statistics.sums)).toEqual(SUMS);
  expect(Object.keys(statistics.topics)).toEqual(TOPICS);
});

test('calendars end before the day of the snapshot, and never depend on data', () => {
  expect(codes('MONTH')).toHaveLength(24);
  expect([codes('MONTH')[0], codes('MONTH').at(-1)]).toEqual(['2024-11', '2026-10']);
  expect([codes('QUARTER')[0], codes('QUARTER').at(-1)]).toEqual(['2025-Q1', '2026-Q3']);
  expect(codes('TERM')).toEqual(['2025-2', '2026-1', '2026-2']);
  const inMarch = makeStatisticModel(statistics, '2027-03-31');
  expect(codes('TERM', inMarch)).toEqual(['2025-2', '2026-1', '2026-2']);
  const inApril = makeStatisticModel(statistics, '2027-04-01');
  expect(codes('TERM', inApril)).toEqual(['2026-1', '2026-2', '2027-1']);
  expect(codes('MONTH', inApril).at(-1)).toBe('2027-03');
});

test('every full quarter lies in the months, so that both tell of the same purchases', () => {
  for (const day of ['2026-01-01', '2026-02-28', '2026-03-31', '2026-11-22', '2028-02-29']) {
    const model = makeStatisticModel(statistics, day);
    const months = codes('MONTH', model);
    for (const quarter of codes('QUARTER', model)) {
      const [year = '', number = '1'] = quarter.split('-Q');
      const inside = [1, 2, 3].map((month) => `${year}-${String((Number(number) - 1) * 3 + month).padStart(2, '0')}`);
      expect(months).toEqual(expect.arrayContaining(inside));
    }
  }
});

test('segments are classes of a public grid, and NONE', () => {
  expect(codes('PURCHASE_SEGMENT')).toEqual(['NONE', '1-4999', '5000-9999', '10000-19999', '20000-39999', '40000+']);
  expect(clubModel.purchaseSegments[1]).toEqual({ code: '5000-9999', from: 5000 });
});

test('the hash of the bounds moves with a bound, a domain and the calendar, and not from day to day', () => {
  const grains = [{ by: [], clamp: { CHILDREN: 4 } }];
  const { CHILDREN } = statistics.topics;
  const other = { ...statistics, topics: { ...statistics.topics, CHILDREN: { ...CHILDREN, grains } } };
  expect(makeStatisticModel(other as typeof statistics, '2026-11-22').boundsHash).not.toBe(clubModel.boundsHash);
  expect(makeStatisticModel(statistics, '2026-12-01').boundsHash).not.toBe(clubModel.boundsHash);
  expect(makeStatisticModel(statistics, '2026-11-30').boundsHash).toBe(clubModel.boundsHash);
});

test('a name that the program does not know is refused, as is a day that is none', () => {
  const dimensions = { ...statistics.dimensions, SEX: { category: 'SEX', domain: 'STARS' } };
  expect(() => makeStatisticModel({ ...statistics, dimensions }, '2026-11-22')).toThrow('there is no domain "STARS"');
  const topics = { ...statistics.topics, FAMILIES: { ...statistics.topics.FAMILIES, sources: ['moon'] } };
  expect(() => makeStatisticModel({ ...statistics, topics } as typeof statistics, '2026-11-22')).toThrow(
    'statistics.topics.FAMILIES.sources: "moon" is unknown',
  );
  expect(() => makeStatisticModel(statistics, 'today')).toThrow('"today" is not a date');
});

test('every municipality of Miyagi lies in one of seven areas, also the one too small for a cell of its own', () => {
  expect(REGIONS).toHaveLength(8);
  expect(regionOf('04302')).toBe('SENNAN');
  expect([regionOf('13101'), regionOf(null), regionOf('')]).toEqual(['OTHER', 'OTHER', 'OTHER']);
});
