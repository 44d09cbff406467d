import type { SubjectFlag } from '../../src/policy/gateFacts.js';
import { decideFully } from '../../src/policy/decideFully.js';
import { narrowFully } from '../../src/policy/narrowFully.js';
import { settleFully, type FullySettled } from '../../src/policy/settleFully.js';
import type { FullDecision } from '../../src/policy/gates/fullDecision.js';
import type { RowHolders } from '../../src/policy/gateFacts.js';
import type { Condition, DataCategory } from '../../src/policy/vocabulary.js';
import { club } from './askClub.js';
import { asks, contract, factsOf, NOTICE, questionOf } from './gates/gateWorld.js';

const SUBJECT = 7;

function holders(condition: Condition, ...categories: readonly DataCategory[]): RowHolders {
  return Object.fromEntries(
    categories.map((category) => [`${condition}:${category}`, { CHILD_PARTICIPANT: [SUBJECT] }]),
  );
}

interface About {
  readonly holds?: readonly Condition[];
  readonly flags?: readonly SubjectFlag[];
  readonly unmet?: Readonly<Partial<Record<Condition, string>>>;
  readonly purpose?: string;
}

function settled(
  decision: FullDecision,
  { holds = [], flags = [], unmet = {}, purpose = null as never }: About = {},
): FullySettled {
  return settleFully(decision, { purpose, holds: new Set(holds), flags: new Set(flags), unmet });
}

const noCaller = factsOf('club').caller;

describe('what raw needs', () => {
  // clauses: A7-t
  test('without a second factor raw does not leave, a lesser form does', () => {
    const caller = { ...noCaller, mfa: false };
    expect(asks('club', {}, { caller })).toMatchObject({ form: 'DENIED', gate: 'G0', reason: 'MFA_REQUIRED' });
    const operator = { ...factsOf('operator').caller, mfa: false };
    const phone = asks('operator', { category: 'PHONE' }, { caller: operator });
    expect(phone).toMatchObject({ form: 'MASKED', condition: [], reason: 'FALLBACK', gate: 'G0' });
    expect(phone.lost).toMatchObject([{ form: 'RAW', left: 'DENIED', reason: 'MFA_REQUIRED' }]);
    expect(asks('operator', { category: 'BIRTH_DATE' }, { caller: operator })).toMatchObject({ form: 'GENERALISED' });
  });

  // clauses: A7-p
  test('from a device that nobody manages raw comes out masked', () => {
    const decision = asks('club', { category: 'PHONE' }, { caller: { ...noCaller, managedDevice: false } });
    expect(decision).toMatchObject({ form: 'MASKED', reason: 'FALLBACK', gate: 'G0' });
    expect(decision.lost).toMatchObject([{ form: 'RAW', left: 'MASKED', reason: 'DEVICE_NOT_MANAGED' }]);
    expect(decision.lost[0]?.clauses).toContain('A7-p');
  });

  test('a guardian reads the own child without either, the desk does not', () => {
    const rights = { purpose: 'DATA_SUBJECT_RIGHTS' } as const;
    expect(asks('guardian', rights)).toMatchObject({ form: 'RAW', reason: 'PERMITTED_IF', gate: null });
    const caller = { ...factsOf('desk').caller, mfa: false };
    const rowHolders = holders('RIGHTS_CASE', 'NAME');
    expect(asks('desk', rights, { caller, rowHolders })).toMatchObject({ form: 'MASKED', gate: 'G0' });
  });

  test('a break-glass does not stand in for a second factor', () => {
    const changes = { breakGlassActive: true, rowHolders: holders('BREAK_GLASS', 'NAME') };
    const caller = { ...factsOf('fire').caller, mfa: false };
    const emergency = { purpose: 'VITAL_OR_PROPERTY_PROTECTION' } as const;
    expect(asks('fire', emergency, { ...changes, caller })).toMatchObject({ form: 'DENIED', reason: 'MFA_REQUIRED' });
  });
});

describe('caps', () => {
  test('the lowest of matrix, notice and every contract of the chain comes out', () => {
    const notice = { ...NOTICE, maxForm: { NAME: 'MASKED' } as const };
    expect(asks('operator', {}, { notice })).toMatchObject({ form: 'MASKED', reason: 'FALLBACK', gate: 'G5' });
    const chain = [contract('SUBCONTRACT'), contract('OPERATIONS', { caps: { NAME: 'GENERALISED' } })];
    const decision = asks('contractor', {}, { notice, contracts: [{ chain, complete: true }] });
    expect(decision).toMatchObject({ form: 'GENERALISED', condition: [], gate: 'G5' });
    expect(decision.lost.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['CAPPED_BY_NOTICE', 'CAPPED_BY_CONTRACT']),
    );
  });

  test('a cap of nothing is a refusal with the reason of its gate', () => {
    const notice = { ...NOTICE, maxForm: { NAME: 'DENIED' } as const };
    expect(asks('coop', {}, { notice })).toMatchObject({
      form: 'DENIED',
      reason: 'CATEGORY_NOT_IN_NOTICE',
      gate: 'G5',
    });
    const contracts = [{ chain: [contract('OPERATIONS', { caps: { NAME: 'DENIED' } })], complete: true }];
    expect(asks('operator', {}, { contracts })).toMatchObject({ form: 'DENIED', reason: 'CONTRACT_SCOPE', gate: 'G6' });
  });

  test('no cap gives more to who lacks a second factor, and none is a statistic to who is abroad', () => {
    const address = { purpose: 'BENEFICIAL_INFORMATION', category: 'ADDRESS' } as const;
    const caller = { ...factsOf('coop').caller, mfa: false };
    const capped = [{ chain: [contract('JOINT_USE', { caps: { ADDRESS: 'MASKED' } })], complete: true }];
    expect(asks('coop', address, { caller })).toMatchObject({ form: 'GENERALISED', gate: 'G0' });
    expect(asks('coop', address, { caller, contracts: capped })).toMatchObject({ form: 'GENERALISED', gate: 'G0' });
    const service = { purpose: 'REQUESTED_SERVICE', category: 'PHONE' } as const;
    const partner = contract('PARTNER', { caps: { PHONE: 'AGGREGATED' } });
    const changes = {
      contracts: [{ chain: [partner], complete: true }],
      rowHolders: holders('SERVICE_REQUEST', 'PHONE'),
    };
    const organisation = { ...factsOf('partner').organisation!, abroad: true };
    expect(asks('partner', service, { ...changes, organisation })).toMatchObject({ form: 'DENIED', gate: 'G10' });
    const pseudonyms = [{ chain: [contract('PARTNER', { caps: { PHONE: 'PSEUDONYMISED' } })], complete: true }];
    // It is closed for the country, not for the form: with consent a pseudonym may leave.
    expect(asks('partner', service, { ...changes, contracts: pseudonyms, organisation })).toMatchObject({
      form: 'DENIED',
      reason: 'LAW_NARROWER_THAN_POLICY',
    });
  });

  test('caps of the notice do not bind the Club', () => {
    expect(asks('club', {}, { notice: { ...NOTICE, maxForm: { NAME: 'DENIED' } } }).form).toBe('RAW');
  });
});

describe('cases of the conformance list', () => {
  // clauses: A2-2
  test('TV02 sex without a ticket is not necessary; with one it comes out', () => {
    expect(asks('club', { category: 'SEX' })).toMatchObject({
      form: 'DENIED',
      reason: 'NOT_NECESSARY',
      rule: 'C01',
      gate: 'G9',
      condition: ['NECESSITY_TICKET'],
    });
    const decision = asks('club', { category: 'SEX' }, { held: { NECESSITY_TICKET: ['SEX'] } });
    expect(decision).toMatchObject({ form: 'RAW', condition: [], reason: 'PERMITTED', gate: null });
    expect(asks('club', { category: 'SEX' }, { held: { NECESSITY_TICKET: ['NAME'] } }).form).toBe('DENIED');
  });

  test('TV10, TV11 the operator for its own ends', () => {
    expect(asks('operator', { purpose: 'AUDIENCE_RESEARCH' }).reason).toBe('PURPOSE_UNKNOWN');
    expect(asks('operator', { purpose: 'REQUESTED_SERVICE' }).reason).toBe('JOINT_USE_PURPOSE');
  });

  // clauses: A2(2)-r2a A2(2)-r3a
  test('TV12 a contract that ends takes the contractors with it', () => {
    const ended = contract('OPERATIONS', { status: 'EXPIRED' });
    expect(asks('operator', {}, { contracts: [{ chain: [ended], complete: true }] }).reason).toBe('CONTRACT_INACTIVE');
    const chain = [contract('SUBCONTRACT'), ended];
    expect(asks('contractor', {}, { contracts: [{ chain, complete: true }] }).reason).toBe(
      'UPSTREAM_CONTRACT_INACTIVE',
    );
  });

  test('TV14 the name of a child on the roster, a pseudonym beyond', () => {
    const name = asks('contractor');
    expect(settled(name, { holds: ['OWN_CLASS'] })).toMatchObject({ form: 'RAW', gate: null });
    expect(settled(name)).toMatchObject({ form: 'PSEUDONYMISED', reason: 'FALLBACK', gate: 'G9' });
  });

  test('TV15 no e-mail for contractors', () => {
    expect(asks('contractor', { category: 'EMAIL' })).toMatchObject({ reason: 'NOT_NECESSARY', rule: 'S01' });
  });

  // clauses: A2(2)-0
  test('TV17 an incomplete notice closes joint use, and joint use only', () => {
    const notice = { ...NOTICE, missing: ['responsibleParty.address'] };
    for (const name of ['coop', 'affiliate', 'operator', 'contractor', 'marketing'] as const) {
      expect(asks(name, {}, { notice })).toMatchObject({ form: 'DENIED', reason: 'NOTICE_NOT_IN_FORCE' });
    }
    expect(asks('club', {}, { notice }).form).toBe('RAW');
  });

  // clauses: A2(2)-i9
  test('TV18 a learning record is in no notice', () => {
    expect(asks('operator', { category: 'UNLISTED' }).reason).toBe('CATEGORY_NOT_IN_NOTICE');
  });

  test.each([
    ['TV20 a campaign that the Club has not judged', 'BENEFICIAL_INFORMATION', 'BENEFIT_NOT_JUDGED'],
    ['TV22 another matter that nobody approved', 'MATERIAL_CHANGE_NOTICE', 'MATERIALITY_NOT_APPROVED'],
    ['no send job at all', 'MATERIAL_CHANGE_NOTICE', 'SEND_JOB_REQUIRED'],
  ] as const)('%s releases nothing', (_, purpose, reason) => {
    const unmet = reason === 'SEND_JOB_REQUIRED' ? {} : { SEND_JOB: reason };
    expect(asks('affiliate', { purpose: 'BENEFICIAL_INFORMATION' }, { unmet }).form).toBe('DENIED');
    const name = purpose === 'BENEFICIAL_INFORMATION' ? 'operator' : 'coop';
    expect(asks(name, { purpose }, { unmet })).toMatchObject({ form: 'DENIED', reason, gate: 'G9' });
    expect(asks(name, { purpose }, { held: { SEND_JOB: 'ALL' } }).form).toBe('RAW');
  });

  const service = { purpose: 'REQUESTED_SERVICE' } as const;
  const requested = { rowHolders: holders('SERVICE_REQUEST', 'NAME', 'EMAIL') };

  // clauses: A4-4a A4-4b
  test('TV24 a requested service gives what it needs, with consent', () => {
    const name = asks('partner', service, requested);
    expect(name).toMatchObject({ form: 'RAW', condition: ['SERVICE_REQUEST', 'CONSENT'], rule: 'T01' });
    expect(settled(name, { holds: ['SERVICE_REQUEST', 'CONSENT'] })).toMatchObject({ form: 'RAW', gate: null });
    expect(asks('partner', { ...service, category: 'PHONE' }, requested)).toMatchObject({
      form: 'DENIED',
      reason: 'SERVICE_NOT_REQUESTED',
      gate: 'G9',
    });
  });

  test.each([
    ['TV25 no consent', undefined, 'CONSENT_REQUIRED_BY_LAW'],
    ['TV25 no consent, as the register says it', 'CONSENT_REQUIRED', 'CONSENT_REQUIRED_BY_LAW'],
    ['TV27 the consent of a child of 13', 'CONSENT_GIVER_NOT_COMPETENT', 'CONSENT_GIVER_NOT_COMPETENT'],
    ['TV29 a consent withdrawn before the decision', 'CONSENT_WITHDRAWN', 'CONSENT_WITHDRAWN'],
    ['TV30 a consent for another purpose', 'CONSENT_SCOPE', 'CONSENT_SCOPE'],
    ['a word of no vocabulary', 'toString', 'CONSENT_REQUIRED_BY_LAW'],
  ])('%s gives nothing of the row', (_, word, reason) => {
    const about = { holds: ['SERVICE_REQUEST'], purpose: 'REQUESTED_SERVICE' } as const;
    const unmet = word === undefined ? {} : { CONSENT: word };
    const decision = asks('partner', service, requested);
    expect(settled(decision, { ...about, unmet })).toMatchObject({
      form: 'DENIED',
      reason,
      gate: 'G9',
      missing: ['CONSENT'],
    });
  });

  test('what a partner is told does not depend on who consented or refused', () => {
    const refused = { ...requested, rowHolders: { ...requested.rowHolders, ...holders('CONSENT') } };
    expect(asks('partner', service, refused)).toEqual(asks('partner', service, requested));
  });

  test('TV26 a service that is no longer wanted gives nothing', () => {
    expect(asks('partner', service).reason).toBe('SERVICE_NOT_REQUESTED');
  });

  // clauses: A4-2c
  test('TV37 purchases to outsiders only as approved statistics', () => {
    const purchases = { purpose: 'ANONYMISED_DISCLOSURE', category: 'PURCHASE_HISTORY' } as const;
    expect(asks('partner', purchases)).toMatchObject({ form: 'DENIED', reason: 'APPROVAL_REQUIRED', rule: 'T02' });
    expect(asks('partner', purchases, { held: { APPROVAL: 'ALL' } })).toMatchObject({
      form: 'AGGREGATED',
      reason: 'AGGREGATE_ONLY',
    });
  });

  // clauses: A4-6a
  test('TV40 an emergency needs a break-glass with its reasons', () => {
    const emergency = { purpose: 'VITAL_OR_PROPERTY_PROTECTION', category: 'PHONE' } as const;
    expect(asks('fire', emergency)).toMatchObject({ form: 'DENIED', reason: 'BREAK_GLASS_REQUIRED' });
    const unmet = { BREAK_GLASS: 'BREAK_GLASS_EXPIRED' };
    expect(asks('fire', emergency, { unmet })).toMatchObject({ form: 'DENIED', reason: 'BREAK_GLASS_EXPIRED' });
    expect(asks('fire', emergency, { rowHolders: holders('BREAK_GLASS', 'PHONE') })).toMatchObject({
      form: 'RAW',
      condition: ['BREAK_GLASS'],
    });
  });

  // clauses: A4-6b B-2
  test('TV41 protecting a service is no reason to tell a third party', () => {
    for (const name of ['partner', 'operator', 'contractor'] as const) {
      const decision = asks(name, { purpose: 'SERVICE_PROTECTION' });
      expect(decision).toMatchObject({ form: 'DENIED', reason: 'LAW_NARROWER_THAN_POLICY', rule: 'E03', gate: 'G10' });
    }
  });

  // clauses: A6-4b A6-10
  test('TV46 the desk on a Sunday, with a case and without', () => {
    const rights = { purpose: 'DATA_SUBJECT_RIGHTS', category: 'PHONE' } as const;
    const rowHolders = holders('RIGHTS_CASE', 'PHONE');
    expect(asks('desk', rights, { rowHolders, deskOpen: false })).toMatchObject({
      form: 'DENIED',
      reason: 'OUTSIDE_DESK_HOURS',
      gate: 'G9',
    });
    expect(asks('desk', rights, { deskOpen: false }).reason).toBe('OUTSIDE_DESK_HOURS');
    const open = asks('desk', rights, { rowHolders });
    expect(settled(open, { holds: ['RIGHTS_CASE'] }).form).toBe('RAW');
    expect(settled(open).form).toBe('MASKED');
    expect(asks('desk', rights)).toMatchObject({ form: 'MASKED', reason: 'FALLBACK', condition: ['RIGHTS_CASE'] });
    expect(asks('guardian', rights, { deskOpen: false }).form).toBe('RAW');
  });

  // clauses: A9-4a
  test('TV54 training that expired closes everything but an emergency, which is marked for review', () => {
    expect(asks('club', {}, { trainingCurrent: false }).reason).toBe('TRAINING_EXPIRED');
    const untrained = { trainingCurrent: false, attested: false };
    const emergency = { purpose: 'VITAL_OR_PROPERTY_PROTECTION' } as const;
    const broken = { ...untrained, breakGlassActive: true, rowHolders: holders('BREAK_GLASS', 'NAME') };
    expect(asks('fire', emergency, broken)).toMatchObject({ form: 'RAW', waived: ['G3'] });
    expect(asks('fire', emergency, { ...broken, trainingCurrent: true }).waived).toEqual([]);
    expect(asks('club', {}, broken)).toMatchObject({ reason: 'TRAINING_EXPIRED', waived: [] });
  });

  // clauses: A8-3
  test('TV55 no manager, or an approval of the own request', () => {
    expect(asks('club', {}, { departmentHasManager: false }).reason).toBe('NO_DEPT_MANAGER');
    const governance = { purpose: 'GOVERNANCE' } as const;
    const own = asks('manager', governance, { unmet: { APPROVAL: 'SELF_APPROVAL' } });
    expect(own).toMatchObject({ form: 'MASKED', reason: 'FALLBACK', gate: 'G9' });
    expect(own.lost).toMatchObject([{ form: 'RAW', reason: 'SELF_APPROVAL', condition: 'APPROVAL' }]);
    expect(asks('analyst', { purpose: 'AGGREGATE_ANALYSIS', category: 'MEMBER_CODE' }).form).toBe('AGGREGATED');
  });

  // clauses: A8-1
  test('no approval counts without a privacy manager', () => {
    const held = { APPROVAL: 'ALL' } as const;
    const governance = { purpose: 'GOVERNANCE' } as const;
    expect(asks('manager', governance, { held }).form).toBe('RAW');
    const gone = asks('manager', governance, { held, privacyManagerActive: false });
    expect(gone).toMatchObject({ form: 'MASKED', lost: [{ reason: 'NO_PRIVACY_MANAGER' }] });
  });

  // clauses: A8-1 A8-3
  test('an office that has ended serves nobody, beside another role neither, and makes nobody the public', () => {
    const ended = (name: Parameters<typeof factsOf>[0]) => ({
      caller: { ...factsOf(name).caller, withoutOffice: ['PRIVACY_MANAGER'] as const },
    });
    const asked = questionOf('manager', { purpose: 'GOVERNANCE' });
    const both = { ...asked, caller: { ...asked.caller, roles: ['PRIVACY_MANAGER', 'CLUB_STAFF'] as const } };
    expect(decideFully(club, factsOf('manager'), both).rule).toBe('I02');
    expect(decideFully(club, factsOf('manager', ended('manager')), both)).toMatchObject({
      form: 'DENIED',
      rule: 'X99',
    });
    const statistics = { purpose: 'ANONYMISED_DISCLOSURE', category: 'SEX' } as const;
    const partner = questionOf('partner', statistics);
    const was = { ...partner, caller: { ...partner.caller, roles: ['PRIVACY_MANAGER'] as const } };
    expect(decideFully(club, factsOf('partner', ended('partner')), was)).toMatchObject({
      form: 'DENIED',
      reason: 'NOT_IN_OFFICE',
    });
  });

  test("TV57 a colleague's telephone is nobody's business, the own is one's own", () => {
    const employee = { kind: 'OFFICER_OR_EMPLOYEE', stage: 'ADULT', category: 'PHONE' } as const;
    expect(asks('operator', employee)).toMatchObject({
      form: 'DENIED',
      reason: 'DEFAULT_DENY',
      rule: 'X01',
      gate: 'G8',
    });
    const own = asks('employee', { ...employee, purpose: 'DATA_SUBJECT_RIGHTS' });
    expect(settled(own, { holds: ['OWN_RECORD'] }).form).toBe('RAW');
    expect(settled(own)).toMatchObject({ form: 'DENIED', reason: 'NOT_OWN_DATA' });
  });

  test('TV59 a subject of no kind is refused, one of unknown age is a child', () => {
    expect(asks('club', { kind: null })).toMatchObject({ form: 'DENIED', reason: 'OUT_OF_CLUB_SCOPE' });
    const rights = { purpose: 'DATA_SUBJECT_RIGHTS' } as const;
    expect(asks('guardian', { ...rights, stage: null })).toEqual(asks('guardian', { ...rights, stage: 'UNDER_16' }));
    expect(asks('guardian', { ...rights, stage: 'UNKNOWN' })).toEqual(asks('guardian', rights));
  });
});

test('an order, a welfare case, an instruction: each says what is missing', () => {
  expect(asks('police', { purpose: 'LEGAL_OBLIGATION' })).toMatchObject({ form: 'DENIED', reason: 'ORDER_FIELD' });
  expect(asks('welfare', { purpose: 'CHILD_WELFARE' })).toMatchObject({ reason: 'WELFARE_CASE_REQUIRED' });
  expect(asks('processor')).toMatchObject({ form: 'DENIED', reason: 'OUTSIDE_INSTRUCTION' });
  expect(asks('processor', {}, { held: { INSTRUCTION: ['NAME'] } })).toMatchObject({ form: 'RAW', condition: [] });
});

test('the link to a child that has ended, or is harmful, says so to the guardian', () => {
  const decision = asks('guardian', { purpose: 'DATA_SUBJECT_RIGHTS' });
  const holds = ['LINKED_CHILD'] as const;
  expect(settled(decision, { holds })).toMatchObject({ reason: 'NOT_OWN_DATA' });
  const child = narrowFully(decision, new Set<Condition>(['OWN_RECORD']));
  expect(settled(child, { holds })).toMatchObject({ reason: 'GUARDIAN_LINK_INACTIVE' });
  expect(settled(child, { holds, unmet: { GUARDIAN_LINK: 'HARM_TO_CHILD' } })).toMatchObject({
    reason: 'HARM_TO_CHILD',
  });
  expect(settled(child, { holds: [...holds, 'GUARDIAN_LINK'] }).form).toBe('RAW');
  const neither = narrowFully(decision, new Set<Condition>(['OWN_RECORD', 'LINKED_CHILD']));
  expect(neither).toMatchObject({ form: 'DENIED', reason: 'NOT_OWN_DATA', gate: 'G9' });
});

test('no consent opens anything to a third party outside of Japan; an order of the law does, and Japan is as before', () => {
  const abroad = { ...factsOf('partner').organisation!, abroad: true };
  const service = { purpose: 'REQUESTED_SERVICE' } as const;
  const rowHolders = holders('SERVICE_REQUEST', 'NAME');
  expect(asks('partner', service, { rowHolders }).ladder).not.toEqual([]);
  const refused = { form: 'DENIED', ladder: [], reason: 'LAW_NARROWER_THAN_POLICY', gate: 'G10' };
  expect(asks('partner', service, { rowHolders, organisation: abroad })).toMatchObject(refused);
  const police = { ...factsOf('police').organisation!, abroad: true };
  const order = { rowHolders: holders('LEGAL_ORDER', 'NAME'), organisation: police };
  expect(asks('police', { purpose: 'LEGAL_OBLIGATION' }, order)).toMatchObject({ form: 'RAW', rule: 'L01' });
});

test('a rule that follows the published text where the law is narrower opens nothing', () => {
  const rules = club.index['REQUESTED_SERVICE'];
  const [rule] = rules?.permits.filter(({ id }) => id === 'T01') ?? [];
  if (rules === undefined || rule === undefined) throw new Error('no T01');
  const rungs = rule.single.NAME.map((rung) => ({ ...rung, when: rung.when.filter((each) => each !== 'CONSENT') }));
  const permits = [{ ...rule, single: { ...rule.single, NAME: rungs } }];
  const wide = { ...club, index: { ...club.index, REQUESTED_SERVICE: { ...rules, permits } } };
  const facts = factsOf('partner', { rowHolders: holders('SERVICE_REQUEST', 'NAME') });
  const decision = decideFully(wide, facts, questionOf('partner', { purpose: 'REQUESTED_SERVICE' }));
  expect(decision).toMatchObject({ form: 'DENIED', reason: 'LAW_NARROWER_THAN_POLICY', gate: 'G10' });
});
