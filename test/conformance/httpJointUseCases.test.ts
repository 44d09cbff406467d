import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { lookAt, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

/** The edge cases of joint use and its contracts over HTTP: at the instant before, and at the instant itself. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const OPERATION = 'CLUB_OPERATION';
const person = (alias: string) => world.person(alias);
const at = (instant: string) => {
  gateway.clock.now = new Date(instant);
};
const staffOf = (organisation: string, role: VerifiedCaller['roles'][number]): Partial<VerifiedCaller> => ({
  organisation,
  roles: [role],
  staffReference: person('sa').key,
});

async function nameOf(as: string | Partial<VerifiedCaller>, purpose: string, alias: string) {
  const { found, reason } = await look({ as, purpose, about: person(alias), fields: 'name' });
  return [found?.name ?? null, reason];
}
const seen = async (as: string | Partial<VerifiedCaller>, purpose: string, alias: string) =>
  (await nameOf(as, purpose, alias))[0] !== null;

describe('contracts', () => {
  const CHAIN = [
    ['SENDAI_HOSO', 'OPERATOR_STAFF', 'CONTRACT_INACTIVE'],
    ['KODOMO_TECH', 'SUBCONTRACTOR_STAFF', 'UPSTREAM_CONTRACT_INACTIVE'],
  ] as const;

  test.each(CHAIN)(
    'to the end of 31 December in Japan, and %s is out with the new year',
    async (code, role, reason) => {
      const input = await registers.standing('CONTRACT', 'OP-SENDAI');
      await registers.record({ ...MANAGER, noun: 'Contract', input, validTo: '2026-12-31T24:00:00+09:00' });
      at('2026-12-31T23:59:59.999+09:00');
      expect(await seen(staffOf(code, role), OPERATION, 'ca')).toBe(true);
      at('2027-01-01T00:00:00+09:00');
      expect(await nameOf(staffOf(code, role), OPERATION, 'ca')).toEqual([null, reason]);
    },
  );

  test.each(['SUSPENDED', 'TERMINATED', 'BREACHED', 'DRAFT'])('a contract that is %s is none', async (status) => {
    const input = { ...(await registers.standing('CONTRACT', 'OP-SENDAI')), status };
    await registers.record({ ...MANAGER, noun: 'Contract', input });
    for (const [code, role, reason] of CHAIN)
      expect(await nameOf(staffOf(code, role), OPERATION, 'ca')).toEqual([null, reason]);
  });

  test('a contractor’s own contractor is not listed, with or without a contract', async () => {
    const input = await registers.standing('CONTRACT', 'SUB-KODOMO');
    const next = { ...input, id: 'SUB-SUB', principal: 'KODOMO_TECH', contractor: 'MAIL_HOUSE' };
    const { error } = await registers.tryToRecord({ ...MANAGER, noun: 'Contract', input: next });
    expect(error).toContain('RECIPIENT_NOT_LISTED');
    // What is no organisation of the policy is nobody to the gateway, before any contract is asked for.
    expect(await nameOf(staffOf('SUB_TIER', 'SUBCONTRACTOR_STAFF'), OPERATION, 'ca')).toEqual([
      null,
      'UNAUTHENTICATED',
    ]);
  });

  test('a contract for another programme does not serve the Club', async () => {
    const input = { ...(await registers.standing('CONTRACT', 'SUB-KODOMO')), scope: ['AGGREGATE_ANALYSIS'] };
    await registers.record({ ...MANAGER, noun: 'Contract', input });
    const [, reason] = await nameOf(staffOf('KODOMO_TECH', 'SUBCONTRACTOR_STAFF'), OPERATION, 'ca');
    expect(reason).toBe('CONTRACT_SCOPE');
  });

  test('one without confidentiality is not enough', async () => {
    const input = { ...(await registers.standing('CONTRACT', 'JU-COOP')), clauses: ['AUDIT_RIGHT'] };
    await registers.record({ ...MANAGER, noun: 'Contract', input });
    expect(await nameOf('coop-staff', OPERATION, 'ca')).toEqual([null, 'NO_CONFIDENTIALITY_CLAUSE']);
  });

  test('an upstream contract that caps the address caps it for the contractor too', async () => {
    const input = await registers.standing('CONTRACT', 'OP-SENDAI');
    const caps = [{ category: 'NAME', maxForm: 'PSEUDONYMISED' }];
    await registers.record({ ...MANAGER, noun: 'Contract', input: { ...input, caps } });
    for (const [code, role] of CHAIN) expect((await nameOf(staffOf(code, role), OPERATION, 'ca'))[0]).toMatch(/^P-/);
  });

  test('a contract that lists categories is about no others, and does not borrow those of one that has ended', async () => {
    const input = await registers.standing('CONTRACT', 'OP-SENDAI');
    const caps = [{ category: 'NAME', maxForm: 'RAW' }];
    await registers.record({ ...MANAGER, noun: 'Contract', input: { ...input, id: 'OP-NAMES', caps } });
    const as = staffOf('SENDAI_HOSO', 'OPERATOR_STAFF');
    const asked = { as, purpose: OPERATION, about: person('ca'), fields: 'name phone' };
    const { name, phone } = person('ca');
    expect((await look(asked)).found).toEqual({ name, phone });
    await registers.end({ ...MANAGER, noun: 'Contract', key: 'OP-SENDAI' });
    expect(await look(asked)).toMatchObject({ found: { name, phone: null }, reason: 'CONTRACT_SCOPE', gate: 'G6' });
  });

  test.each([
    ['AUDIENCE_RESEARCH', 'PURPOSE_UNKNOWN'],
    ['REQUESTED_SERVICE', 'JOINT_USE_PURPOSE'],
  ])('the operator’s own affairs (%s) are no joint use', async (purpose, reason) => {
    expect(await nameOf(staffOf('SENDAI_HOSO', 'OPERATOR_STAFF'), purpose, 'ca')).toEqual([null, reason]);
  });
});

test.each([
  ['suspended', { suspended: true }, 'JOINT_USE_DISABLED'],
  ['not switched on', { jointUseEnabled: false }, 'JOINT_USE_DISABLED'],
])('a joint user that is %s gets nothing', async (_, change, reason) => {
  const input = { ...(await registers.standing('ORGANISATION', 'COOP_AFFILIATE')), ...change };
  await registers.record({ ...MANAGER, noun: 'Organisation', input });
  expect(await nameOf('affiliate-staff', OPERATION, 'ca')).toEqual([null, reason]);
});

test.each([
  ['another broadcaster', 'OTHER_HOSO', 'OPERATOR_STAFF'],
  ['a related corporation that nobody registered', 'COOP_TRAVEL', 'AFFILIATE_STAFF'],
] as const)('%s is nobody, whatever role it says it has', async (_, organisation, role) => {
  const registered = role === 'OPERATOR_STAFF' ? 'SENDAI_HOSO' : 'COOP_AFFILIATE';
  expect(await seen(staffOf(registered, role), OPERATION, 'ca')).toBe(true);
  expect(await nameOf(staffOf(organisation, role), OPERATION, 'ca')).toEqual([null, 'UNAUTHENTICATED']);
});

describe('the notice', () => {
  // clauses: A2(2)-0
  test.each([
    'retentionPeriod',
    'withdrawalMethod',
    'affiliateList',
    'subcontractorList',
    'securityMeasuresSummary',
    'complaintRecipient',
  ])('TV17 without %s, which lint misses in the published text, gives a joint user nothing', async (item) => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const input = { ...notice, version: '2026-11', [item]: null, effectiveFrom: '2026-11-22' };
    const operator = staffOf('SENDAI_HOSO', 'OPERATOR_STAFF');
    expect(await seen(operator, OPERATION, 'ca')).toBe(true);
    await registers.record({ ...MANAGER, noun: 'JointUseNotice', input });
    expect(await nameOf(operator, OPERATION, 'ca')).toEqual([null, 'NOTICE_NOT_IN_FORCE']);
  });

  test('amended for a later day, it counts from that day on', async () => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const items = (notice['items'] as string[]).filter((item) => item !== 'NAME');
    const input = { ...notice, version: '2026-12', items, effectiveFrom: '2026-12-01' };
    await registers.record({ ...MANAGER, noun: 'JointUseNotice', input });
    at('2026-11-30T23:59:59.999+09:00');
    expect(await seen('coop-staff', OPERATION, 'ca')).toBe(true);
    at('2026-12-01T00:00:00+09:00');
    expect(await nameOf('coop-staff', OPERATION, 'ca')).toEqual([null, 'CATEGORY_NOT_IN_NOTICE']);
  });

  test('ended, it leaves none: what it replaced does not come back', async () => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const record = async (version: string, effectiveFrom: string) =>
      registers.record({ ...MANAGER, noun: 'JointUseNotice', input: { ...notice, version, effectiveFrom } });
    const end = async (key: string) => registers.end({ ...MANAGER, noun: 'JointUseNotice', key });
    await record('2026-12', '2026-12-01');
    await end('2026-12');
    at('2026-12-01T00:00:00+09:00');
    // One that ended before its day has replaced nothing.
    expect(await seen('coop-staff', OPERATION, 'ca')).toBe(true);
    await record('2026-12b', '2026-12-02');
    at('2026-12-02T00:00:00+09:00');
    expect(await seen('coop-staff', OPERATION, 'ca')).toBe(true);
    at('2026-12-02T09:00:00+09:00');
    await end('2026-12b');
    expect(await nameOf('coop-staff', OPERATION, 'ca')).toEqual([null, 'NOTICE_NOT_IN_FORCE']);
  });

  // clauses: A2(2)-4
  test('an item that is added to it counts once those who were there before have been told of it', async () => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const amend = (change: object) =>
      registers.record({ ...MANAGER, noun: 'JointUseNotice', input: { ...notice, ...change } });
    const fewer = (notice['items'] as string[]).filter((item) => item !== 'PHONE');
    await amend({ version: '2026-12', items: fewer, effectiveFrom: '2026-12-01' });
    const again = { version: '2026-13', effectiveFrom: '2026-12-10' };
    await amend(again);
    const phone = async () =>
      (await look({ as: 'coop-staff', purpose: OPERATION, about: person('ga'), fields: 'phone' })).reason;
    expect(await phone()).toBe('PERMITTED');
    at('2026-12-01T00:00:00+09:00');
    expect(await phone()).toBe('CATEGORY_NOT_IN_NOTICE');
    // It was an item once, so nobody is new to it.
    at('2026-12-10T00:00:00+09:00');
    expect(await phone()).toBe('PERMITTED');
    await registers.putBack();
    await gateway.data.governance.query(
      'set session_replication_role = replica; delete from register_entries where register = $$JOINT_USE_NOTICE$$; set session_replication_role = origin',
    );
    at('2026-11-23T00:00:00+09:00');
    await amend({ version: '2026-12', items: fewer, effectiveFrom: '2026-11-23', announcedOn: '2026-11-01' });
    await amend({ ...again, announcedOn: '2026-11-24' });
    at('2026-12-10T00:00:00+09:00');
    expect(await phone()).toBe('CATEGORY_NOT_IN_NOTICE');
    await registers.end({ ...MANAGER, noun: 'JointUseNotice', key: '2026-12' });
    expect(await phone()).toBe('CATEGORY_NOT_IN_NOTICE');
    await amend({ ...again, announcedOn: '2026-11-24', notifiedExistingOn: '2026-12-12' });
    at('2026-12-11T23:59:59+09:00');
    expect(await phone()).toBe('CATEGORY_NOT_IN_NOTICE');
    at('2026-12-12T00:00:00+09:00');
    expect(await phone()).toBe('PERMITTED');
  });

  test('with learning records on it a joint user still needs a rule of the matrix for them', async () => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const items = [...(notice['items'] as string[]), 'UNLISTED'];
    await registers.record({
      ...MANAGER,
      noun: 'JointUseNotice',
      input: { ...notice, version: '2026-12', items, effectiveFrom: '2026-12-01' },
    });
    const as = staffOf('SENDAI_HOSO', 'OPERATOR_STAFF');
    const asked = { as, purpose: OPERATION, about: person('ca'), fields: 'enrolments { state attended }' };
    expect(await look(asked)).toMatchObject({ found: { enrolments: null }, reason: 'CATEGORY_NOT_IN_NOTICE' });
    at('2026-12-01T00:00:00+09:00');
    expect((await look(asked)).found).toEqual({ enrolments: null });
  });

  test('a recipient that it does not name is not listed', async () => {
    const notice = await registers.standing('JOINT_USE_NOTICE', '2026-04');
    const input = { ...notice, version: '2026-12', recipients: ['COOP'], effectiveFrom: '2026-11-22' };
    await registers.record({ ...MANAGER, noun: 'JointUseNotice', input });
    expect(await seen('coop-staff', OPERATION, 'ca')).toBe(true);
    expect(await nameOf('affiliate-staff', OPERATION, 'ca')).toEqual([null, 'RECIPIENT_NOT_LISTED']);
  });
});
