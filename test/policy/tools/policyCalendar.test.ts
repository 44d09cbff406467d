import { readFileSync, writeFileSync } from 'node:fs';
import { decide } from '../../../src/policy/decide.js';
import { loadPolicy } from '../../../src/policy/loadPolicy.js';
import { loadPolicyCalendar } from '../../../src/policy/policyCalendar.js';
import type { Policy } from '../../../src/policy/policy.js';
import { comparePolicies } from '../../../src/policy/tools/comparePolicies.js';
import { club, clubFile } from '../askClub.js';
import { clubWith, lineIn, policyFolder } from './plantedPolicy.js';

const calendar = loadPolicyCalendar(clubFile);
const LAST_INSTANT = new Date('2028-07-15T14:59:59.999Z');
const FIRST_INSTANT = new Date('2028-07-15T15:00:00.000Z');

function later(...lines: readonly string[]): string {
  return ['extends: club.yaml', ...lines, ''].join('\n');
}

function problemOf(files: Readonly<Record<string, string>>): string {
  const path = policyFolder(files);
  try {
    loadPolicyCalendar(path('club.yaml'));
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

function contactOfChild(policy: Policy, lifeStage: 'UNDER_16' | 'AGE_16_17') {
  return decide(policy, {
    caller: { roles: ['CLUB_STAFF'], recipientClasses: ['OWN_ORGANISATION'] },
    purpose: 'CONSENT_REQUEST',
    subject: { kind: 'CHILD_PARTICIPANT', lifeStage },
    category: 'EMAIL',
    shape: 'SINGLE',
  });
}

test('the clock chooses the version: the amendment of 2026 is in force from its first instant in Tokyo', () => {
  expect(calendar.policyAt(new Date('2026-11-22T03:00:00Z'))).toMatchObject({ version: club.version, hash: club.hash });
  expect(calendar.policyAt(LAST_INSTANT).version).toBe(club.version);
  expect(calendar.policyAt(FIRST_INSTANT).version).toBe('2028-07-16');
  expect(calendar.policyAt(new Date('2040-01-01T00:00:00Z')).version).toBe('2028-07-16');
});

test('the amendment is marked as provisional, and no later than two years after its promulgation', () => {
  const amendment = calendar.policyAt(FIRST_INSTANT);
  expect(amendment.provisional).toContain('not made yet');
  expect(amendment.effectiveFrom <= '2028-07-16').toBe(true);
  expect(club.provisional).toBeNull();
});

test('under 16 the legal representative is addressed once the amendment is in force, and older children as before', () => {
  const [before, after] = [calendar.policyAt(LAST_INSTANT), calendar.policyAt(FIRST_INSTANT)];
  expect(contactOfChild(before, 'UNDER_16').form).toBe('RAW');
  expect(contactOfChild(after, 'UNDER_16')).toMatchObject({
    form: 'DENIED',
    reason: 'LAW_NARROWER_THAN_POLICY',
    rule: 'Y01',
  });
  expect(contactOfChild(after, 'AGE_16_17').form).toBe('RAW');
  expect([before.law.under16, after.law.under16]).toEqual([
    { person: 'PERSON', stopUse: 'WITH_GROUNDS' },
    { person: 'LEGAL_REPRESENTATIVE', stopUse: 'WITHOUT_GROUNDS' },
  ]);
});

test('the amendment gives nobody more than the version before', () => {
  const { groups, settings } = comparePolicies(calendar.policyAt(LAST_INSTANT), calendar.policyAt(FIRST_INSTANT));
  expect(groups.filter(({ kind }) => kind === 'WIDENS')).toEqual([]);
  expect(groups.filter(({ kind }) => kind === 'NARROWS').length).toBeGreaterThan(5);
  expect(settings.filter(({ kind }) => kind === 'WIDENS')).toEqual([]);
});

test('before the first version nothing is in force, and nothing is decided', () => {
  expect(() => calendar.policyAt(new Date('2026-10-31T14:59:59Z'))).toThrow(
    'No version of the policy is in force on 2026-10-31.',
  );
});

test('a version that ends leaves nothing in force after its last day, and says so', () => {
  const path = policyFolder({
    'club.yaml': clubWith(["effectiveFrom: '2026-11-01'", "effectiveFrom: '2026-11-01'\neffectiveTo: '2027-03-31'"]),
  });
  const { policyAt } = loadPolicyCalendar(path('club.yaml'));
  expect(policyAt(new Date('2027-03-31T14:59:59Z')).version).toBe('2026-11-01');
  expect(() => policyAt(new Date('2027-03-31T15:00:00Z'))).toThrow('in force on 2027-04-01');
});

test.each([
  [
    'two versions at once',
    "effectiveTo: '2027-12-31'",
    later("version: b\neffectiveFrom: '2027-12-31'"),
    'Versions 2026-11-01 and b are both in force from 2027-12-31 to 2027-12-31.',
  ],
  [
    'a day without a version',
    "effectiveTo: '2027-12-31'",
    later("version: b\neffectiveFrom: '2028-01-02'\neffectiveTo: '2029-01-01'"),
    'Between versions 2026-11-01 and b no version is in force from 2028-01-01.',
  ],
  [
    'two beginnings on one day',
    "effectiveTo: '2027-12-31'",
    later("version: b\neffectiveFrom: '2026-11-01'"),
    'Versions 2026-11-01 and b both begin on 2026-11-01.',
  ],
  [
    'a name that is there twice',
    "effectiveTo: '2027-12-31'",
    later("effectiveFrom: '2028-01-01'\neffectiveTo: '2029-01-01'"),
    'Two versions are named 2026-11-01.',
  ],
  [
    'an end before the beginning',
    "effectiveTo: '2026-10-01'",
    later("version: b\neffectiveFrom: '2027-01-01'\neffectiveTo: '2029-01-01'"),
    'Version 2026-11-01 ends on 2026-10-01, before it begins on 2026-11-01.',
  ],
])('%s keeps the gateway from starting', (_, end, amendment, problem) => {
  const base = clubWith(["effectiveFrom: '2026-11-01'", `effectiveFrom: '2026-11-01'\n${end}`]);
  expect(problemOf({ 'club.yaml': base, 'later.yaml': amendment })).toContain(problem);
});

test('a text without its own version keeps the gateway from starting', () => {
  const path = policyFolder({ 'club.yaml': clubWith() });
  const text = path('privacy-policy.ja.txt');
  writeFileSync(text, `${readFileSync(text, 'utf8')} `);
  expect(() => loadPolicyCalendar(path('club.yaml'))).toThrow('another text needs another version (T-0)');
});

test('the hash of an amendment covers both files', () => {
  const amendment = later("version: b\neffectiveFrom: '2027-01-01'");
  const hashOf = (base: string, over: string): string => {
    const path = policyFolder({ 'club.yaml': base, 'later.yaml': over });
    return loadPolicy(path('later.yaml')).hash;
  };
  const hash = hashOf(clubWith(), amendment);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hash).toBe(hashOf(clubWith(), amendment));
  expect(hash).not.toBe(hashOf(`${clubWith()}# a remark\n`, amendment));
  expect(hash).not.toBe(hashOf(clubWith(), `${amendment}# a remark\n`));
});

test('an amendment replaces a cell by rule and category, and leaves the rest', () => {
  const path = policyFolder({
    'club.yaml': clubWith(),
    'later.yaml': later("version: b\neffectiveFrom: '2027-01-01'\nrules:\n  - id: O01\n    cells: { NAME: M }"),
  });
  const { rules } = loadPolicy(path('later.yaml'));
  const cellOf = (id: string, category: 'NAME' | 'PHONE') =>
    rules.find((rule) => rule.id === id)?.single[category].map(({ form }) => form);
  expect([cellOf('O01', 'NAME'), cellOf('O01', 'PHONE')]).toEqual([['MASKED'], ['RAW', 'MASKED']]);
  expect(rules).toHaveLength(club.rules.length);
});

test('a fault of an amendment is told with the line of the file that has it', () => {
  const amendment = later(
    "version: b\neffectiveFrom: '2027-01-01'\nrules:\n  - id: O01\n    cells:\n      NAME: M\n      PHONE: R:x",
  );
  const told = problemOf({ 'club.yaml': clubWith(), 'later.yaml': amendment });
  expect(told).toBe(
    `later.yaml:${lineIn(amendment, 'PHONE')} rule O01, cell PHONE: unknown condition letter "x" in "R:x"`,
  );
  const base = clubWith(['PHONE: R:s>M', 'PHONE: R:x>M']);
  const fine = later("version: b\neffectiveFrom: '2027-01-01'\nrules:\n  - id: O01\n    cells: { NAME: M }");
  expect(problemOf({ 'club.yaml': base, 'later.yaml': fine })).toMatch(
    new RegExp(`^club\\.yaml:${lineIn(base, 'PHONE: R:x>M')} rule O01, cell PHONE`),
  );
});

test.each([
  ['itself', later("version: b\neffectiveFrom: '2027-01-01'").replace('club.yaml', 'later.yaml')],
  ['a file that is not there', later("version: b\neffectiveFrom: '2027-01-01'").replace('club.yaml', 'gone.yaml')],
])('a file that extends %s is refused', (_, amendment) => {
  const path = policyFolder({ 'later.yaml': amendment });
  expect(() => loadPolicy(path('later.yaml'))).toThrow(/extends through more|cannot be read/);
});
