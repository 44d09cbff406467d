import type { AuditEntry } from '../../../src/audit/auditEntry.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Gateway } from '../../support/startGateway.js';
import { DESK, lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

/** What the law wants with each provision to a third party: its record, the limit of its use, and the word to stop. */

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
afterEach(async () => {
  await registers.putBack();
  const client = await gateway.data.governance.connect();
  // Records are kept; a test's do not outlive the test.
  await client.query('begin; set local session_replication_role = replica; delete from provisions; commit');
  client.release();
});

const PARTNER = { as: 'partner-analyst', purpose: 'REQUESTED_SERVICE' } as const;
const person = (alias: string) => world.person(alias);
const guardian = () => {
  const { kind, key } = person('ga');
  const subject = { kind, reference: key } as const;
  return { subjectId: 'ga', organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject } as const;
};
const request = () =>
  registers.record({
    as: guardian(),
    purpose: 'DATA_SUBJECT_RIGHTS',
    noun: 'ServiceRequest',
    input: {
      subject: person('ca'),
      requestedBy: person('ga'),
      partner: 'PARTNER_BOOKS',
      service: 'books',
      needSet: ['NAME', 'EMAIL'],
    },
  });
const provide = () => look({ ...PARTNER, about: person('ca'), fields: 'name email phone' });

const RECORD = `id providedAt recipient recipientName recipientAddress recipientRepresentative purpose subjectKind subjectReference subject
  items { category form } consents { id giver at } serviceRequests useLimits policyVersion`;
const supervision = async (fields: string, who: { as: As; purpose: string } = MANAGER) => {
  const { body } = await gateway.ask({ ...who, query: `{ supervision { ${fields} } }` });
  if (body.errors !== undefined) throw new Error(body.errors[0]?.message);
  return body.data.supervision;
};
const records = async (args = '') => (await supervision(`provisions${args} { ${RECORD} }`)).provisions;
const notices = async (args = '') => {
  const fields = 'key cause recipient since ageDays obligations subject purpose categories acknowledgedAt done';
  return (await supervision(`stopNotices${args} { ${fields} }`)).stopNotices;
};
interface Told {
  readonly recipient: string;
  readonly cause: string;
}
const ownNotices = async (as: As = PARTNER.as) => {
  const { body } = await gateway.ask({
    as,
    purpose: PARTNER.purpose,
    query: '{ stopNotices { key cause subject done } }',
  });
  return body.data?.stopNotices ?? body.errors?.[0]?.message;
};
const withdraw = async () => {
  const { rows } = await gateway.data.governance.query<{ id: string }>(
    `select id from consents where subject_kind = 'CHILD_PARTICIPANT' and subject_reference = $1 and purpose = 'REQUESTED_SERVICE' and state = 'GIVEN'`,
    [person('ca').key],
  );
  for (const { id } of rows) {
    const query = `mutation { withdrawConsent(consentId: "${id}") { state } }`;
    const { body } = await gateway.ask({ as: guardian(), purpose: 'DATA_SUBJECT_RIGHTS', query });
    expect(body.data).toEqual({ withdrawConsent: { state: 'WITHDRAWN' } });
  }
};

// clauses: A4-3 B-2
test('the audit log names the consent that a provision stood on with the article of the law, and none where nothing left', async () => {
  const entryOf = async ({ receipt }: Answer) => {
    const { rows } = await gateway.data.governance.query<{ entry: string }>(
      'select entry from audit_entries where index = $1',
      [receipt?.index],
    );
    const { decisions, papers } = JSON.parse(rows[0]?.entry ?? '') as AuditEntry;
    return { decisions, consents: papers.filter(({ register }) => register === 'CONSENT').map(({ key }) => key) };
  };
  const basis = { rule: 'T01', basis: 'CONSENT', article: 'APPI 27(1)' };
  expect((await entryOf((await provide()).answer)).consents).toEqual([]);
  await request();
  const { answer } = await provide();
  expect(answer.body.extensions?.governance.decisions).toContainEqual(expect.objectContaining(basis));
  const { decisions, consents } = await entryOf(answer);
  const [record] = await records();
  expect(consents).toEqual([record.consents[0].id]);
  expect(decisions).toContainEqual(expect.objectContaining(basis));
  await withdraw();
  expect((await entryOf((await provide()).answer)).consents).toEqual([]);
});

// clauses: A4-4a A4-4c A4-3
test('TV24 the provision is on record with all that the law names, and the answer carries the limit of its use', async () => {
  const key = await request();
  const { answer } = await provide();
  expect(answer.body.extensions?.governance).toMatchObject({ obligations: ['USE_LIMIT:books'] });
  const [record, ...others] = await records();
  expect(others).toEqual([]);
  expect(record).toMatchObject({
    providedAt: gateway.clock.now.toISOString(),
    recipient: 'PARTNER_BOOKS',
    recipientName: '提携書店',
    purpose: 'REQUESTED_SERVICE',
    subjectKind: 'CHILD_PARTICIPANT',
    subject: gateway.idOf(MANAGER.as, 'Child', person('ca').key),
    consents: [{ giver: 'GUARDIAN' }],
    serviceRequests: [key],
    useLimits: ['books'],
  });
  expect(record.recipientAddress).toEqual(expect.any(String));
  expect(record.recipientRepresentative).toEqual(expect.any(String));
  expect(record.items).toEqual(
    expect.arrayContaining([
      { category: 'NAME', form: 'RAW' },
      { category: 'EMAIL', form: 'RAW' },
    ]),
  );
  expect(record.items).toHaveLength(2);
  const { name, email } = person('ca');
  const { rows } = await gateway.data.governance.query<{ whole: string }>(
    'select provisions::text as whole from provisions',
  );
  for (const value of [name, email]) expect(rows[0]?.whole).not.toContain(value);
});

// clauses: A4-3 A4-4c
test('the record names the consent that decided, and not the yes of a parent whose link has ended', async () => {
  const { governance, club } = gateway.data;
  const [child, parent, id] = [person('ca').key, person('gn').key, '00000000-0000-4000-8000-00000000a43c'];
  await club.query(
    `insert into guardian_links (id, guardian_id, child_id, relation, state, harm_flag, started_on)
     values (990001, $1, $2, 'FATHER', 'ENDED', false, '2024-04-01')`,
    [parent, child],
  );
  const given = `subject_kind = 'CHILD_PARTICIPANT' and subject_reference = ${child} and giver_relation = 'GUARDIAN'
    and purpose = 'REQUESTED_SERVICE' and recipient = 'PARTNER_BOOKS'`;
  const { rows: decided } = await governance.query<{ id: string }>(`select id from consents where ${given}`);
  await governance.query(
    `insert into consents select (jsonb_populate_record(c, jsonb_build_object('id', $1::text, 'giver_reference', $2::int))).*
       from consents c where ${given}`,
    [id, parent],
  );
  try {
    await request();
    await provide();
    expect((await records())[0].consents.map((each: { id: string }) => each.id)).toEqual(
      decided.map((each) => each.id),
    );
  } finally {
    await club.query('delete from guardian_links where id = 990001');
    const client = await governance.connect();
    await client.query('set session_replication_role = replica');
    await client.query('delete from consents where id = $1', [id]);
    client.release(true);
  }
});

test('it is written with the entry of the audit log or not at all, and then nothing leaves', async () => {
  await request();
  await gateway.data.governance.query(
    `create function no_record() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
     create trigger no_record before insert on provisions for each row execute function no_record()`,
  );
  const entries = async () => {
    const { rows } = await gateway.data.governance.query<{ n: number }>(
      `select count(*)::int as n from audit_entries where kind = 'DISCLOSURE' and organisation = 'PARTNER_BOOKS'`,
    );
    return rows[0]?.n;
  };
  const before = await entries();
  const { as, purpose } = PARTNER;
  const id = gateway.idOf(as, 'Child', person('ca').key);
  const answer = await gateway.ask({ as, purpose, query: `{ child(id: "${id}") { name } }` });
  expect(answer.body.errors?.[0]?.extensions.code).toBe('AUDIT_UNAVAILABLE');
  expect(answer.everything).not.toContain(person('ca').name);
  expect(await entries()).toBe(before);
  await gateway.data.governance.query('drop function no_record cascade');
});

test('who gets nothing makes no record, nor does a joint user, nor the accountable party', async () => {
  const { found } = await provide();
  expect(found).toBeNull();
  await look({ as: 'coop-staff', purpose: 'CLUB_OPERATION', about: person('ca'), fields: 'name' });
  await look({ as: 'club-staff', purpose: 'CLUB_OPERATION', about: person('ca'), fields: 'name' });
  expect(await records()).toEqual([]);
});

test('records are kept: nothing changes or deletes one before its three years are over', async () => {
  await request();
  await provide();
  const { governance } = gateway.data;
  for (const sql of ["update provisions set recipient = 'x'", 'delete from provisions', 'truncate provisions']) {
    await expect(governance.query(sql)).rejects.toThrow('kept for three years');
  }
});

test('a page after what is no record is refused, and not an error of the database', async () => {
  await expect(records('(after: "x")')).rejects.toThrow('must be the id of a record of provision');
});

test.each<[As, string]>([
  ['partner-analyst', 'REQUESTED_SERVICE'],
  ['club-staff', 'CLUB_OPERATION'],
  ['guardian', 'DATA_SUBJECT_RIGHTS'],
])('%s reads no records of provision', async (as, purpose) => {
  await expect(supervision(`provisions { id }`, { as, purpose })).rejects.toThrow('requires role');
});

// clauses: A4-3 A6-3e
test('TV29 a consent that is taken back leaves the record as it was, and tells the partner to stop until it acknowledges', async () => {
  await request();
  const { answer } = await provide();
  const before = await records();
  expect(await notices()).toEqual([]);
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 1);
  await withdraw();
  expect((await provide()).found).toBeNull();
  expect(await records()).toEqual(before);

  gateway.clock.now = new Date(gateway.clock.now.getTime() + 3 * 86_400_000);
  const [notice, ...others] = await notices();
  expect(others).toEqual([]);
  expect(notice).toMatchObject({
    cause: 'CONSENT_WITHDRAWN',
    recipient: 'PARTNER_BOOKS',
    ageDays: 3,
    obligations: ['STOP_USE', 'RETURN_OR_ERASE'],
    purpose: 'REQUESTED_SERVICE',
    categories: ['EMAIL', 'NAME'],
    acknowledgedAt: null,
  });
  const knownAs = gateway.idOf(PARTNER.as, 'Child', person('ca').key);
  expect(answer.status).toBe(200);
  expect(await ownNotices()).toEqual([{ key: notice.key, cause: 'CONSENT_WITHDRAWN', subject: knownAs, done: null }]);

  const acknowledge = (as: As, key: string, purpose: string = PARTNER.purpose) =>
    registers.tryToRecord({
      as,
      purpose,
      noun: 'StopAcknowledgement',
      input: { notice: key, done: 'ERASED' },
    });
  expect((await acknowledge('operator-staff', notice.key, 'CLUB_OPERATION')).error).toContain('no such open notice');
  expect((await acknowledge(PARTNER.as, 'CONSENT_WITHDRAWN/none')).error).toContain('no such open notice');
  expect((await acknowledge('advertiser', notice.key)).error).toContain('requires role');
  expect((await acknowledge(PARTNER.as, notice.key)).error).toBeUndefined();
  expect(await notices()).toEqual([]);
  expect(await notices('(open: false)')).toMatchObject([{ key: notice.key, done: 'ERASED' }]);
  expect((await acknowledge(PARTNER.as, notice.key)).error).toContain('no such open notice');
});

// clauses: A6-3d A6-3e
test('provision that a person has stopped, and a service that is cancelled, are told too; another partner hears nothing', async () => {
  const key = await request();
  await provide();
  await look({ as: 'coop-staff', purpose: 'CLUB_OPERATION', about: person('ca'), fields: 'name' });
  await registers.end({ as: guardian(), purpose: 'DATA_SUBJECT_RIGHTS', noun: 'ServiceRequest', key });
  expect(await notices()).toMatchObject([{ cause: 'SERVICE_ENDED' }]);
  const flag = { subject: person('ca'), flag: 'STOP_PROVISION', why: 'asked' };
  await registers.record({ ...DESK, noun: 'SubjectFlag', input: flag });
  // The co-op, as a joint user, has it from the log.
  expect((await notices()).map(({ recipient, cause }: Told) => [recipient, cause])).toEqual([
    ['COOP', 'PROVISION_STOPPED'],
    ['PARTNER_BOOKS', 'PROVISION_STOPPED'],
  ]);
  const other = { organisation: 'AD_AGENCY', roles: ['PARTNER'], subjectId: 'other' } as const;
  expect(await ownNotices(other)).toEqual([]);
  expect(await ownNotices('club-staff')).toContain('requires role');
});

// clauses: A2(2)-r2a A2(2)-r3a A3-2
test('a contract that ends leaves the operator and its contractor with what they must return or erase', async () => {
  expect(await notices()).toEqual([]);
  const { rows } = await gateway.data.governance.query<{ key: string }>(
    `select key from register_entries where register = 'CONTRACT' and organisation = 'SENDAI_HOSO' and superseded_at is null`,
  );
  await registers.end({ ...MANAGER, noun: 'Contract', key: rows[0]?.key ?? '' });
  const open = await notices();
  expect(open.map(({ recipient, cause }: { recipient: string; cause: string }) => [recipient, cause])).toEqual([
    ['KODOMO_TECH', 'CONTRACT_ENDED'],
    ['SENDAI_HOSO', 'CONTRACT_ENDED'],
  ]);
  for (const { obligations, subject } of open) {
    expect([obligations, subject]).toEqual([['STOP_USE', 'RETURN_OR_ERASE'], null]);
  }
});
