import fc from 'fast-check';
import { compilePolicy } from '../../../src/policy/compilePolicy.js';
import type { Policy } from '../../../src/policy/policy.js';
import { readPolicy } from '../../../src/policy/readPolicy.js';
import { unapprovedWidenings, type Approval } from '../../../src/policy/tools/approvals.js';
import { mergedBoxes, sizeOf } from '../../../src/policy/tools/boxes.js';
import { compareDecisions } from '../../../src/policy/tools/compareDecisions.js';
import { compareSettings } from '../../../src/policy/tools/compareSettings.js';
import { comparePolicies, type PolicyDifference } from '../../../src/policy/tools/comparePolicies.js';
import { ask, DecisionTable, QUESTIONS, recipientsOf, situations } from '../../../src/policy/tools/decisionTable.js';
import { widenedBy } from '../../../src/policy/tools/widenedBy.js';
import { parseApprovals } from '../../../src/policy/tools/parseApprovals.js';
import { DECLARATIONS } from '../../../src/policy/declaration.js';
import { LIFE_STAGES, ROLES, SUBJECT_KINDS } from '../../../src/policy/vocabulary.js';
import { askClub, club } from '../askClub.js';
import { clubWith, policyFolder } from './plantedPolicy.js';

/** The club's policy with parts replaced. What the loader would refuse is compared as well. */
function variant(...replacements: readonly (readonly [string, string])[]): Policy {
  const { content, hash } = readPolicy(policyFolder({ 'club.yaml': clubWith(...replacements) })('club.yaml'));
  if (content === null) throw new Error('This variant cannot be read.');
  return compilePolicy(content, hash);
}

/** The text of a rule. */
const [J02 = ''] = / {2}- id: J02\n(?: {4}.*\n)+/.exec(clubWith()) ?? [];

const same = comparePolicies(club, club);
const wider = variant(['SEX: R:n', 'SEX: R']);
const difference = comparePolicies(club, wider);
const { points = 0 } = widenedBy(difference)[0] ?? {};

const said = {
  version: club.version,
  requestedBy: 'head of the club',
  approvedBy: 'privacy manager',
  date: '2026-11-20',
  reason: 'changing rooms',
};
const approval = { ...said, rule: 'C01', category: 'SEX', form: 'RAW', roles: ['CLUB_STAFF'], points } as const;

test('a policy does not differ from itself', () => {
  expect(same).toMatchObject({ groups: [], settings: [] });
});

test('the whole space is compared: every role, class, purpose, subject, life stage, category and shape', () => {
  const recipients = recipientsOf([club]);
  expect(recipients).toContain('DATA_SUBJECT+LEGAL_REPRESENTATIVE');
  const size = ROLES.length * recipients.length * DECLARATIONS.length * SUBJECT_KINDS.length * LIFE_STAGES.length * 18;
  expect(same.space).toBe(size);
  expect([...situations(recipients)].length * QUESTIONS.length).toBe(size);
});

test('the table says what the policy says', () => {
  const table = new DecisionTable(club);
  const somewhere = fc.record({
    role: fc.constantFrom(...ROLES),
    recipient: fc.constantFrom(...recipientsOf([club])),
    purpose: fc.constantFrom(...DECLARATIONS),
    subject: fc.constantFrom(...SUBJECT_KINDS),
    lifeStage: fc.constantFrom(...LIFE_STAGES),
  });
  fc.assert(
    fc.property(somewhere, (situation) => {
      expect(table.at(situation)).toEqual(QUESTIONS.map((question) => ask(club, { ...situation, ...question })));
    }),
    { numRuns: 2000 },
  );
});

test('a planted widening is found, as one range, and only it', () => {
  const [widening, ...rest] = difference.groups;
  expect(widening).toMatchObject({
    kind: 'WIDENS',
    when: [],
    from: { form: 'DENIED', rule: 'C01' },
    to: { form: 'RAW', rule: 'C01' },
    boxes: [
      {
        role: ['CLUB_STAFF'],
        purpose: ['CLUB_OPERATION'],
        subject: ['CHILD_PARTICIPANT', 'GUARDIAN'],
        shape: ['SINGLE', 'LIST'],
        category: ['SEX'],
      },
    ],
  });
  expect(rest.filter(({ kind }) => kind !== 'REASON')).toEqual([]);
});

test('what widens in one direction narrows in the other', () => {
  const there = difference.groups.filter(({ kind }) => kind === 'WIDENS');
  const back = comparePolicies(wider, club).groups.filter(({ kind }) => kind === 'NARROWS');
  expect(back.map(({ points }) => points)).toEqual(there.map(({ points }) => points));
});

test('a widening without an approval is told; one approved by another person is not', () => {
  const unapproved = (...approvals: readonly Approval[]) => unapprovedWidenings(difference, wider.version, approvals);
  const given = { rule: 'C01', category: 'SEX', form: 'RAW', roles: ['CLUB_STAFF'], points, when: [] };
  expect(unapproved()).toEqual([{ ...given, problem: null }]);
  expect(unapproved(approval)).toEqual([]);
  expect(unapproved({ ...approval, approvedBy: 'Head of the Club' })).toMatchObject([
    { problem: expect.stringContaining('SELF_APPROVAL') as unknown },
  ]);
  expect(unapproved({ ...approval, category: 'PHONE' })).toHaveLength(1);
  expect(unapproved({ ...approval, rule: 'C02' })).toHaveLength(1);
  expect(unapproved({ ...approval, version: '2025-01-01' })).toHaveLength(1);
});

test('an approval covers what it names, and no widening beyond it', () => {
  const problems = (found: PolicyDifference, ...approvals: readonly Approval[]) =>
    unapprovedWidenings(found, club.version, approvals).map(({ category, problem }) => [category, problem]);
  expect(problems(difference, { ...approval, form: 'MASKED' })).toEqual([['SEX', 'RAW is more than MASKED']]);
  expect(problems(difference, { ...approval, roles: ['ANALYST'] })).toEqual([
    ['SEX', 'CLUB_STAFF: not among the roles approved'],
  ]);
  expect(problems(difference, { ...approval, points: points - 1 })).toEqual([
    ['SEX', `${points} points, of which ${points - 1} are approved`],
  ]);
  expect(problems(difference, { ...approval, when: ['OPT_IN'] })).toEqual([['SEX', 'approved only if OPT_IN']]);
  const anotherPurpose = ['purposes: [CLUB_OPERATION]', 'purposes: [CLUB_OPERATION, CONSENT_REQUEST]'] as const;
  const further = comparePolicies(club, variant(['SEX: R:n', 'SEX: R'], anotherPurpose));
  expect(problems(further, approval)).toContainEqual(['SEX', expect.stringMatching(/points, of which/)]);
});

test('a cell that is written in another way and gives the same is no difference', () => {
  const { ladder, ...rest } = askClub({ category: 'PHONE', shape: 'LIST' });
  const [best, last] = ladder;
  if (best === undefined || last === undefined) throw new Error('The cell has two rungs.');
  const longer = [best, { ...last, when: ['CONSENT' as const] }, last];
  expect(compareDecisions({ ...rest, ladder }, { ...rest, ladder: longer })).toEqual([]);
});

test('another reason without another form is told as such', () => {
  const found = comparePolicies(
    club,
    variant(
      ['    note: not necessary\n    roles: [SUBCONTRACTOR_STAFF]', '    roles: [SUBCONTRACTOR_STAFF]'],
      ['reason: THIRD_PARTY_PROHIBITED', 'reason: NOT_NECESSARY'],
    ),
  );
  expect(found.groups.map(({ kind, from, to }) => [kind, from.reason, to.reason])).toEqual([
    ['REASON', 'THIRD_PARTY_PROHIBITED', 'NOT_NECESSARY'],
  ]);
});

/** J02 under another name and on another basis; `rest` is what stands after it. */
const renamed = (rest: string) =>
  variant([
    J02,
    J02.replace('id: J02', 'id: J12').replace('basis: JOINT_USE', 'basis: LAW_OR_ORDINANCE') + rest,
  ] as const);

// The flags of a subject (G7) keep nothing back that stands on the law, and G5, G6 and G10 ask other papers of it.
test.each<[string, Policy]>([
  ['in the place of the old', renamed('')],
  ['before the old', renamed(J02)],
])('the same form by a new rule on another basis, %s, widens in either direction', (_, changed) => {
  const found = comparePolicies(club, changed);
  const [old, now] = [
    { rule: 'J02', basis: 'JOINT_USE' },
    { rule: 'J12', basis: 'LAW_OR_ORDINANCE' },
  ];
  expect(found.groups).toContainEqual(
    expect.objectContaining({
      kind: 'WIDENS',
      when: ['OPT_IN'],
      from: expect.objectContaining({ ...old, form: 'RAW' }) as unknown,
      to: expect.objectContaining({ ...now, form: 'RAW' }) as unknown,
    }),
  );
  expect(found.groups.filter(({ kind }) => kind === 'NARROWS')).toEqual([]);
  const unapproved = unapprovedWidenings(found, club.version, []);
  expect(unapproved).toContainEqual(expect.objectContaining({ rule: 'J12', category: 'EMAIL', roles: ['COOP_STAFF'] }));
  expect(comparePolicies(changed, club).groups).toContainEqual(
    expect.objectContaining({ kind: 'WIDENS', to: expect.objectContaining(old) as unknown }),
  );
});

test('the same form by a new rule on the same basis is another reason, and no more', () => {
  const { groups } = comparePolicies(club, variant([J02, J02.replace('id: J02', 'id: J12')]));
  expect(new Set(groups.map(({ kind }) => kind))).toEqual(new Set(['REASON']));
});

test.each<[string, readonly [string, string], string]>([
  [
    'an organisation that becomes a recipient of another class',
    [
      'recipientClasses: [ADVERTISER_THIRD_PARTY]\n  MIYAGI',
      'recipientClasses: [ADVERTISER_THIRD_PARTY, PARTNER_THIRD_PARTY]\n  MIYAGI',
    ],
    'organisations.AD_AGENCY',
  ],
  ['a lower threshold of statistics', ['default: 10', 'default: 9'], 'statistics.k.default'],
  [
    'a lower price of statistics',
    ["FAMILIES: { price: '0.005'", "FAMILIES: { price: '0.004'"],
    'statistics.price.FAMILIES',
  ],
  ['a larger budget', ["default: '0.1'", "default: '0.2'"], 'statistics.budgets.recipientCap.default'],
  ['a shorter period of the budget', ['period: QUARTER', 'period: MONTH'], 'statistics.budgets.period'],
  [
    'one role more that sees the schema',
    ['roles: [ANALYST, CLUB_STAFF, PARTNER,', 'roles: [ANALYST, CLUB_STAFF, ADVERTISER, PARTNER,'],
    'introspection.roles',
  ],
  [
    'a critical bulletin that may stay unread for longer',
    ['criticalBulletinDays: 14', 'criticalBulletinDays: 365'],
    'supervision.criticalBulletinDays',
  ],
  [
    'one value more of a dimension',
    ['        ART: デジタル絵本', '        ART: デジタル絵本\n        CHESS: 将棋'],
    'statistics.model.dimensions',
  ],
])('%s widens, and needs an approval', (_, replacement, setting) => {
  const changed = variant(replacement);
  const found = { space: 0, groups: [], settings: compareSettings(club, changed) };
  expect(found.settings).toMatchObject([{ kind: 'WIDENS', setting }]);
  expect(unapprovedWidenings(found, club.version, [])).toMatchObject([
    { rule: setting, category: 'ANY', problem: null },
  ]);
  expect(unapprovedWidenings(found, club.version, [{ ...said, rule: setting, category: 'ANY' }])).toEqual([]);
  expect(compareSettings(changed, club)).toMatchObject([{ kind: 'NARROWS', setting }]);
});

test.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
  [
    'a third party that becomes entrusted, so that the law (G10) is not asked',
    [
      [
        'EMERGENCY_RECIPIENT: { name: Emergency service, side: THIRD_PARTY }',
        'EMERGENCY_RECIPIENT: { name: Emergency service, side: ENTRUSTED }',
      ],
    ],
    ['recipientClasses.EMERGENCY_RECIPIENT.side'],
  ],
  [
    'a purpose that the notice and the contracts are not asked about any more',
    [['name: Contact to ask for consent\n    jointUse: true', 'name: Contact to ask for consent\n    jointUse: false']],
    ['purposes.CONSENT_REQUEST.jointUse'],
  ],
  [
    'the legal basis of a rule',
    [
      [
        'purposes: [CONSENTED_DISCLOSURE]\n    basis: CONSENT',
        'purposes: [CONSENTED_DISCLOSURE]\n    basis: LAW_OR_ORDINANCE',
      ],
    ],
    ['rules.T04.basis'],
  ],
  [
    'another accountable party',
    [
      [
        'recipientClasses: [JOINT_USER_COOP_GROUP]\n  COOP_AFFILIATE',
        'recipientClasses: [JOINT_USER_COOP_GROUP]\n    accountable: true\n  COOP_AFFILIATE',
      ],
    ],
    ['organisations.COOP.accountable'],
  ],
  [
    'a family that may add more',
    [['by: [], clamp: { CHILDREN: 3 }', 'by: [], clamp: { CHILDREN: 4 }']],
    ['statistics.model.topics'],
  ],
  [
    'a topic that reveals something else',
    [['sources: [club, coop]\n      category: PURCHASE_HISTORY', 'sources: [club, coop]\n      category: NONE']],
    ['statistics.model.topics'],
  ],
  [
    'a sum that reveals something else',
    [["AMOUNT: { price: '0.01', category: PURCHASE_HISTORY }", "AMOUNT: { price: '0.01', category: NONE }"]],
    ['statistics.model.categories'],
  ],
  [
    'a dimension that does not say what it reveals',
    [['PURCHASE_SEGMENT: { category: PURCHASE_HISTORY, domain', 'PURCHASE_SEGMENT: { domain']],
    ['statistics.model.dimensions'],
  ],
])('%s is a widening in either direction', (_, replacements, settings) => {
  const changed = variant(...replacements);
  for (const found of [compareSettings(club, changed), compareSettings(changed, club)]) {
    expect(found.map(({ kind, setting }) => [kind, setting])).toEqual(settings.map((setting) => ['WIDENS', setting]));
  }
});

test('a policy in which almost everything changes is told in ranges', () => {
  const changed = variant(
    ['clauses: [A4-0b, A2-2]\n', 'clauses: [A4-0b]\n'],
    ['NAME: { clause: A2(2)-i1 }', 'NAME: { clause: A2(2)-i2 }'],
    ['PHONE: { clause: A2(2)-i6 }', 'PHONE: { clause: A2(2)-i1 }'],
  );
  const { groups } = comparePolicies(club, changed);
  const ranges = groups.reduce((sum, { boxes }) => sum + boxes.length, 0);
  expect(groups.reduce((sum, { points }) => sum + points, 0)).toBeGreaterThan(100_000);
  expect(ranges).toBeLessThan(1_000);
});

test('boxes hold exactly the points that they are made of', () => {
  const dimensions = ['a', 'b', 'c'];
  const points = fc.uniqueArray(fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)), { selector: String });
  fc.assert(
    fc.property(points, (chosen) => {
      const boxes = mergedBoxes(
        chosen.map(([a, b, c]) => ({ a: [`${a}`], b: [`${b}`], c: [`${c}`] })),
        dimensions,
      );
      expect(boxes.reduce((sum, box) => sum + sizeOf(box, dimensions), 0)).toBe(chosen.length);
      const held = boxes.flatMap(({ a = [], b = [], c = [] }) =>
        a.flatMap((x) => b.flatMap((y) => c.map((z) => [x, y, z].join()))),
      );
      expect(held.toSorted()).toEqual(chosen.map(String).toSorted());
    }),
  );
});

test('approvals are read with their shape, and told with their line', () => {
  const entry = (text: string) => `approvals:\n  - ${text}\n`;
  const whole =
    "{ version: b, rule: C01, category: SEX, form: RAW, roles: [CLUB_STAFF], points: 1, requestedBy: x, approvedBy: y, date: '2026-11-20', reason: z }";
  expect(parseApprovals('approvals.yaml', entry(whole))).toMatchObject([{ rule: 'C01' }]);
  expect(() => parseApprovals('approvals.yaml', entry(whole.replace('SEX', 'SEXES')))).toThrow(
    /^approvals\.yaml:2 .*"SEXES" is not one of NAME/,
  );
  expect(() => parseApprovals('approvals.yaml', entry(whole.replace('reason: z', '')))).toThrow('"reason" is missing');
  expect(() => parseApprovals('approvals.yaml', entry(whole.replace('points: 1,', '')))).toThrow('"points" is missing');
  expect(() => parseApprovals('approvals.yaml', entry(whole.replace('SEX', 'ANY')))).toThrow('may not stand here');
  expect(() => parseApprovals('approvals.yaml', 'approvals: [')).toThrow('approvals.yaml:1');
});
