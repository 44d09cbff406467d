import { statisticSettings } from '../../src/graph/statistics/statisticsDesk.js';
import { recipientValue } from '../../src/policy/recipientValue.js';
import { club } from './askClub.js';

const most = (one: number, other: number): number => Math.max(one, other);
const k = { default: 10, OWN_ORGANISATION: 5, JOINT_USER_COOP_GROUP: 7 };

test.each([
  [[], 10],
  [['PUBLIC'], 10],
  [['JOINT_USER_COOP_GROUP'], 7],
  [['OWN_ORGANISATION', 'JOINT_USER_COOP_GROUP'], 7],
  [['OWN_ORGANISATION', 'PUBLIC'], 10],
] as const)('of the classes %j the strictest value counts: %i', (classes, value) => {
  expect(recipientValue(k, classes, most)).toBe(value);
});

test('a threshold of statistics is that of the classes of who reads, as it is of rows; being of the own organisation softens no other', () => {
  const policy = { ...club, statistics: { ...club.statistics, k } };
  expect(statisticSettings(policy, ['OWN_ORGANISATION']).k).toBe(5);
  expect(statisticSettings(policy, ['JOINT_USER_COOP_GROUP']).k).toBe(7);
  expect(statisticSettings(policy, ['OWN_ORGANISATION', 'JOINT_USER_COOP_GROUP']).k).toBe(7);
  expect(statisticSettings(policy, ['JOINT_USER_COOP_GROUP', 'PUBLIC']).k).toBe(10);
  expect(statisticSettings(policy, []).k).toBe(10);
});
