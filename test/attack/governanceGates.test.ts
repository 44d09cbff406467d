import { PAST_THE_GATES } from '../../src/graph/governance/pastTheGates.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { OWN_STAFF } from '../../src/registry/registers/staffRoles.js';
import type { FactsByShape } from '../../src/registry/facts/gateFactsOf.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';
import { startGateway, type As, type Gateway } from '../support/startGateway.js';
import { callOf, rootFields, type Root } from './callOf.js';

/** Whoever governs passes the gates in each request, as whoever reads rows does: what was taken back counts there too. */

let spoil: (facts: FactsByShape) => FactsByShape = (facts) => facts;
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({
    change: (environment) => ({ ...environment, facts: async (question) => spoil(await environment.facts(question)) }),
  });
  await gateway.data.governance.query('create table entries_before as select * from register_entries');
});
afterEach(async () => {
  spoil = (facts) => facts;
  await putBack();
});
afterAll(async () => gateway.close());

/** Takes back what a test recorded; history only grows, a test's does not outlive the test. */
async function putBack(sql = 'insert into register_entries select * from entries_before'): Promise<void> {
  const client = await gateway.data.governance.connect();
  await client.query(
    `begin; set local session_replication_role = replica; delete from register_entries; ${sql}; commit`,
  );
  client.release();
}

const STAFF = resolveIdentities({ families: 40 }).filter(({ roles }) => roles.some((role) => OWN_STAFF.includes(role)));

async function ask(as: As, purpose: string | undefined, query: string, variables = {}) {
  const { body } = await gateway.ask({ as, query, variables, ...(purpose === undefined ? {} : { purpose }) });
  return { data: body.data, errors: body.errors ?? [], error: body.errors?.[0]?.message ?? null };
}

/** The fields that the label opens to this caller for this purpose, each with the first word of what it is refused with. */
async function refusals(root: Root, { roles }: VerifiedCaller, as: As, purpose: string) {
  const named = rootFields(root).filter(({ name }) => {
    const label = gateway.environment.labels.fields[root]?.[name]?.requires;
    const meant = label?.purposes.length === 0 || label?.purposes.some((each) => each === purpose);
    return meant === true && label?.roles.some((role) => roles.includes(role)) === true;
  });
  const said: (readonly [coordinate: string, reason: string])[] = [];
  for (let at = 0; at < named.length; at += 20) {
    const some = named.slice(at, at + 20);
    const { errors } = await ask(as, purpose, `${root.toLowerCase()} { ${some.map(callOf).join(' ')} }`);
    await putBack();
    for (const { name } of some) {
      const { message = '' } = errors.find(({ path }) => path?.[0] === name) ?? {};
      said.push([`${root}.${name}`, / is closed\./.test(message) ? (message.split(':')[0] ?? '') : '']);
    }
  }
  return said;
}

type Facts = FactsByShape['SINGLE'];
const without = (change: Partial<Facts>) => (facts: FactsByShape) => ({
  ...facts,
  SINGLE: { ...facts.SINGLE, ...change },
  LIST: { ...facts.LIST, ...change },
});

test.each<[reason: string, gate: string, change: Partial<Facts>]>([
  ['NO_DEPT_MANAGER', 'G3', { departmentHasManager: false }],
  ['RULES_NOT_ACKNOWLEDGED', 'G3', { rulesAcknowledged: false }],
  ['TRAINING_EXPIRED', 'G3', { trainingCurrent: false }],
  ['BULLETIN_UNREAD', 'G3', { bulletinUnreadSince: '2026-10-01' }],
  ['UNAUTHENTICATED', 'G0', { organisation: null }],
])('%s closes all that the own staff governs, but what ends it', async (reason, gate, change) => {
  spoil = without(change);
  for (const identity of STAFF) {
    const [purpose = ''] = identity.purposes;
    for (const root of ['Query', 'Mutation'] as const) {
      const said = await refusals(root, identity, identity.name, purpose);
      const wanted = said.map(([coordinate]) => {
        const past: readonly string[] = PAST_THE_GATES[coordinate] ?? [];
        return [coordinate, past.includes(gate) ? '' : reason];
      });
      expect([identity.name, said]).toEqual([identity.name, wanted]);
    }
  }
});

test('without a second factor the own staff governs nothing, and reads nothing of it', async () => {
  for (const identity of STAFF) {
    const { name: _, ...claims } = identity;
    const as = { ...claims, amr: ['pwd'] };
    const [purpose = ''] = identity.purposes;
    for (const root of ['Query', 'Mutation'] as const) {
      const said = await refusals(root, identity, as, purpose);
      expect(said).toEqual(said.map(([coordinate]) => [coordinate, 'MFA_REQUIRED']));
    }
  }
});

const READ = '{ registers { welfareCases { key } } supervision { alerts { code } } }';
const CONTRACT = 'mutation { endContract(key: "nobody", reason: "x") { key } }';

test('whoever answers for protection elsewhere neither reads nor records here', async () => {
  const as = { ...gateway.identity('privacy-manager'), organisation: 'COOP' };
  for (const query of [READ, CONTRACT, '{ auditLog { __typename } }', '{ policy { __typename } }']) {
    expect((await ask(as, 'GOVERNANCE', query)).error).toContain('NOT_ACCOUNTABLE_PARTY');
  }
});

test('nobody governs while the registers can not be read', async () => {
  spoil = () => {
    throw new Error('no database');
  };
  const { data, errors } = await ask('privacy-manager', 'GOVERNANCE', READ);
  expect(data).toEqual({ registers: null, supervision: null });
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['REGISTERS_UNAVAILABLE', 'REGISTERS_UNAVAILABLE']);
});

test('the manager whose office ended is refused in the next request, and the deputy is not', async () => {
  const deputy = { ...gateway.identity('dept-manager'), roles: ['PRIVACY_MANAGER'] } as const;
  const end = 'mutation { endAppointment(key: "PRIVACY_MANAGER", reason: "retired") { key } }';
  expect((await ask('privacy-manager', 'GOVERNANCE', READ)).error).toBeNull();
  expect((await ask(deputy, 'GOVERNANCE', end)).error).toBeNull();
  const appoint = `mutation { recordAppointment(input: { office: PRIVACY_MANAGER, person: "demo:security-officer", appointedOn: "2026-11-22" }) { key } }`;
  for (const query of [READ, CONTRACT, end, appoint]) {
    expect((await ask('privacy-manager', 'GOVERNANCE', query)).error).toMatch(/^NO_PRIVACY_MANAGER: /);
  }
  expect((await ask(deputy, 'GOVERNANCE', READ)).error).toBeNull();
  const again = appoint.replace('demo:security-officer', 'demo:privacy-manager');
  expect((await ask('dept-manager', 'GOVERNANCE', again)).error).toBeNull();
  expect((await ask('privacy-manager', 'GOVERNANCE', READ)).error).toBeNull();
});

test('a head whose office ended fills no vacant office while another department has a head', async () => {
  const appoint = `mutation { recordAppointment(input: { office: PRIVACY_MANAGER, person: "demo:security-officer", appointedOn: "2026-11-22" }) { key } }`;
  const end = (key: string) =>
    ask('privacy-manager', 'GOVERNANCE', `mutation { endAppointment(key: "${key}", reason: "left") { key } }`);
  const other = { ...gateway.identity('dept-manager'), subjectId: 'staff:suzuki' };
  for (const key of ['DEPT_MANAGER/CLUB', 'PRIVACY_MANAGER']) expect((await end(key)).error).toBeNull();
  expect((await ask('dept-manager', 'GOVERNANCE', appoint)).error).toMatch(/^NO_DEPT_MANAGER: /);
  expect((await ask(other, 'GOVERNANCE', appoint)).error).toBeNull();
});

test('the refusal is on record with its reason, and told in the language of who asks', async () => {
  spoil = without({ trainingCurrent: false });
  const headers = { 'accept-language': 'ja' };
  const { body, receipt } = await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query: READ, headers });
  expect(body.errors?.[0]?.message).toMatch(/^TRAINING_EXPIRED: Query\.registers is closed\. .*教育/);
  const sql = 'select entry from audit_entries where index = $1';
  const { rows } = await gateway.data.governance.query<{ entry: string }>(sql, [receipt?.index]);
  expect(JSON.parse(rows[0]?.entry ?? '{}')).toMatchObject({
    kind: 'REFUSAL',
    decisions: [{ rule: 'REQUIRES', reason: 'TRAINING_EXPIRED', gate: 'G3', clauses: ['A9-4a'] }],
  });
});

test('training that expired everywhere is renewed by one another, and then everything opens again', async () => {
  const began = gateway.clock.now;
  gateway.clock.now = new Date('2027-11-22T03:00:00Z');
  const train = (person: string) => `mutation { recordTraining(input: { person: "${person}", course: "privacy-basics",
    courseVersion: "2027", channel: REGULAR_TRAINING, score: 95, completedOn: "2027-11-20" }) { key } }`;
  expect((await ask('privacy-manager', 'GOVERNANCE', READ)).error).toMatch(/^TRAINING_EXPIRED: /);
  expect((await ask('privacy-manager', 'GOVERNANCE', train('demo:privacy-manager'))).error).toContain('SELF_APPROVAL');
  expect((await ask('dept-manager', 'GOVERNANCE', train('demo:privacy-manager'))).error).toBeNull();
  expect((await ask('privacy-manager', 'GOVERNANCE', READ)).error).toBeNull();
  gateway.clock.now = began;
});

describe('with empty registers', () => {
  const governing = (as: As, mutation: string) => ask(as, 'GOVERNANCE', `mutation { ${mutation} { key } }`);
  const HEAD = 'dept-manager';
  const MANAGER = 'privacy-manager';

  test('the head of a department and the manager found everything, one step after another', async () => {
    await putBack('select');
    expect((await ask(MANAGER, 'GOVERNANCE', READ)).error).toMatch(/^NO_PRIVACY_MANAGER: /);
    const organisation = `recordOrganisation(input: { code: "GAKKO", name: "G", entityType: CORPORATION, parent: "COOP",
      recipientClasses: [OWN_ORGANISATION], jointUseEnabled: false, suspended: false, accountable: true })`;
    expect((await governing(MANAGER, organisation)).error).toMatch(/^NO_PRIVACY_MANAGER: /);
    const office = (rest: string) => `recordAppointment(input: { ${rest}, appointedOn: "2026-11-22" })`;
    const steps: readonly (readonly [As, string])[] = [
      [HEAD, office('office: PRIVACY_MANAGER, person: "demo:privacy-manager"')],
      [
        MANAGER,
        `recordOrganisation(input: { code: "COOP", name: "C", entityType: COOPERATIVE,
        recipientClasses: [JOINT_USER_COOP_GROUP], jointUseEnabled: false, suspended: false, accountable: false })`,
      ],
      [MANAGER, organisation],
      [MANAGER, 'recordDepartment(input: { code: "CLUB", name: "Club", organisation: "GAKKO", dataSets: [] })'],
      [MANAGER, office('office: DEPT_MANAGER, person: "demo:dept-manager", department: "CLUB"')],
      [MANAGER, 'recordDepartmentMember(input: { person: "demo:privacy-manager", department: "CLUB" })'],
      [
        MANAGER,
        'recordRuleBook(input: { version: "1", title: "r", url: "https://x.example/", issuedOn: "2026-11-22" })',
      ],
      [MANAGER, 'recordRuleAcknowledgement(input: { ruleVersion: "1", pledged: true })'],
      [
        HEAD,
        `recordTraining(input: { person: "demo:privacy-manager", course: "c", courseVersion: "1",
        channel: REGULAR_TRAINING, score: 95, completedOn: "2026-11-20" })`,
      ],
    ];
    for (const [as, mutation] of steps)
      expect([mutation, (await governing(as, mutation)).error]).toEqual([mutation, null]);
    expect((await ask(MANAGER, 'GOVERNANCE', READ)).error).toBeNull();
    expect((await ask(HEAD, 'GOVERNANCE', '{ registers { contracts { key } } }')).error).toMatch(/^NO_DEPT_MANAGER: /);
  });
});
