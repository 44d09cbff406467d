import fc from 'fast-check';
import { AGE_BANDS } from '../../src/statistics/domain/ageBand.js';
import { DIMENSIONS } from '../../src/statistics/domain/dimension.js';
import { PLACES } from '../../src/statistics/domain/place.js';
import {
  canonicalQuestion,
  categoriesRevealed,
  cellCount,
  cellsOf,
  type AskedQuestion,
} from '../../src/statistics/question.js';
import { quote } from '../../src/statistics/quote.js';
import { releaseText } from '../../src/statistics/releaseKey.js';
import { settings } from './settings.js';

const policy = { version: '1', hash: 'abc' };
const text = (asked: AskedQuestion, changes: object = {}): string =>
  releaseText({ question: canonicalQuestion(asked, settings), snapshot: 's.1', policy, settings, ...changes });

const places = PLACES.map(({ code }) => code);
const bands = AGE_BANDS.map(({ code }) => code);

const asked: fc.Arbitrary<AskedQuestion> = fc.record({
  groupBy: fc.subarray(['MUNICIPALITY', 'AGE_BAND']),
  where: fc.record({
    MUNICIPALITY: fc.option(fc.subarray(places, { minLength: 1 })),
    AGE_BAND: fc.option(fc.subarray(bands, { minLength: 1 })),
  }),
});

const reversed = (values: readonly string[] | null | undefined): readonly string[] | null =>
  values?.toReversed() ?? null;

describe('equivalent questions are one question', () => {
  test('in any order of dimensions and values, with all values named or none', () => {
    fc.assert(
      fc.property(asked, (question) => {
        const turned: AskedQuestion = {
          groupBy: question.groupBy.toReversed(),
          where: {
            MUNICIPALITY: reversed(question.where?.MUNICIPALITY ?? places),
            AGE_BAND: reversed(question.where?.AGE_BAND ?? bands),
          },
        };
        expect(canonicalQuestion(turned, settings)).toEqual(canonicalQuestion(question, settings));
        expect(text(turned)).toBe(text(question));
      }),
      { seed: 20261122 },
    );
  });

  test('and different ones differ: by dimension, filter, snapshot, policy, price, delta', () => {
    const base: AskedQuestion = { groupBy: ['MUNICIPALITY'] };
    const texts = [
      text(base),
      text({ groupBy: [] }),
      text({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }),
      text({ groupBy: ['MUNICIPALITY'], where: { AGE_BAND: ['0-5'] } }),
      text({ groupBy: ['MUNICIPALITY'], where: { MUNICIPALITY: ['04101'] } }),
      text(base, { snapshot: 's.2' }),
      text(base, { policy: { version: '2', hash: 'abc' } }),
      text(base, { policy: { version: '1', hash: 'abd' } }),
      text(base, { settings: { ...settings, delta: '1e-9' } }),
      text(base, { settings: { ...settings, priceNano: { families: 5_000_001n } } }),
    ];
    expect(new Set(texts).size).toBe(texts.length);
    expect(text(base, { settings: { ...settings, maxCells: 999, placeK: 30 } })).toBe(texts[0]);
  });
});

describe('the cells', () => {
  test('are the whole public domain that the question keeps, in its order, each once', () => {
    fc.assert(
      fc.property(asked, (question) => {
        const canonical = canonicalQuestion(question, settings);
        const cells = cellsOf(canonical);
        expect(cells).toHaveLength(cellCount(canonical));
        expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(cells.length);
        const rank = cells.map((cell) =>
          DIMENSIONS.reduce(
            (sum, { name, values }) =>
              sum * 100 + values.findIndex(({ code }) => code === (cell[name] ?? values[0]?.code)),
            0,
          ),
        );
        expect(rank).toEqual(rank.toSorted((a, b) => a - b));
      }),
      { seed: 20261122 },
    );
  });

  test('39 places by 6 bands, and one cell without grouping', () => {
    expect(cellsOf(canonicalQuestion({ groupBy: ['AGE_BAND', 'MUNICIPALITY'] }, settings))).toHaveLength(234);
    expect(cellsOf(canonicalQuestion({ groupBy: [] }, settings))).toEqual([{}]);
  });
});

describe('refused before any charge, with what to change', () => {
  test.each([
    ['an unknown dimension', { groupBy: ['EMAIL'] }, '"EMAIL" is not in the public domain. Choose among: MUNICIPALITY'],
    ['a dimension twice', { groupBy: ['AGE_BAND', 'AGE_BAND'] }, 'named twice'],
    ['an unknown value', { groupBy: [], where: { AGE_BAND: ['12'] } }, 'where: AGE_BAND): "12" is not in the public'],
    ['a place too small', { groupBy: [], where: { MUNICIPALITY: ['04302'] } }, '"04302" is not in the public domain'],
    ['a value twice', { groupBy: [], where: { AGE_BAND: ['0-5', '0-5'] } }, 'Name each value once'],
    ['an empty filter', { groupBy: [], where: { AGE_BAND: [] } }, 'Leave the filter out'],
  ] satisfies readonly (readonly [string, AskedQuestion, string])[])('%s', (_what, question, message) => {
    expect(() => canonicalQuestion(question, settings)).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(message) as string }) as Error,
    );
  });

  test('more cells than the policy allows', () => {
    expect(() => canonicalQuestion({ groupBy: ['MUNICIPALITY', 'AGE_BAND'] }, { maxCells: 233 })).toThrow(
      'the question has 234 cells and at most 233 are answered. Group by fewer dimensions',
    );
  });
});

test('grouping and filtering both reveal the category of their dimension', () => {
  const revealed = (question: AskedQuestion): readonly string[] =>
    categoriesRevealed(canonicalQuestion(question, settings));
  expect(revealed({ groupBy: [] })).toEqual([]);
  expect(revealed({ groupBy: ['AGE_BAND'] })).toEqual(['BIRTH_DATE']);
  expect(revealed({ groupBy: ['AGE_BAND'], where: { MUNICIPALITY: ['04101'] } })).toEqual(['ADDRESS', 'BIRTH_DATE']);
  expect(revealed({ groupBy: [], where: { MUNICIPALITY: places } })).toEqual([]);
});

test('the quote says price, epsilon, interval and cells from the question and the policy alone', () => {
  expect(quote(canonicalQuestion({ groupBy: ['AGE_BAND'] }, settings), settings)).toEqual({
    nanoRho: 5_000_000n,
    rho: '0.005',
    epsilon: '0.429942',
    delta: '1e-6',
    cells: 6,
    halfWidth95: { families: 20 },
    mechanism: 'DISCRETE_GAUSSIAN',
    unit: 'FAMILY',
  });
});
