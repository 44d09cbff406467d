import type { Rung } from '../../src/policy/decision.js';
import { isSubset, ladderOf } from '../../src/policy/ladder.js';
import type { Condition, DisclosureForm } from '../../src/policy/vocabulary.js';

function rung(form: DisclosureForm, ...when: Condition[]): Rung {
  return { form, when, rule: 'C01', basis: 'SPECIFIED_PURPOSE', clauses: [] };
}

test('the highest form comes first, and of the same form the one with the fewest conditions', () => {
  const ladder = ladderOf([rung('MASKED'), rung('RAW', 'OPT_IN', 'SEND_JOB'), rung('RAW', 'OWN_CLASS')]);
  expect(ladder).toEqual([rung('RAW', 'OWN_CLASS'), rung('RAW', 'OPT_IN', 'SEND_JOB'), rung('MASKED')]);
});

test('a rung is left out when an earlier one holds whenever it does', () => {
  expect(ladderOf([rung('RAW'), rung('RAW', 'OPT_IN'), rung('MASKED')])).toEqual([rung('RAW')]);
  expect(ladderOf([rung('RAW', 'OPT_IN'), rung('GENERALISED', 'OPT_IN', 'CONSENT')])).toEqual([rung('RAW', 'OPT_IN')]);
});

test('rungs on different conditions both stay', () => {
  const both = [rung('RAW', 'OPT_IN'), rung('MASKED', 'CONSENT')];
  expect(ladderOf(both)).toEqual(both);
});

test('no rung makes no ladder', () => {
  expect(ladderOf([])).toEqual([]);
});

test('no condition is part of any', () => {
  expect(isSubset([], ['OPT_IN'])).toBe(true);
  expect(isSubset(['OPT_IN'], [])).toBe(false);
});
