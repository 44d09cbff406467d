import { legalGround } from '../../src/policy/legalGround.js';
import { club } from './askClub.js';

// clauses: B-2
test('every rule that gives something stands on a provision of the law', () => {
  const permits = club.rules.filter(({ effect }) => effect === 'PERMIT').map(({ id }) => id);
  expect(permits.length).toBeGreaterThan(30);
  expect(permits.filter((id) => legalGround(club, id).article === null)).toEqual([]);
});

test.each([
  ['C01', 'SPECIFIED_PURPOSE', 'APPI 17, 18'],
  ['O01', 'JOINT_USE', 'APPI 27(5)(iii)'],
  ['P01', 'ENTRUSTMENT', 'APPI 27(5)(i)'],
  ['T01', 'CONSENT', 'APPI 27(1)'],
  ['L01', 'LAW_OR_ORDINANCE', 'APPI 27(1)(i)'],
  ['E01', 'VITAL_OR_PROPERTY', 'APPI 27(1)(ii)'],
  ['W01', 'PUBLIC_HEALTH_OR_CHILD_WELFARE', 'APPI 27(1)(iii)'],
  ['D01', 'DATA_SUBJECT_REQUEST', 'APPI 33'],
  ['T02', 'STATISTICS', 'APPI 2(1)'],
  ['X99', 'NONE', null],
  ['REQUIRES', null, null],
])('%s stands on %s, %s', (rule, basis, article) => {
  expect(legalGround(club, rule)).toEqual({ basis, article });
});
