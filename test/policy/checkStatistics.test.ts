import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { checkStatistics } from '../../src/policy/checkStatistics.js';
import type { PolicyFile } from '../../src/policy/policyFile.js';
import { clubFile } from './askClub.js';

const club = parse(readFileSync(clubFile, 'utf8')) as PolicyFile;

test.each([
  [{ months: 23, quarters: 7, terms: 4 }, []],
  [{ months: 22, quarters: 7, terms: 3 }, ['7 quarters need 23 months, and months are 22']],
  [{ months: 24, quarters: 7, terms: 5 }, ['5 terms need 29 months, and months are 24']],
  [
    { months: 12, quarters: 7, terms: 3 },
    ['7 quarters need 23 months, and months are 12', '3 terms need 17 months, and months are 12'],
  ],
])('quarters and terms lie in the months, or the policy is refused: %j', (calendar, messages) => {
  const problems = checkStatistics({ ...club, statistics: { ...club.statistics, calendar } });
  expect(problems.map(({ message }) => message)).toEqual(messages);
});
