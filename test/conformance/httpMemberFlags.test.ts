import { loadDemoConsents } from '../../src/embedded/data/loadDemoConsents.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { DESK, MANAGER, openRegisters, type Person, type Registers } from './httpRegisters.js';

/** A guardian who is a member has flags as either; those of the member keep the co-op's record back also where it is reached from the guardian. */

let gateway: Gateway;
let registers: Registers;
let guardian: Person;
let member: Person;
beforeAll(async () => {
  gateway = await startGateway();
  await loadDemoConsents(gateway.data.governance, { families: 40, members: 120, today: '2026-11-22' });
  registers = await openRegisters(gateway);
  guardian = { kind: 'GUARDIAN', key: gateway.identity('guardian').subject?.reference ?? 0 };
  const { rows: codes } = await gateway.data.club.query<{ member_code: string }>(
    'select member_code from guardians where id = $1',
    [guardian.key],
  );
  const { rows } = await gateway.data.coop.query<{ id: number }>('select id from members where member_code = $1', [
    codes[0]?.member_code,
  ]);
  member = { kind: 'COOP_MEMBER', key: rows[0]?.id ?? 0 };
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const CALLERS = [
  ['the Club', 'club-staff', 'CLUB_OPERATION'],
  ['the co-op', 'coop-staff', 'BENEFICIAL_INFORMATION'],
  ['the person', 'guardian', 'DATA_SUBJECT_RIGHTS'],
] as const;

/** Who sees the guardian, the co-op's record of them, and its purchases. */
async function whoSees() {
  const seen: { guardian: string[]; member: string[]; purchases: string[] } = {
    guardian: [],
    member: [],
    purchases: [],
  };
  for (const [who, as, purpose] of CALLERS) {
    const query = 'query ($id: ID!) { guardian(id: $id) { name member { name purchases(first: 1) { month } } } }';
    const variables = { id: gateway.idOf(as, 'Guardian', guardian.key) };
    const { body } = await gateway.ask({ as, purpose, query, variables });
    expect(body.errors).toBeUndefined();
    const found = body.data.guardian;
    if (found?.name) seen.guardian.push(who);
    if (found?.member?.name) seen.member.push(who);
    if (found?.member?.purchases?.length) seen.purchases.push(who);
  }
  return seen;
}

const flag = async (subject: Person, name: string) =>
  name === 'DECEASED'
    ? registers.record({ ...DESK, noun: 'Deceased', input: { subject, deceasedOn: '2026-11-20', evidence: 'c' } })
    : registers.record({ ...MANAGER, noun: 'SubjectFlag', input: { subject, flag: name, why: 'asked' } });

const EVERYBODY = ['the Club', 'the co-op', 'the person'];
const BOUGHT = ['the co-op', 'the person'];

test('without a flag each sees what the policy gives', async () => {
  expect(await whoSees()).toEqual({ guardian: EVERYBODY, member: EVERYBODY, purchases: BOUGHT });
});

test.each([
  ['ERASED', [], []],
  ['DECEASED', [], []],
  ['STOP_USE', ['the person'], ['the person']],
  ['STOP_PROVISION', ['the Club', 'the person'], ['the person']],
  ['LEGAL_HOLD', EVERYBODY, BOUGHT],
])('%s of the member leaves the record to %j, and the guardian to all', async (name, left, bought) => {
  await flag(member, name);
  expect(await whoSees()).toEqual({ guardian: EVERYBODY, member: left, purchases: bought });
});

test('a flag of another member keeps nothing back', async () => {
  await flag({ ...member, key: member.key + 1 }, 'STOP_USE');
  expect(await whoSees()).toEqual({ guardian: EVERYBODY, member: EVERYBODY, purchases: BOUGHT });
});

test('a flag of the guardian keeps the guardian back, and so what is reached from there', async () => {
  await flag(guardian, 'STOP_USE');
  expect(await whoSees()).toEqual({ guardian: ['the person'], member: ['the person'], purchases: ['the person'] });
});

test('a list, and a search in it, is as it was but for the record of the one member', async () => {
  const query = '{ guardians(first: 60, where: { kanaStartsWith: "" }) { nodes { memberCode member { name } } } }';
  const list = async () => {
    const { body } = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
    return body.data.guardians.nodes as { memberCode: string | null; member: { name: string } | null }[];
  };
  const before = await list();
  await flag(member, 'STOP_USE');
  const { rows } = await gateway.data.coop.query<{ member_code: string }>(
    'select member_code from members where id = $1',
    [member.key],
  );
  expect(await list()).toEqual(
    before.map((row) => (row.memberCode === rows[0]?.member_code ? { ...row, member: null } : row)),
  );
  expect(before.filter(({ memberCode }) => memberCode === rows[0]?.member_code)).toHaveLength(1);
});
