import { club, askClub, type Asked } from './askClub.js';

test.each<[string, Asked, string, string, readonly string[]]>([
  ['no purpose', { purpose: null }, 'PURPOSE_MISSING', 'X99', ['A1-2']],
  ['an empty purpose', { purpose: '' }, 'PURPOSE_MISSING', 'X99', ['A1-2']],
  ['an unknown purpose', { purpose: 'AUDIENCE_RESEARCH' }, 'PURPOSE_UNKNOWN', 'X99', ['A1-2']],
  ['a purpose that every object has', { purpose: 'constructor' }, 'PURPOSE_UNKNOWN', 'X99', ['A1-2']],
  ['a purpose that no object should have', { purpose: '__proto__' }, 'PURPOSE_UNKNOWN', 'X99', ['A1-2']],
  ['a purpose in small letters', { purpose: 'club_operation' }, 'PURPOSE_UNKNOWN', 'X99', ['A1-2']],
  ['no recipient class', { as: [] }, 'RECIPIENT_NOT_LISTED', 'X99', ['A2(2)-1']],
  ['a recipient class of its own', { as: 'FREELANCE_TUTOR' as never }, 'RECIPIENT_NOT_LISTED', 'X99', ['A2(2)-1']],
  ['a subject of unknown kind', { kind: null }, 'DEFAULT_DENY', 'X99', ['A1-1']],
  ['a category of its own', { category: 'toString' as never }, 'DEFAULT_DENY', 'X99', ['A1-1']],
  [
    'a joint user outside joint use',
    { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR', purpose: 'REQUESTED_SERVICE' },
    'JOINT_USE_PURPOSE',
    'X99',
    ['A2(2)-2'],
  ],
  [
    'a joint user and unlisted data',
    { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR', category: 'UNLISTED' },
    'CATEGORY_NOT_IN_NOTICE',
    'O01',
    ['A2(2)-i9'],
  ],
  [
    'services protected outside',
    { role: 'PARTNER', as: 'PARTNER_THIRD_PARTY', purpose: 'SERVICE_PROTECTION' },
    'LAW_NARROWER_THAN_POLICY',
    'E03',
    ['A4-6b', 'B-2'],
  ],
  ['a member out of scope', { kind: 'COOP_MEMBER', stage: 'ADULT' }, 'OUT_OF_CLUB_SCOPE', 'X02', ['B-4', 'A2(2)-2']],
  ['an employee', { kind: 'OFFICER_OR_EMPLOYEE', stage: 'ADULT' }, 'DEFAULT_DENY', 'X01', ['A1-1', 'A2(1)-0']],
  [
    'a partner without an exception',
    { role: 'PARTNER', as: 'PARTNER_THIRD_PARTY' },
    'THIRD_PARTY_PROHIBITED',
    'X99',
    ['A4-0b'],
  ],
  [
    'a partner and a cell without a form',
    { role: 'PARTNER', as: 'PARTNER_THIRD_PARTY', purpose: 'CONSENTED_DISCLOSURE', category: 'MEMBER_CODE' },
    'THIRD_PARTY_PROHIBITED',
    'T04',
    ['A4-3', 'A2(2)-i2', 'A4-0b'],
  ],
  [
    'a service partner and what the co-op collected',
    { role: 'PARTNER', as: 'PARTNER_THIRD_PARTY', purpose: 'REQUESTED_SERVICE', category: 'PURCHASE_HISTORY' },
    'ORIGIN_NOT_COVERED',
    'T01',
    ['A4-4a', 'A2(2)-i8', 'A4-0a', 'A4-0b'],
  ],
  ['a newcomer', { role: [], as: 'PUBLIC' }, 'THIRD_PARTY_PROHIBITED', 'X99', ['A4-0b']],
  [
    'an advertiser and the mailing list',
    { role: 'ADVERTISER', as: 'ADVERTISER_THIRD_PARTY', purpose: 'BENEFICIAL_INFORMATION', shape: 'LIST' },
    'THIRD_PARTY_PROHIBITED',
    'T03',
    ['A2(1)-2c', 'A4-0b'],
  ],
  ['purchases for running the club', { category: 'PURCHASE_HISTORY' }, 'NOT_NECESSARY', 'C01', ['A2-2', 'A2(2)-i8']],
  ['training on real data', { purpose: 'TRAINING' }, 'NOT_NECESSARY', 'I03', ['A9-4a', 'A2-2']],
  ['a role that has no row here', { role: 'ANALYST' }, 'DEFAULT_DENY', 'X99', ['A4-0b', 'A2-2']],
  [
    'a list for a material change',
    { purpose: 'MATERIAL_CHANGE_NOTICE', shape: 'LIST' },
    'BULK_LIMIT',
    'C03',
    ['A2(1)-3c'],
  ],
  [
    'a list for a material change by the operator',
    { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR', purpose: 'MATERIAL_CHANGE_NOTICE', shape: 'LIST' },
    'BULK_LIMIT',
    'O03',
    ['A2(1)-3c'],
  ],
  [
    'a list of what no shape gives',
    { purpose: 'MATERIAL_CHANGE_NOTICE', shape: 'LIST', category: 'SEX' },
    'NOT_NECESSARY',
    'C03',
    ['A2-2'],
  ],
  [
    'a deceased person',
    { role: 'COOP_STAFF', as: 'JOINT_USER_COOP_GROUP', stage: 'DECEASED' },
    'DEFAULT_DENY',
    'X03',
    ['B-2', 'A2-2'],
  ],
])('%s is refused, with reason, rule and clauses', (_, asked, reason, rule, clauses) => {
  const decision = askClub(asked);
  expect(decision).toMatchObject({ ladder: [], form: 'DENIED', condition: [], fallback: 'DENIED', reason, rule });
  expect(decision.clauses).toEqual(expect.arrayContaining([...clauses]));
  expect(decision.clauses.every((id) => club.clauses[id] !== undefined)).toBe(true);
});

test('a form without condition is permitted, with the clauses of the row and of the category', () => {
  expect(askClub()).toMatchObject({
    ladder: [{ form: 'RAW', when: [], rule: 'C01', basis: 'SPECIFIED_PURPOSE' }],
    form: 'RAW',
    condition: [],
    fallback: 'RAW',
    reason: 'PERMITTED',
    rule: 'C01',
    clauses: ['A2(1)-1a', 'A2-2', 'A8-3', 'A2(2)-i1'],
  });
});

test('a form with a condition is permitted if it holds, with the fallback of the cell', () => {
  const operator = { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR', category: 'PHONE' } as const;
  expect(askClub(operator)).toMatchObject({
    form: 'RAW',
    condition: ['OWN_CLASS'],
    fallback: 'MASKED',
    reason: 'PERMITTED_IF',
  });
});

test('contact fields are masked in lists of the club unless there is a necessity ticket', () => {
  for (const category of ['ADDRESS', 'PHONE', 'EMAIL'] as const) {
    const rungs = askClub({ category, shape: 'LIST' }).ladder.map(({ form, when }) => ({ form, when }));
    expect(rungs).toEqual([
      { form: 'RAW', when: ['NECESSITY_TICKET'] },
      { form: 'MASKED', when: [] },
    ]);
    expect(askClub({ category }).form).toBe('RAW');
  }
  expect(askClub({ category: 'NAME', shape: 'LIST' }).form).toBe('RAW');
});

test('a shape that is no shape is a list', () => {
  expect(askClub({ category: 'PHONE', shape: 'ONE' as never }).condition).toEqual(['NECESSITY_TICKET']);
});

test('statistics without rows are said to be so', () => {
  const decision = askClub({ role: 'ANALYST', purpose: 'AGGREGATE_ANALYSIS', category: 'ADDRESS' });
  expect(decision.reason).toBe('PERMITTED_IF');
  const outside = askClub({ role: [], as: 'PUBLIC', purpose: 'ANONYMISED_DISCLOSURE', category: 'ADDRESS' });
  expect(outside).toMatchObject({ form: 'AGGREGATED', reason: 'AGGREGATE_ONLY', rule: 'T02' });
});

test('rungs of several roles make one ladder, and a rung that can never be reached is not in it', () => {
  const both = askClub({ role: ['ANALYST', 'CLUB_STAFF'], purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' });
  expect(both.ladder.map(({ form, when, rule }) => [form, when, rule])).toEqual([
    ['RAW', ['APPROVAL'], 'C06'],
    ['AGGREGATED', [], 'C05'],
  ]);
});

test('an unknown life stage is decided as under 16', () => {
  const child = { role: 'SELF_CHILD', as: 'DATA_SUBJECT', purpose: 'DATA_SUBJECT_RIGHTS', category: 'PHONE' } as const;
  for (const stage of [null, 'UNKNOWN', 'UNDER_16', 'PENSIONER' as never] as const) {
    expect(askClub({ ...child, stage })).toMatchObject({ form: 'MASKED', rule: 'D03', condition: ['OWN_RECORD'] });
  }
  expect(askClub({ ...child, stage: 'AGE_16_17' })).toMatchObject({ form: 'RAW', rule: 'D04' });
});

test('a guardian gets the own record and that of a linked child, and says so by condition', () => {
  const guardian = {
    role: 'SELF_GUARDIAN',
    as: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'],
    purpose: 'DATA_SUBJECT_RIGHTS',
  } as const;
  expect(askClub({ ...guardian, kind: 'GUARDIAN', stage: 'ADULT' }).condition).toEqual(['OWN_RECORD']);
  const ofChild = askClub(guardian).ladder.map(({ rule, when }) => [rule, when]);
  expect(ofChild).toContainEqual(['D02', ['LINKED_CHILD', 'GUARDIAN_LINK']]);
  expect(askClub({ ...guardian, stage: 'ADULT' }).ladder.map(({ rule }) => rule)).toEqual(['D01']);
});

test('a job at the club does not take away the right to the own member record', () => {
  const both = { role: ['CLUB_STAFF', 'SELF_MEMBER'], as: ['OWN_ORGANISATION', 'DATA_SUBJECT'] } as const;
  const decision = askClub({ ...both, purpose: 'DATA_SUBJECT_RIGHTS', kind: 'COOP_MEMBER', stage: 'ADULT' });
  expect(decision).toMatchObject({ form: 'RAW', condition: ['OWN_RECORD'], rule: 'D01' });
});

test('of the deceased a lowered rung names the restriction and both clauses', () => {
  const decision = askClub({
    role: 'CLUB_STAFF',
    purpose: 'BENEFICIAL_INFORMATION',
    category: 'BIRTH_DATE',
    stage: 'DECEASED',
  });
  expect(decision).toMatchObject({ form: 'AGGREGATED', rule: 'X03', reason: 'AGGREGATE_ONLY' });
  expect(decision.clauses).toEqual(expect.arrayContaining(['B-2', 'A2(1)-2a', 'A2(2)-i4']));
});

test('the policy is frozen to its leaves', () => {
  const loose: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) loose.push(path);
    for (const [key, child] of Object.entries(value)) look(child, `${path}.${key}`);
  };
  look(club, 'policy');
  expect(loose).toEqual([]);
});
