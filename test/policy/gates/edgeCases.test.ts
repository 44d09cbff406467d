import { decideFully } from '../../../src/policy/decideFully.js';
import { settleFully } from '../../../src/policy/settleFully.js';
import { CONDITIONS } from '../../../src/policy/vocabulary.js';
import { club } from '../askClub.js';
import { asks, contract, factsOf, questionOf } from './gateWorld.js';

const OPERATIONS = contract('OPERATIONS');
const everything = { holds: new Set(CONDITIONS), flags: new Set<never>() };

// clauses: A2(2)-r2a A2(2)-r3a
test('from the end of 2026-12-31 the broadcaster and all its contractors are out', () => {
  const last = { now: '2026-12-31T14:59:59.999Z', today: '2026-12-31' };
  const next = { now: '2026-12-31T15:00:00.000Z', today: '2027-01-01' };
  const ended = contract('OPERATIONS', { status: 'EXPIRED' });
  const sub = contract('SUBCONTRACT');
  expect(asks('operator', {}, last).form).toBe('RAW');
  expect(asks('contractor', {}, last).form).toBe('RAW');
  const without = (...chain: (typeof sub)[]) => ({ ...next, contracts: [{ chain, complete: true }] });
  expect(asks('operator', {}, without(ended))).toMatchObject({ form: 'DENIED', reason: 'CONTRACT_INACTIVE' });
  expect(asks('contractor', {}, without(sub, ended))).toMatchObject({ reason: 'UPSTREAM_CONTRACT_INACTIVE' });
  const statistics = { purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' } as const;
  expect(asks('operator', statistics, without(ended))).toMatchObject({ form: 'DENIED', reason: 'CONTRACT_INACTIVE' });
});

// clauses: A2(2)-r3b
test("a contractor's own sub-tier is no recipient", () => {
  const chain = [contract('SUBCONTRACT'), contract('SUBCONTRACT'), OPERATIONS];
  const decision = asks('contractor', {}, { contracts: [{ chain, complete: true }] });
  expect(decision).toMatchObject({ reason: 'RECIPIENT_NOT_LISTED', gate: 'G4' });
  expect(decision.clauses).toContain('A2(2)-r3b');
});

// clauses: A3-3
test('an organisation of two classes needs a contract for each, and gets the narrower of both', () => {
  const recipientClasses = ['JOINT_USER_OPERATOR', 'PROCESSOR'] as const;
  const usual = factsOf('operator');
  const organisation = { ...(usual.organisation as NonNullable<typeof usual.organisation>), recipientClasses };
  const question = questionOf('operator');
  const asksWith = (...contracts: (typeof OPERATIONS)[]) => {
    const facts = { ...usual, organisation, contracts: contracts.map((each) => ({ chain: [each], complete: true })) };
    return decideFully(club, facts, { ...question, caller: { ...question.caller, recipientClasses } });
  };
  const entrusted = contract('ENTRUSTMENT');
  expect(asksWith(OPERATIONS, entrusted).form).toBe('RAW');
  expect(asksWith(entrusted, OPERATIONS).form).toBe('RAW');
  for (const lacking of [[OPERATIONS], [entrusted], [contract('OPERATIONS', { status: 'EXPIRED' }), entrusted]])
    expect(asksWith(...lacking)).toMatchObject({ form: 'DENIED', reason: 'CONTRACT_INACTIVE', gate: 'G6' });
  expect(asksWith(OPERATIONS, contract('ENTRUSTMENT', { caps: { NAME: 'MASKED' } })).form).toBe('MASKED');
  expect(asksWith(OPERATIONS, contract('ENTRUSTMENT', { caps: { PHONE: 'RAW' } })).reason).toBe('CONTRACT_SCOPE');
});

// clauses: A3-3
test('each contract opens what it lists, whatever the others cap, and one less opens no more', () => {
  const contracts = (...own: (typeof OPERATIONS)[]) => ({
    contracts: own.map((each) => ({ chain: [each], complete: true })),
  });
  const names = contract('OPERATIONS', { id: 'names', caps: { NAME: 'MASKED' } });
  const phones = contract('OPERATIONS', { id: 'phones', caps: { NAME: 'GENERALISED', PHONE: 'RAW' } });
  const formOf = (category: 'NAME' | 'PHONE', ...own: (typeof OPERATIONS)[]) =>
    asks('operator', { category }, contracts(...own)).form;
  for (const own of [
    [names, phones],
    [phones, names],
  ])
    expect([formOf('NAME', ...own), formOf('PHONE', ...own)]).toEqual(['MASKED', 'RAW']);
  expect([formOf('NAME', names), formOf('PHONE', names)]).toEqual(['MASKED', 'DENIED']);
  expect(formOf('NAME', names, OPERATIONS)).toBe('RAW');
  const lent = contract('OPERATIONS', { id: 'lent', assessed: false });
  expect(formOf('NAME', names, lent)).toBe('MASKED');
  expect(asks('operator', {}, contracts(lent)).reason).toBe('VENDOR_NOT_ASSESSED');
});

// clauses: A2(2)-r3b
test('a contract for another programme does not reach the Club', () => {
  const chain = [contract('SUBCONTRACT', { scope: ['TRAINING'] }), OPERATIONS];
  expect(asks('contractor', {}, { contracts: [{ chain, complete: true }] }).reason).toBe('CONTRACT_SCOPE');
});

// clauses: A2(2)-2
test("the broadcaster's own audience research is no purpose of joint use", () => {
  for (const purpose of ['ANONYMISED_DISCLOSURE', 'CONSENTED_DISCLOSURE', 'DATA_SUBJECT_RIGHTS'] as const) {
    expect(asks('operator', { purpose })).toMatchObject({ form: 'DENIED', reason: 'JOINT_USE_PURPOSE', gate: 'G5' });
  }
});

// clauses: A2(1)-2c
test('an advertiser gets no list of opted-in guardians, and a count', () => {
  const list = { kind: 'GUARDIAN', stage: 'ADULT', shape: 'LIST' } as const;
  const wanted = asks('advertiser', { ...list, purpose: 'BENEFICIAL_INFORMATION' });
  expect(wanted).toMatchObject({ form: 'DENIED', reason: 'THIRD_PARTY_PROHIBITED', rule: 'T03', gate: 'G8' });
  const count = asks('advertiser', { ...list, purpose: 'ANONYMISED_DISCLOSURE', category: 'SEX' });
  expect(count).toMatchObject({ form: 'AGGREGATED', reason: 'AGGREGATE_ONLY', gate: null });
});

// clauses: A2(1)-0
test("a supplier's contact is not for the Club's adverts", () => {
  const contact = { kind: 'SUPPLIER_CONTACT', stage: 'ADULT', category: 'EMAIL' } as const;
  expect(asks('club', { ...contact, purpose: 'BENEFICIAL_INFORMATION' }).form).toBe('DENIED');
});

// clauses: B-4
test('a member without a child in the Club is out of scope for Club, operator, contractor and partner', () => {
  for (const name of ['club', 'operator', 'contractor', 'partner'] as const) {
    const decision = asks(name, { kind: 'COOP_MEMBER', stage: 'ADULT' });
    expect(decision).toMatchObject({ form: 'DENIED', reason: 'OUT_OF_CLUB_SCOPE', rule: 'X02', gate: 'G2' });
  }
});

// clauses: B-2
test('the data of the dead stand still, but for closing work and the law', () => {
  const dead = { stage: 'DECEASED' } as const;
  expect(asks('coop', dead)).toMatchObject({ form: 'DENIED', rule: 'X03' });
  expect(asks('club', dead).form).toBe('RAW');
});

// clauses: A6-10 A4-6a
test('the emergency alone is open when the desk is closed and the training is over', () => {
  const closed = { deskOpen: false, trainingCurrent: false, attested: false, breakGlassActive: true };
  const changes = { ...closed, rowHolders: { 'BREAK_GLASS:PHONE': { CHILD_PARTICIPANT: [1] } } };
  const phone = { category: 'PHONE' } as const;
  expect(asks('desk', { ...phone, purpose: 'DATA_SUBJECT_RIGHTS' }, changes).reason).toBe('TRAINING_EXPIRED');
  const purpose = 'VITAL_OR_PROPERTY_PROTECTION';
  const emergency = asks('fire', { ...phone, purpose }, changes);
  expect(settleFully(emergency, { purpose, ...everything }).form).toBe('RAW');
});

// clauses: A4-5
test('a legal order passes over stops and withdrawals, and never beyond its items', () => {
  const rowHolders = { 'LEGAL_ORDER:ADDRESS': { GUARDIAN: [1] } };
  const asked = { purpose: 'LEGAL_OBLIGATION', kind: 'GUARDIAN', stage: 'ADULT' } as const;
  const address = asks('police', { ...asked, category: 'ADDRESS' }, { rowHolders });
  const flags = new Set(['STOP_USE', 'STOP_PROVISION', 'ERASED'] as const);
  const held = new Set(['LEGAL_ORDER'] as const);
  expect(settleFully(address, { purpose: asked.purpose, holds: held, flags }).form).toBe('RAW');
  expect(asks('police', { ...asked, category: 'EMAIL' }, { rowHolders }).reason).toBe('ORDER_FIELD');
  // Named for a guardian, the order says nothing about children.
  expect(asks('police', { ...asked, kind: 'CHILD_PARTICIPANT', category: 'ADDRESS' }, { rowHolders }).reason).toBe(
    'ORDER_FIELD',
  );
});

// clauses: A4-2c
test('a rule that would hand results of an analysis over by pseudonyms opens nothing', () => {
  const rules = club.index['ANONYMISED_DISCLOSURE'];
  const [rule] = rules?.permits.filter(({ id }) => id === 'T02') ?? [];
  if (rules === undefined || rule === undefined) throw new Error('no T02');
  const rungs = rule.single.SEX.map((rung) => ({ ...rung, form: 'PSEUDONYMISED' as const }));
  const permits = [{ ...rule, single: { ...rule.single, NAME: rungs } }];
  const wide = { ...club, index: { ...club.index, ANONYMISED_DISCLOSURE: { ...rules, permits } } };
  const question = questionOf('partner', { purpose: 'ANONYMISED_DISCLOSURE' });
  expect(decideFully(wide, factsOf('partner'), question)).toMatchObject({
    form: 'DENIED',
    reason: 'PSEUDONYM_TO_THIRD_PARTY',
    gate: 'G10',
    clauses: expect.arrayContaining(['A4-2c', 'B-2']) as unknown,
  });
});
