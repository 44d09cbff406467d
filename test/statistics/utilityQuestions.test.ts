import { UTILITY_QUESTIONS } from '../../bench/utility/utilityQuestions.js';
import { MEASURE_NAMES, partsOf } from '../../src/statistics/measures.js';
import { TOPICS } from '../../src/statistics/model/statisticModel.js';
import { canonical } from './asking.js';

/** What docs/statistics-utility.md has a row of. */
const measured = UTILITY_QUESTIONS.flatMap(({ measures }) => measures);

test('the table of what statistics are worth has every measure and every topic', () => {
  expect(MEASURE_NAMES.filter((name) => !measured.includes(name))).toEqual([]);
  expect(TOPICS.filter((name) => !UTILITY_QUESTIONS.some(({ topic }) => topic === name))).toEqual([]);
});

test('each of its questions can be asked; one that the policy has no facts for is refused', () => {
  for (const { topic, groupBy, measures } of UTILITY_QUESTIONS) {
    expect(canonical({ topic, groupBy, ...partsOf(measures) }, 10_000).topic).toBe(topic);
  }
  expect(() => canonical({ topic: 'PURCHASES', groupBy: ['MONTH', 'SHOP_AREA'] }, 10_000)).toThrow("can't be asked");
});
