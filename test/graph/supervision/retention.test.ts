import { erasureListIn } from '../../../src/supervision/retention/erasureList.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../../support/startGateway.js';
import { temporaryFolder } from '../../support/temporaryFolder.js';
import { CLUB, lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

/** What has been kept long enough goes, and no backup brings it back. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeEach(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
const folder = temporaryFolder();
afterEach(async () => gateway.close());
afterAll(() => folder.remove());

const person = (alias: string) => world.person(alias);
const TABLES = { GUARDIAN: 'guardians', CHILD_PARTICIPANT: 'children' } as const;
const tableOf = (alias: string) => TABLES[person(alias).kind as keyof typeof TABLES];
const left = async (alias: string, day: string) =>
  gateway.data.club.query(`update ${tableOf(alias)} set left_on = $2 where id = $1`, [person(alias).key, day]);
const rowOf = async (alias: string) => {
  const { rows } = await gateway.data.club.query<Row>(
    `select phone, email, street, family_name, municipality_code from ${tableOf(alias)} where id = $1`,
    [person(alias).key],
  );
  return rows[0] ?? null;
};
interface Row {
  readonly phone: string | null;
  readonly email: string | null;
  readonly street: string;
  readonly family_name: string;
  readonly municipality_code: string;
}
const run = async (dryRun = false) => {
  const { policy } = gateway.environment.policies.versionAt(gateway.clock.now);
  return gateway.retention.run({ policy, now: gateway.clock.now, dryRun });
};
/** Nobody of the demo's own has left, so that what is counted is what a test did. */
const settle = async () => {
  for (const table of Object.values(TABLES)) await gateway.data.club.query(`update ${table} set left_on = null`);
};

test('a dry run counts, and changes nothing but that it was', async () => {
  await settle();
  await left('gn', '2023-11-23');
  await left('go', '2025-11-22');
  const before = [await rowOf('gn'), await rowOf('go')];
  expect(await run(true)).toMatchObject({
    dryRun: true,
    cleared: { ADDRESS: { guardians: 2 }, PHONE: { guardians: 2 }, EMAIL: { guardians: 2 } },
    erased: 1,
  });
  expect([await rowOf('gn'), await rowOf('go')]).toEqual(before);
});

test('contact data go after a year and not a day before, the rest stays until the person goes', async () => {
  await settle();
  await left('go', '2025-11-22');
  await left('gc', '2025-11-23');
  const before = await rowOf('go');
  await run();
  expect(await rowOf('go')).toEqual({ ...before, phone: null, email: null, street: '' });
  expect((await rowOf('gc'))?.phone).not.toBeNull();
  expect((await run())?.cleared).toEqual({});
});

// clauses: A2-2
test('a former participant is erased after the retention period, and not a day before; nobody reads them any more', async () => {
  await settle();
  await left('gn', '2023-11-23');
  await left('go', '2023-11-24');
  const erased = await run();
  expect(erased).toMatchObject({ dryRun: false, erased: 1, held: 0 });
  expect(await rowOf('gn')).toBeNull();
  expect(await rowOf('go')).not.toBeNull();
  expect((await look({ ...CLUB, about: person('gn'), fields: 'name' })).found).toBeNull();
  const { rows } = await gateway.data.governance.query<{ whole: string }>(
    `select (select jsonb_agg(r)::text from retention_runs r) ||
            (select string_agg(entry, '') from audit_entries where kind = 'ERASURE') as whole`,
  );
  expect(rows[0]?.whole).toContain(erased?.id);
  const { name, phone, email } = person('gn');
  for (const value of [name, phone, email]) expect(rows[0]?.whole).not.toContain(value);
});

test('a guardian of a child who is in the Club is still needed, however long ago they left', async () => {
  await settle();
  await left('ga', '2020-01-01');
  const before = await rowOf('ga');
  await run();
  expect(await rowOf('ga')).toEqual(before);
});

// clauses: A6-5
test('under a legal hold nothing is taken out, and the erasure waits for its end', async () => {
  await settle();
  await left('gn', '2023-01-01');
  const key = await registers.record({
    ...MANAGER,
    noun: 'SubjectFlag',
    input: { subject: person('gn'), flag: 'LEGAL_HOLD', why: 'a suit' },
  });
  const before = await rowOf('gn');
  expect(await run()).toMatchObject({ erased: 0, held: 1, cleared: {} });
  expect(await rowOf('gn')).toEqual(before);
  await registers.end({ ...MANAGER, noun: 'SubjectFlag', key });
  await gateway.environment.rights.deliver();
  expect(await rowOf('gn')).toBeNull();
});

const order = {
  authority: 'MIYAGI_POLICE',
  statute: 'CCP 218',
  caseNumber: 'L-7',
  fields: ['ADDRESS', 'PHONE'],
  binding: true,
  subjectNotice: true,
};
const welfare = {
  purpose: 'CHILD_WELFARE',
  body: 'CHILD_GUIDANCE_CENTRE',
  caseNumber: 'W-7',
  categories: ['NAME', 'ADDRESS'],
  whySpeciallyNecessary: 'x',
  whyConsentHard: 'x',
  bestInterestNote: 'x',
  suppressGuardianNotice: true,
};
const validTo = '2026-12-20T00:00:00Z';

// clauses: A6-5
test('an approved binding order or welfare case holds as the flag does: nothing of whom they name is taken out (A4-5, A4-7b)', async () => {
  const byOrder = { noun: 'LegalOrder', input: { ...order, subjects: [person('gn'), person('cn')] } };
  const input = { ...welfare, subject: person('cn'), others: [person('gn')] };
  for (const holding of [byOrder, { noun: 'WelfareCase', input }]) {
    await settle();
    await left('gn', '2023-01-01');
    await left('cn', '2025-01-01');
    const key = await registers.record({ ...CLUB, ...holding, validTo });
    // What nobody has approved holds nothing.
    expect(await run(true)).toMatchObject({ erased: 1, held: 0 });
    await registers.approve({ ...MANAGER, noun: holding.noun, key });
    const before = [await rowOf('gn'), await rowOf('cn')];
    expect(await run(true)).toMatchObject({ erased: 0, held: 1, cleared: {} });
    expect(await run()).toMatchObject({ erased: 0, held: 1, cleared: {} });
    expect([await rowOf('gn'), await rowOf('cn')]).toEqual(before);
    await registers.end({ ...MANAGER, noun: holding.noun, key });
  }
  await gateway.environment.rights.deliver();
  expect(await rowOf('gn')).toBeNull();
});

test('an inquiry that may be declined holds nothing', async () => {
  await settle();
  await left('go', '2025-01-01');
  const input = { ...order, subjects: [person('go')], binding: false, decisionNote: 'APPI 27(1)(iv): x' };
  const key = await registers.record({ ...CLUB, noun: 'LegalOrder', input, validTo });
  await registers.approve({ ...MANAGER, noun: 'LegalOrder', key });
  await run();
  expect((await rowOf('go'))?.phone).toBeNull();
});

test('one run at a time, of all gateways', async () => {
  const runs = await Promise.all([run(true), run(true), run(true)]);
  expect(runs.filter((each) => each !== null).length).toBeGreaterThan(0);
  const client = await gateway.data.governance.connect();
  await client.query(`select pg_advisory_lock(hashtextextended('noren retention', 7301401))`);
  expect(await run()).toBeNull();
  client.release(true);
});

// clauses: A7-1b A7-1c
test('a restored source does not bring an erased person back: the replay takes them out again', async () => {
  await settle();
  const { club } = gateway.data;
  await club.query(
    'create table kept as select * from guardians; create table kept_families as select * from families',
  );
  await left('gn', '2023-01-01');
  await run();
  const list = erasureListIn(folder.path, 'noren/source');
  expect(await gateway.retention.replay(list)).toMatchObject({ forgotten: 0, rows: { guardians: 0 } });
  await club.query('insert into families select * from kept_families on conflict do nothing');
  await club.query('insert into guardians select * from kept on conflict do nothing');
  expect(await rowOf('gn')).not.toBeNull();
  expect((await look({ ...CLUB, about: person('gn'), fields: 'name' })).found).toBeNull();
  expect(await gateway.retention.replay(list)).toMatchObject({ forgotten: 0, rows: { guardians: 1 } });
  expect(await rowOf('gn')).toBeNull();
});

// clauses: A7-1b A7-1c
test('nor does a restored governance database that has forgotten the erasure: the list beside it has not', async () => {
  await settle();
  const { club, governance } = gateway.data;
  await club.query(
    'create table kept as select * from guardians; create table kept_families as select * from families',
  );
  await left('gn', '2023-01-01');
  await run();
  await gateway.retention.replay(erasureListIn(folder.path, 'noren/test'));
  const client = await governance.connect();
  await client.query('begin; set local session_replication_role = replica');
  await client.query('delete from right_steps; delete from erasures');
  await client.query(`delete from register_entries where register = 'SUBJECT_FLAG'; commit`);
  client.release();
  await club.query('insert into families select * from kept_families on conflict do nothing');
  await club.query('insert into guardians select * from kept on conflict do nothing');
  expect((await look({ ...CLUB, about: person('gn'), fields: 'name' })).found?.name).toBe(person('gn').name);

  const other = erasureListIn(folder.path, 'noren/another');
  expect(await gateway.retention.replay(other)).toMatchObject({ forgotten: 0 });
  expect(await rowOf('gn')).not.toBeNull();
  expect(await gateway.retention.replay(erasureListIn(folder.path, 'noren/test'))).toMatchObject({ forgotten: 1 });
  expect(await rowOf('gn')).toBeNull();
  expect((await look({ ...CLUB, about: person('gn'), fields: 'name' })).found).toBeNull();
});

test('records of provision stay their three years after the last one to the same recipient', async () => {
  const record = (recipient: string, at: string, key: string) =>
    gateway.data.governance.query(
      `insert into provisions (id, request_id, provided_at, purpose, recipient, recipient_name, recipient_identity, subject_kind,
         subject_key, subject_id, items, consents, service_requests, use_limits, policy_version)
       values (gen_random_uuid(), 'r', $2, 'REQUESTED_SERVICE', $1, 'x', 'x', 'GUARDIAN', sha256($3::bytea), 'x', '[]', '[]', '[]', '{}', '1')`,
      [recipient, at, key],
    );
  await record('A', '2023-11-21T00:00:00Z', 'one');
  await record('A', '2023-11-20T00:00:00Z', 'two');
  await record('A', '2023-11-23T00:00:00Z', 'two');
  await record('B', '2023-11-20T00:00:00Z', 'two');
  expect(await run(true)).toMatchObject({ provisions: 2 });
  expect(await run()).toMatchObject({ provisions: 2 });
  const { rows } = await gateway.data.governance.query<{ recipient: string }>('select recipient from provisions');
  expect(rows).toEqual([{ recipient: 'A' }, { recipient: 'A' }]);
});
