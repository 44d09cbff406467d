import fc from 'fast-check';
import { categoriesRevealed, sourcesOf } from '../../src/statistics/categoriesRevealed.js';
import { AGE_BANDS } from '../../src/statistics/domain/ageBand.js';
import { PLACES } from '../../src/statistics/domain/place.js';
import { DIMENSION_NAMES } from '../../src/statistics/model/statisticModel.js';
import { cellCount, cellsOf, type AskedQuestion } from '../../src/statistics/question.js';
import { questionInWords } from '../../src/statistics/questionInWords.js';
import { quote } from '../../src/statistics/quote.js';
import { canonical, textOf } from './asking.js';
import { clubModel } from './clubModel.js';
import { settings } from './settings.js';

type Asked = Partial<AskedQuestion>;
const places = PLACES.map(({ code }) => code);
const bands = AGE_BANDS.map(({ code }) => code);

const asked = fc.record({
  groupBy: fc.subarray(['MUNICIPALITY', 'AGE_BAND']),
  places: fc.option(fc.subarray(places, { minLength: 1 })),
  bands: fc.option(fc.subarray(bands, { minLength: 1 })),
});

describe('equivalent questions are one question', () => {
  test('in any order of dimensions and values, with all values named or none', () => {
    fc.assert(
      fc.property(asked, (question) => {
        const straight: Asked = {
          groupBy: question.groupBy,
          where: { MUNICIPALITY: question.places, AGE_BAND: question.bands },
        };
        const turned: Asked = {
          groupBy: question.groupBy.toReversed(),
          where: {
            AGE_BAND: (question.bands ?? bands).toReversed(),
            MUNICIPALITY: (question.places ?? places).toReversed(),
          },
        };
        expect(canonical(turned)).toEqual(canonical(straight));
        expect(textOf(turned)).toBe(textOf(straight));
      }),
      { seed: 20261122 },
    );
  });

  test('a span of months is the months in it, and a span of all is none', () => {
    const base: Asked = { topic: 'PURCHASES', groupBy: ['MONTH'] };
    const inMonths = (MONTH: NonNullable<Asked['where']>['MONTH']): string => textOf({ ...base, where: { MONTH } });
    expect(inMonths({ from: '2026-09' })).toBe(inMonths(['2026-10', '2026-09']));
    expect(inMonths({ from: '2024-11', to: '2026-10' })).toBe(textOf(base));
    expect(inMonths({})).toBe(textOf(base));
  });

  test('and different ones differ: by topic, dimension, filter, sums, snapshot, policy, price, delta', () => {
    const base: Asked = { groupBy: ['MUNICIPALITY'] };
    const dearer = { ...settings, priceNano: { ...settings.priceNano, FAMILIES: 5_000_001n } };
    const texts = [
      textOf(base),
      textOf({ groupBy: [] }),
      textOf({ ...base, topic: 'CHILDREN' }),
      textOf({ ...base, topic: 'PURCHASES' }),
      textOf({ ...base, topic: 'PURCHASES', sums: ['AMOUNT'] }),
      textOf({ ...base, topic: 'PURCHASES', quantiles: true }),
      textOf({ ...base, topic: 'PURCHASES', where: { MONTH: ['2026-10'] } }),
      textOf({ ...base, topic: 'PURCHASES', where: { MONTH: { from: '2026-09' } } }),
      textOf({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }),
      textOf({ ...base, where: { AGE_BAND: ['0-5'] } }),
      textOf({ ...base, where: { MUNICIPALITY: ['04101'] } }),
      textOf(base, { snapshot: { id: '2026-11-22.2' } }),
      textOf(base, { snapshot: { boundsHash: 'other' } }),
      textOf(base, { policy: { version: '2', hash: 'abc' } }),
      textOf(base, { policy: { version: '1', hash: 'abd' } }),
      textOf(base, { settings: { ...settings, delta: '1e-9' } }),
      textOf(base, { settings: dearer }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    expect(textOf(base, { settings: { ...settings, maxCells: 999, placeK: 30 } })).toBe(texts[0]);
  });
});

test('two questions have the same words only where they are the same', () => {
  fc.assert(
    fc.property(asked, asked, (one, other) => {
      const questions = [one, other].map(({ groupBy, places: MUNICIPALITY, bands: AGE_BAND }) =>
        canonical({ groupBy, where: { MUNICIPALITY, AGE_BAND } }),
      );
      const [first, second] = questions.map(questionInWords);
      expect(first === second).toBe(JSON.stringify(questions[0]) === JSON.stringify(questions[1]));
    }),
    { seed: 20261122 },
  );
  const long = canonical({ where: { MUNICIPALITY: places.slice(0, 5) } });
  expect(questionInWords(long)).toBe(
    'FAMILIES, where MUNICIPALITY is 04101 or 04102 or 04103 or 04104 or 04105: FAMILIES',
  );
});

describe('the cells', () => {
  test('are the whole public domain that the question keeps, in its order, each once', () => {
    fc.assert(
      fc.property(asked, (question) => {
        const one = canonical({
          groupBy: question.groupBy,
          where: { MUNICIPALITY: question.places, AGE_BAND: question.bands },
        });
        const cells = cellsOf(one, clubModel);
        expect(cells).toHaveLength(cellCount(one, clubModel));
        expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(cells.length);
        const rank = cells.map((cell) =>
          DIMENSION_NAMES.reduce((sum, name) => {
            const { values } = clubModel.dimensions[name];
            return sum * 50 + values.findIndex(({ code }) => code === (cell[name] ?? values[0]?.code));
          }, 0),
        );
        expect(rank).toEqual(rank.toSorted((a, b) => a - b));
      }),
      { seed: 20261122 },
    );
  });

  test('39 places by 6 bands, and one cell without grouping', () => {
    expect(cellsOf(canonical({ groupBy: ['AGE_BAND', 'MUNICIPALITY'] }), clubModel)).toHaveLength(234);
    expect(cellsOf(canonical({}), clubModel)).toEqual([{}]);
  });
});

describe('which facts answer', () => {
  test('attributes need no grain of their own; a single kept value is part of the grain', () => {
    const { grain } = canonical({ topic: 'PURCHASES', groupBy: ['MUNICIPALITY'], where: { MONTH: ['2026-10'] } });
    expect(grain).toEqual({ by: ['MONTH'], regroupedFrom: null, clamp: { PURCHASES: 12, AMOUNT: 22 }, cells: null });
  });

  test('several kept values that are not grouped by are summed from the finer grain, and bounded as the coarser one', () => {
    const most = canonical({ topic: 'PURCHASES', where: { MONTH: { from: '2026-03' } } });
    expect(most.grain).toEqual({
      by: [],
      regroupedFrom: ['MONTH'],
      clamp: { PURCHASES: 90, AMOUNT: 140 },
      cells: null,
    });
    const two = canonical({ topic: 'PURCHASES', groupBy: ['PRODUCT_CATEGORY'], where: { MONTH: { from: '2026-09' } } });
    expect(two.grain).toMatchObject({ by: ['PRODUCT_CATEGORY'], clamp: { PURCHASES: 4, AMOUNT: 12 }, cells: 50 });
  });
});

describe('refused before any charge, with what to change', () => {
  test.each([
    ['an unknown dimension', { groupBy: ['EMAIL'] }, '"EMAIL" is not in the public domain. Choose among: MUNICIPALITY'],
    ['a dimension of another topic', { groupBy: ['MONTH'] }, '"MONTH" is not in the public domain'],
    ['a filter of another topic', { where: { SEX: ['MALE'] } }, '"SEX" is not in the public domain'],
    ['a dimension twice', { groupBy: ['AGE_BAND', 'AGE_BAND'] }, 'named twice'],
    ['an unknown value', { where: { AGE_BAND: ['12'] } }, 'where: AGE_BAND): "12" is not in the public'],
    ['a place too small', { where: { MUNICIPALITY: ['04302'] } }, '"04302" is not in the public domain'],
    ['a value twice', { where: { AGE_BAND: ['0-5', '0-5'] } }, 'Name each value once'],
    ['an empty filter', { where: { AGE_BAND: [] } }, 'Leave the filter out'],
    [
      'a span beyond the calendar',
      { topic: 'PURCHASES', where: { MONTH: { from: '2020-01', to: '2026-10' } } },
      '"2020-01" to "2026-10" is not within the calendar. Choose from 2024-11 to 2026-10',
    ],
    [
      'a span into the month under way',
      { topic: 'PURCHASES', where: { MONTH: { to: '2026-11' } } },
      'Choose from 2024-11 to 2026-10',
    ],
    [
      'a span that runs backwards',
      { topic: 'PURCHASES', where: { MONTH: { from: '2026-10', to: '2026-01' } } },
      'Put the earlier one first',
    ],
    [
      'a place in two ways',
      { groupBy: ['REGION', 'MUNICIPALITY'] },
      "MUNICIPALITY and REGION can't be asked together. Ask by one",
    ],
    [
      'a place in two ways, by filter',
      { groupBy: ['AGE_BAND'], where: { REGION: ['SENNAN'], MUNICIPALITY: ['OTHER'] } },
      "MUNICIPALITY and REGION can't be asked together",
    ],
    [
      'a grain that there is not',
      { topic: 'PURCHASES', groupBy: ['MONTH', 'SHOP_AREA'] },
      "MONTH and SHOP_AREA can't be asked together. Ask by one of: COURSE; MONTH;",
    ],
    [
      'a grain that there is not, by filter',
      { topic: 'PURCHASES', groupBy: ['COURSE'], where: { QUARTER: ['2026-Q3'] } },
      "COURSE and QUARTER can't be asked together",
    ],
  ] satisfies readonly (readonly [string, Asked, string])[])('%s', (_what, question, message) => {
    expect(() => canonical(question)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(message) as string }) as Error,
    );
  });

  test('more cells than the policy allows', () => {
    expect(() => canonical({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }, 233)).toThrow(
      'the question has 234 cells and at most 233 are answered. Group by fewer dimensions',
    );
  });
});

describe('what a question reveals', () => {
  const revealed = (question: Asked): readonly string[] =>
    categoriesRevealed(canonical(question), clubModel, settings).toSorted();

  test('grouping and filtering both reveal the category of their dimension', () => {
    expect(revealed({})).toEqual([]);
    expect(revealed({ groupBy: ['AGE_BAND'] })).toEqual(['BIRTH_DATE']);
    expect(revealed({ groupBy: ['AGE_BAND'], where: { MUNICIPALITY: ['04101'] } })).toEqual(['ADDRESS', 'BIRTH_DATE']);
    expect(revealed({ where: { MUNICIPALITY: places } })).toEqual([]);
  });

  test('a topic reveals that a family is in it at all, a period nothing more', () => {
    expect(revealed({ topic: 'PURCHASES' })).toEqual(['PURCHASE_HISTORY']);
    expect(revealed({ topic: 'PURCHASES', groupBy: ['MONTH'] })).toEqual(['PURCHASE_HISTORY']);
    expect(revealed({ topic: 'PURCHASES', groupBy: ['COURSE'] })).toEqual(['PURCHASE_HISTORY', 'UNLISTED']);
    expect(revealed({ topic: 'ATTENDANCE', groupBy: ['MONTH'] })).toEqual(['UNLISTED']);
    expect(revealed({ sums: ['CONSENTING'] })).toEqual(['UNLISTED']);
    expect(revealed({ topic: 'CAMPAIGNS', groupBy: ['PURCHASE_SEGMENT'] })).toEqual(['PURCHASE_HISTORY', 'UNLISTED']);
  });

  test('sources are those of the topic, and the co-op where families are told apart by what they buy', () => {
    const sources = (question: Asked): readonly string[] => sourcesOf(canonical(question), clubModel);
    expect(sources({})).toEqual(['club']);
    expect(sources({ where: { PURCHASE_SEGMENT: ['NONE'] } })).toEqual(['club', 'coop']);
    expect(sources({ topic: 'CAMPAIGNS' })).toEqual(['broadcaster', 'club']);
    expect(sources({ topic: 'CAMPAIGNS', groupBy: ['PURCHASE_SEGMENT'] })).toEqual(['broadcaster', 'club', 'coop']);
  });
});

test('the quote says price, epsilon, interval and cells from the question and the policy alone', () => {
  const families = quote(canonical({ groupBy: ['AGE_BAND'] }), clubModel, settings);
  expect(families).toMatchObject({ nanoRho: 5_000_000n, rho: '0.005', epsilon: '0.429942', delta: '1e-6', cells: 6 });
  expect(families.mechanisms.sums.get('FAMILIES')?.halfWidth95).toBe(20);
  const spending = quote(canonical({ topic: 'PURCHASES', sums: ['AMOUNT'], quantiles: true }), clubModel, settings);
  expect(spending.rho).toBe('0.025');
});
