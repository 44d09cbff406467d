import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { CLEARED_BEFORE } from '../../src/policy/policy.js';
import { CLOCKED_CATEGORIES } from '../../src/policy/vocabulary.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { clubFile } from './askClub.js';

const folder = temporaryFolder();
beforeAll(() =>
  copyFileSync(join(dirname(clubFile), 'privacy-policy.ja.txt'), join(folder.path, 'privacy-policy.ja.txt')),
);
afterAll(() => folder.remove());

/** The club's policy with another period for one category. */
function loaded(category: string, days: number) {
  const file = join(folder.path, 'club.yaml');
  const [head = '', periods = ''] = readFileSync(clubFile, 'utf8').split('  afterLeavingDays:\n');
  const changed = periods.replace(new RegExp(`^    ${category}: \\d+$`, 'm'), `    ${category}: ${days}`);
  expect(changed).not.toBe(periods);
  writeFileSync(file, `${head}  afterLeavingDays:\n${changed}`);
  return loadPolicy(file);
}

test.each(CLOCKED_CATEGORIES)(
  'a period of %s that is shorter than the longest is one that something keeps, or does not load',
  (category) => {
    const isCleared = CLEARED_BEFORE.some((each) => each === category);
    if (isCleared) expect(loaded(category, 30).retention.afterLeavingDays[category]).toBe(30);
    else expect(() => loaded(category, 30)).toThrow(`${category} goes with the person, after 1095 days`);
  },
);

test('purchases go by the clock of the co-op: a policy that gives them a period does not load', () => {
  const file = join(folder.path, 'club.yaml');
  const text = readFileSync(clubFile, 'utf8');
  writeFileSync(file, text.replace('  afterLeavingDays:\n', '  afterLeavingDays:\n    PURCHASE_HISTORY: 1095\n'));
  expect(() => loadPolicy(file)).toThrow('PURCHASE_HISTORY');
});

test('what was asked for is kept for more than a year, in which a person may come back to it', () => {
  const file = join(folder.path, 'club.yaml');
  writeFileSync(file, readFileSync(clubFile, 'utf8').replace('requestRecordDays: 1095', 'requestRecordDays: 30'));
  expect(() => loadPolicy(file)).toThrow('requestRecordDays');
});
