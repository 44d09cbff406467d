import { parseCell } from '../../src/policy/cell.js';

test.each([
  ['-', []],
  ['R', [{ form: 'RAW', when: [] }]],
  ['A:k', [{ form: 'AGGREGATED', when: ['INSTRUCTION'] }]],
  ['R:o+d', [{ form: 'RAW', when: ['OPT_IN', 'SEND_JOB'] }]],
  [
    'R:s>M',
    [
      { form: 'RAW', when: ['OWN_CLASS'] },
      { form: 'MASKED', when: [] },
    ],
  ],
  [
    'G:c+a>A',
    [
      { form: 'GENERALISED', when: ['CONSENT', 'APPROVAL'] },
      { form: 'AGGREGATED', when: [] },
    ],
  ],
])('%s', (text, rungs) => {
  expect(parseCell(text)).toEqual({ rungs });
});

test.each([
  ['', 'is no cell'],
  ['R:', 'is no cell'],
  ['R>', 'is no cell'],
  ['R:o|d', 'is no cell'],
  ['RM', 'is no cell'],
  ['r', 'unknown form letter "r"'],
  ['Z', 'unknown form letter "Z"'],
  ['R:x', 'unknown condition letter "x" in "R:x"'],
  ['R:o+o', 'condition letter "o" twice'],
  ['R:o>Q', 'unknown form letter "Q"'],
  ['R>M', 'has a fallback but no condition'],
  ['M:o>R', 'fallback "R" is not below "M"'],
  ['M:o>M', 'fallback "M" is not below "M"'],
])('"%s" is refused', (text, problem) => {
  expect(parseCell(text)).toEqual({ problem: expect.stringContaining(problem) as string });
});
