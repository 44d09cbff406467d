import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Finding } from '../../../src/policy/finding.js';
import { amendmentsOf } from '../../../src/policy/readPolicy.js';
import { lintPolicy } from '../../../src/policy/tools/lintPolicy.js';
import { clubFile } from '../askClub.js';
import { clubWith, lineIn, policyFolder } from './plantedPolicy.js';

const inUse = lintPolicy(clubFile);

function subjectsOf(findings: readonly Finding[], code: Finding['code']): readonly (string | null)[] {
  return findings.filter((finding) => finding.code === code).map(({ subject }) => subject);
}

function lint(text: string): readonly Finding[] {
  return lintPolicy(policyFolder({ 'club.yaml': text })('club.yaml'));
}

/** What is new against the policy in use. */
function planted(text: string): readonly Finding[] {
  return lint(text).filter(({ code, subject }) => !inUse.some((old) => old.code === code && old.subject === subject));
}

test('the policy in use has no error', () => {
  expect(inUse.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
});

test('no amendment beside it leaves open or unused what it does not', () => {
  const amendments = amendmentsOf(clubFile);
  expect(amendments.length).toBeGreaterThan(0);
  for (const file of amendments) {
    const added = lintPolicy(file).filter(
      ({ code, subject }) => !inUse.some((old) => old.code === code && old.subject === subject),
    );
    expect(added.map(({ code }) => code)).toEqual(['PROVISIONAL_DATE']);
  }
});

test('the published text lacks nine items, each told with its line', () => {
  expect(subjectsOf(inUse, 'MISSING_NOTICE_ITEM')).toEqual([
    'responsibleParty.address',
    'responsibleParty.representative',
    'retentionPeriod',
    'withdrawalMethod',
    'affiliateList',
    'subcontractorList',
    'policyVersionDate',
    'securityMeasuresSummary',
    'complaintRecipient',
  ]);
  const address = inUse.find(({ subject }) => subject === 'responsibleParty.address');
  expect(address).toMatchObject({ file: 'club.yaml', line: lineIn(clubWith(), 'responsibleParty.address') });
});

test('six clauses of the published text are open-ended', () => {
  const open = ['A2(1)-1b', 'A2(1)-3b', 'A2(2)-1', 'A2(2)-i9', 'A2(2)-r1c', 'A6-3e'];
  expect(subjectsOf(inUse, 'OPEN_ENDED').toSorted()).toEqual(open);
});

test('an item that the file forgets is missing as well', () => {
  const text = clubWith(['  recipients: 以下の関係各社・団体・個人\n', '']);
  expect(planted(text)).toMatchObject([{ code: 'MISSING_NOTICE_ITEM', subject: 'recipients', severity: 'WARNING' }]);
});

test('an item that the file claims and the published text does not say is an error', () => {
  const text = clubWith(['responsibleParty.address: null', 'responsibleParty.address: 宮城県仙台市']);
  expect(planted(text)).toMatchObject([
    {
      severity: 'ERROR',
      code: 'TEXT_DOES_NOT_SAY',
      line: lineIn(text, 'responsibleParty.address'),
      message: 'the published text has no "宮城県仙台市"',
    },
  ]);
});

test('an open end that the published text does not have is an error', () => {
  expect(planted(clubWith(['openEnd: あらゆる情報', 'openEnd: すべての情報']))).toMatchObject([
    { severity: 'ERROR', code: 'TEXT_DOES_NOT_SAY', subject: 'A2(1)-1b' },
  ]);
});

test('a control of people without an owner is an error', () => {
  const text = clubWith(['    owner: site manager\n    frequency: every quarter\n', '']);
  expect(planted(text)).toMatchObject([
    {
      severity: 'ERROR',
      code: 'CONTROL_WITHOUT_OWNER',
      subject: 'A7-p',
      message: 'is kept by people, without owner and frequency',
    },
  ]);
});

const RULE = (id: string, more: string): string => `  - id: ${id}
    effect: PERMIT
    roles: [CLUB_STAFF]
    recipientClasses: [OWN_ORGANISATION]
    purposes: [CLUB_OPERATION]
    basis: SPECIFIED_PURPOSE
    subjects: [CHILD_PARTICIPANT]
    cells:
      NAME: M
      MEMBER_CODE: '-'
      SEX: '-'
      BIRTH_DATE: '-'
      ADDRESS: '-'
      PHONE: '-'
      EMAIL: '-'
      PURCHASE_HISTORY: '-'
      UNLISTED: '-'
${more}
`;

const DEFAULT = '  - id: X99\n';

test('a rule that another outdoes everywhere is unreachable, and the other is named', () => {
  const text = clubWith([DEFAULT, `${RULE('Z01', '    clauses: [A2-2]')}${DEFAULT}`]);
  expect(planted(text)).toMatchObject([
    { severity: 'ERROR', code: 'UNREACHABLE_RULE', subject: 'Z01', file: 'club.yaml', line: lineIn(text, '- id: Z01') },
  ]);
  expect(planted(text)[0]?.message).toContain('C01');
});

test('a rule that is denied everywhere is unreachable', () => {
  const trained = RULE('Z02', '    clauses: [A2-2]').replace('CLUB_OPERATION', 'TRAINING');
  const found = planted(clubWith([DEFAULT, `${trained}${DEFAULT}`]));
  expect(found).toMatchObject([{ code: 'UNREACHABLE_RULE', subject: 'Z02' }]);
  expect(found[0]?.message).toContain('I03');
});

test('a rule that cites headings only is an orphan', () => {
  const text = clubWith([DEFAULT, `${RULE('Z03', '    clauses: [H-0]').replace('NAME: M', 'NAME: R')}${DEFAULT}`]);
  expect(planted(text).map(({ code }) => code)).toContain('ORPHAN_RULE');
});

test.each<[string, readonly [string, string], Finding['code'], string]>([
  ['a rule without clauses', ['    clauses: [A2(1)-1a, A2-2, A8-3]\n', ''], 'ORPHAN_RULE', '- id: C01'],
  ['a rule with an empty list', ['clauses: [A2(1)-1a, A2-2, A8-3]', 'clauses: []'], 'ORPHAN_RULE', 'clauses: []'],
  [
    'a clause that nothing cites',
    ['\nclauses:\n', '\nclauses:\n  A9-9: { summary: An orphan, keptBy: RULE }\n'],
    'ORPHAN_CLAUSE',
    'A9-9:',
  ],
  ['an unknown role', ['roles: [ANALYST, CLUB_STAFF]', 'roles: [ANALYST, CLUB_STAF]'], 'UNKNOWN_NAME', 'CLUB_STAF]'],
  [
    'an unknown clause',
    ['clauses: [A2(2)-2, A2(2)-3', 'clauses: [A2(2)-9, A2(2)-3'],
    'UNKNOWN_NAME',
    'clauses: [A2(2)-9',
  ],
  ['an unknown organisation', ['contractor: SENDAI_HOSO', 'contractor: TOKYO'], 'UNKNOWN_NAME', 'contractor: TOKYO'],
  ['another text', ['sha256: ef98', 'sha256: 0f98'], 'TEXT_CHANGED', 'sha256: 0f98'],
  ['a cell that is none', ['PHONE: R:s>M', 'PHONE: R:x>M'], 'MEANING', 'PHONE: R:x>M'],
  ['no YAML', ['purposes:\n', 'purposes:\n  - {\n'], 'SYNTAX', '- {'],
])('%s is an error, with its line', (_, replacement, code, at) => {
  const text = clubWith(replacement);
  const found = lint(text).find((finding) => finding.code === code);
  expect(found).toMatchObject({ severity: 'ERROR', file: 'club.yaml' });
  if (code !== 'SYNTAX') expect(found?.line).toBe(lineIn(text, at));
});

test('a policy that reads the law of 2026 and lets a consent be asked of a child under 16 is an error, rule by rule', () => {
  const text = clubWith(['person: PERSON', 'person: LEGAL_REPRESENTATIVE']);
  const found = planted(text).filter(({ code }) => code === 'LAW_NOT_FOLLOWED');
  expect(found.map(({ subject }) => subject).toSorted()).toEqual(['C04', 'J04', 'O04', 'P01']);
  expect(found.every(({ severity, line }) => severity === 'ERROR' && line === lineIn(text, 'under16:'))).toBe(true);
  expect(found.find(({ subject }) => subject === 'C04')?.message).toContain('ADDRESS, PHONE, EMAIL of the child');
});

test('without the rule that closes them, or with a hole in it, the amendment does not do what it says', () => {
  const amendment = readFileSync(join(dirname(clubFile), 'club-amendment-2026.yaml'), 'utf8');
  const lintWith = (text: string) => {
    const path = policyFolder({ 'club.yaml': clubWith(), 'club-amendment-2026.yaml': text });
    return subjectsOf(lintPolicy(path('club-amendment-2026.yaml')), 'LAW_NOT_FOLLOWED');
  };
  expect(lintWith(amendment)).toEqual([]);
  expect(lintWith(amendment.replace("EMAIL: '-'", 'EMAIL: R'))).toHaveLength(4);
  expect(lintWith(amendment.slice(0, amendment.indexOf('rules:')))).toHaveLength(4);
});

test('a file that is not there is an error, and no exception', () => {
  const file = join(dirname(clubFile), 'nowhere.yaml');
  expect(lintPolicy(file)).toMatchObject([{ severity: 'ERROR', code: 'UNREADABLE', file: 'nowhere.yaml' }]);
});

test('the amendment says that its date is provisional', () => {
  const found = lintPolicy(join(dirname(clubFile), 'club-amendment-2026.yaml'));
  expect(found.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
  expect(found.filter(({ code }) => code === 'PROVISIONAL_DATE')).toMatchObject([{ file: 'club-amendment-2026.yaml' }]);
});
