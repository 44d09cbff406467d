import { LIVE_CONDITIONS } from './liveConditions.js';
import { narrow } from './narrow.js';
import { settle } from '../../src/policy/settle.js';
import { CASE_CONDITIONS, ROW_CONDITIONS, type Condition } from '../../src/policy/vocabulary.js';
import { askClub } from './askClub.js';

const none: ReadonlySet<Condition> = new Set();
const holding = (...conditions: Condition[]): ReadonlySet<Condition> => new Set(conditions);
const operator = { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR' } as const;
const guardian = {
  role: 'SELF_GUARDIAN',
  as: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'],
  purpose: 'DATA_SUBJECT_RIGHTS',
} as const;

test('the first rung whose conditions all hold comes out', () => {
  const decision = askClub({ ...operator, category: 'PHONE' });
  expect(settle(decision, holding('OWN_CLASS'))).toMatchObject({ form: 'RAW', reason: 'PERMITTED_IF', missing: [] });
  expect(settle(decision, none)).toMatchObject({
    form: 'MASKED',
    reason: 'FALLBACK',
    missing: ['OWN_CLASS'],
    rule: 'O01',
  });
});

test('a form without condition is permitted', () => {
  expect(settle(askClub(), none)).toMatchObject({ form: 'RAW', reason: 'PERMITTED', missing: [] });
});

test('a condition that does not hold and has no fallback leaves nothing, and says what is missing', () => {
  const decision = askClub({ role: 'PARTNER', as: 'PARTNER_THIRD_PARTY', purpose: 'REQUESTED_SERVICE' });
  expect(settle(decision, holding('CONSENT'))).toMatchObject({
    form: 'DENIED',
    reason: 'CONDITION_UNMET',
    missing: ['SERVICE_REQUEST'],
  });
  expect(settle(decision, holding('CONSENT', 'SERVICE_REQUEST')).form).toBe('RAW');
});

test("somebody else's record is told apart from an inactive link", () => {
  const decision = askClub(guardian);
  expect(settle(decision, none)).toMatchObject({ form: 'DENIED', reason: 'NOT_OWN_DATA' });
  expect(settle(decision, holding('GUARDIAN_LINK'))).toMatchObject({ form: 'DENIED', reason: 'NOT_OWN_DATA' });
  expect(settle(decision, holding('LINKED_CHILD'))).toMatchObject({ form: 'DENIED', reason: 'CONDITION_UNMET' });
  expect(settle(decision, holding('LINKED_CHILD', 'GUARDIAN_LINK')).form).toBe('RAW');
});

test('a refusal settles to its own reason', () => {
  expect(settle(askClub({ purpose: null }), new Set(ROW_CONDITIONS))).toMatchObject({
    form: 'DENIED',
    reason: 'PURPOSE_MISSING',
  });
});

test('statistics settle to statistics', () => {
  const decision = askClub({ role: [], as: 'PUBLIC', purpose: 'ANONYMISED_DISCLOSURE', category: 'SEX' });
  expect(settle(decision, none)).toMatchObject({ form: 'AGGREGATED', reason: 'AGGREGATE_ONLY' });
});

test('narrowing keeps a decision that needs no dead condition as it is', () => {
  const decision = askClub({ ...operator, category: 'PHONE' });
  expect(narrow(decision, LIVE_CONDITIONS)).toBe(decision);
  expect(narrow(askClub(), none)).toEqual(askClub());
});

test('a best form that needs a register which does not exist leaves the fallback, and says what it would need', () => {
  const decision = narrow(askClub({ purpose: 'CONSENT_REQUEST', category: 'PHONE' }), LIVE_CONDITIONS);
  expect(decision).toMatchObject({
    form: 'MASKED',
    condition: ['NECESSITY_TICKET'],
    fallback: 'MASKED',
    reason: 'FALLBACK',
    rule: 'C04',
  });
  expect(settle(decision, none)).toMatchObject({ form: 'MASKED', reason: 'FALLBACK', missing: ['NECESSITY_TICKET'] });
});

test('a form that needs such a register and has no fallback is withheld', () => {
  const decision = narrow(askClub({ category: 'SEX' }), LIVE_CONDITIONS);
  expect(decision).toMatchObject({
    ladder: [],
    form: 'DENIED',
    condition: ['NECESSITY_TICKET'],
    reason: 'CONDITION_UNMET',
    rule: 'C01',
  });
  expect(settle(decision, none)).toMatchObject({ reason: 'CONDITION_UNMET', missing: ['NECESSITY_TICKET'] });
});

test('of two conditions a dead one is enough', () => {
  const decision = narrow(askClub({ ...operator, purpose: 'BENEFICIAL_INFORMATION' }), LIVE_CONDITIONS);
  expect(decision).toMatchObject({ form: 'DENIED', condition: ['OPT_IN', 'SEND_JOB'], reason: 'CONDITION_UNMET' });
});

test('statistics that are left of a row form are a fallback', () => {
  const decision = narrow(
    askClub({ role: 'ANALYST', purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' }),
    LIVE_CONDITIONS,
  );
  expect(decision).toMatchObject({ form: 'AGGREGATED', reason: 'FALLBACK', condition: ['APPROVAL'] });
});

test('every condition that differs by row and needs no case is live', () => {
  expect([...LIVE_CONDITIONS, ...CASE_CONDITIONS].sort()).toEqual([...ROW_CONDITIONS].sort());
});
