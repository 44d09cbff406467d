import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { DESK, HEAD, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

/** What the gateway itself keeps of what persons asked for has its clock, also when they are erased. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeEach(async () => {
  gateway = await startGateway();
  began = gateway.clock.now.getTime();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  for (const table of ['guardians', 'children']) await gateway.data.club.query(`update ${table} set left_on = null`);
});
afterEach(async () => gateway.close());

let began: number;
const afterDays = (days: number) => {
  gateway.clock.now = new Date(began + days * 86_400_000);
};
const run = async (dryRun = false, requestRecordDays?: number) => {
  const { policy: inForce } = gateway.environment.policies.versionAt(gateway.clock.now);
  const { afterLeavingDays, requestRecordDays: days } = inForce.retention;
  const policy = {
    ...inForce,
    retention: { ...inForce.retention, requestRecordDays: requestRecordDays ?? days },
  };
  // Contact data and persons have clocks of their own, and nobody has left here.
  expect(Math.max(...Object.values(afterLeavingDays))).toBe(1095);
  return (await gateway.retention.run({ policy, now: gateway.clock.now, dryRun }))?.records;
};
function self(alias: string) {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 5;
  const subject = { kind, reference: key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject, authTime } as const;
}
async function say(as: As, call: string): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query: `mutation { said: ${call} }` });
  expect(body.errors).toBeUndefined();
  return body.data.said;
}
const kept = async (sql: string) => (await gateway.data.governance.query(sql)).rowCount ?? 0;
const cases = () => kept(`select from register_entries where payload::text like '%PASSPORT-77%'`);

/** Of gn: a request that was answered, one that is open, a correction, a copy, a service that was cancelled, two words on advertising. */
async function story(): Promise<void> {
  const verification = { method: 'IDENTITY_DOCUMENT', document: 'PASSPORT-77' };
  const input = {
    subject: world.person('gn'),
    requestedBy: world.person('gn'),
    right: 'ACCESS',
    receivedOn: '2026-11-20',
  };
  const key = await registers.record({ ...DESK, noun: 'RightsCase', input: { ...input, verification } });
  await say('consultation-desk', `answerRequest(key: "${key}", decision: GRANTED, explanation: "seen") { key }`);
  await say(self('gn'), 'requestRight(right: INQUIRY) { key }');
  await say(self('gn'), 'correctMine(input: { phone: "022-333-4444" }) { state }');
  await say(self('gn'), 'exportMine { sha256 }');
  const me = gateway.idOf(self('gn'), 'Guardian', world.person('gn').key);
  const service = `subject: "${me}", requestedBy: "${me}", partner: "PARTNER_BOOKS", service: "b", needSet: [NAME]`;
  const { key: asked } = await say(self('gn'), `recordServiceRequest(input: { ${service} }) { key }`);
  await say(self('gn'), `endServiceRequest(key: "${asked}", reason: "no more") { key }`);
  for (const on of [false, true]) {
    await say(self('gn'), `switchAdvertising(on: ${on}) { allowed }`);
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 1);
  }
}

// clauses: A2-2
test('requests, corrections, copies and services go three years after they are over, and not a day before; what is open stays', async () => {
  await story();
  afterDays(1095);
  expect(await run()).toEqual({});
  expect(await cases()).toBeGreaterThan(0);
  afterDays(1096);
  const due = { requests: 4, corrections: 1, advertisingWords: 1, exports: 1 };
  expect(await run(true)).toEqual(due);
  expect(await cases()).toBeGreaterThan(0);
  expect(await run()).toEqual(due);
  expect(await cases()).toBe(0);
  expect(await kept('select from corrections')).toBe(0);
  expect(await kept(`select from right_steps where work = 'CORRECTION'`)).toBe(0);
  // The open request, the last word on advertising and what the person has consented to are still there.
  expect(await kept(`select from register_entries where payload ->> 'right' = 'INQUIRY'`)).toBe(1);
  expect(await kept('select from advertising_words')).toBe(1);
  expect(await kept(`select from consents where subject_reference = ${world.person('gc').key}`)).toBeGreaterThan(0);
  expect(await run()).toEqual({});
  const { rows } = await gateway.data.governance.query<{ entry: string }>(
    `select entry from audit_entries where kind = 'ERASURE' order by index desc limit 2`,
  );
  expect(rows.map(({ entry }) => JSON.parse(entry).facts.records.length)).toEqual([0, 4]);
});

// clauses: A6-3d
test('of who is erased the number of the document and the consents go by the same clock; the tombstone and others stay', async () => {
  await story();
  await say(self('gc'), 'eraseMine { state }');
  await say(self('gn'), 'eraseMine { state }');
  const ofErased = `select from consents where subject_reference = ${world.person('gc').key}`;
  afterDays(1095);
  await run();
  expect(await kept(ofErased)).toBeGreaterThan(0);
  afterDays(1097);
  expect(await run()).toMatchObject({ consents: expect.any(Number) as number });
  expect([await kept(ofErased), await cases()]).toEqual([0, 0]);
  expect(await kept(`select from consents where subject_reference = ${world.person('ga').key}`)).toBeGreaterThan(0);
  expect(await kept('select from erasures')).toBe(2);
  expect(await kept(`select from register_entries where payload ->> 'flag' = 'ERASED' and superseded_at is null`)).toBe(
    2,
  );
});

// clauses: A6-5
test('under a legal hold nothing of the person is taken out, until it ends', async () => {
  await story();
  const input = { subject: world.person('gn'), flag: 'LEGAL_HOLD', why: 'a suit' };
  const key = await registers.record({ ...MANAGER, noun: 'SubjectFlag', input });
  afterDays(1200);
  expect(await run()).toEqual({});
  expect(await cases()).toBeGreaterThan(0);
  afterDays(0);
  await registers.end({ ...MANAGER, noun: 'SubjectFlag', key });
  afterDays(1200);
  await run();
  expect(await cases()).toBe(0);
});

// clauses: A6-5
test('nor while an approved binding order names the person, however long the request is over', async () => {
  await story();
  const order = { authority: 'MIYAGI_POLICE', statute: 'CCP 218', caseNumber: 'L-8', subjects: [world.person('gn')] };
  const input = { ...order, fields: ['NAME'], binding: true, subjectNotice: true };
  const validTo = new Date(began + 30 * 86_400_000).toISOString();
  const key = await registers.record({ ...MANAGER, noun: 'LegalOrder', input, validTo });
  await registers.approve({ ...HEAD, noun: 'LegalOrder', key });
  afterDays(20);
  expect(await run(false, 10)).toEqual({});
  expect(await cases()).toBeGreaterThan(0);
  afterDays(31);
  await run(false, 10);
  expect(await cases()).toBe(0);
});

test('nothing but the job takes a row out, and the job none of another register', async () => {
  await story();
  const { governance } = gateway.data;
  const grows = 'only grows';
  await expect(governance.query(`delete from register_entries where register = 'RIGHTS_CASE'`)).rejects.toThrow(grows);
  await expect(governance.query('delete from consent_events')).rejects.toThrow(grows);
  const client = await governance.connect();
  try {
    await client.query(`begin; select set_config('noren.retention', 'on', true)`);
    await client.query('savepoint one');
    await expect(client.query(`delete from register_entries where register = 'CONTRACT'`)).rejects.toThrow(grows);
    await client.query('rollback to one');
    await expect(client.query('truncate register_entries')).rejects.toThrow(grows);
    await client.query('rollback to one');
    await expect(client.query(`update consent_events set channel = 'x'`)).rejects.toThrow(grows);
    await client.query('rollback');
  } finally {
    client.release();
  }
});
