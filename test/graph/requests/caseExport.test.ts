import { createHash } from 'node:crypto';
import { DESK, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
beforeEach(() => {
  gateway.clock.now = new Date('2026-11-24T10:00:00+09:00');
});
afterEach(async () => registers.putBack());
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
interface Subject {
  readonly kind: string;
  readonly key: number;
}

async function ask(as: As, query: string): Promise<Data> {
  return (await gateway.ask({ as, purpose: OWN, query })).body;
}
const copy = (key: string, as: As = 'consultation-desk', format = 'JSON') =>
  ask(as, `mutation { said: exportForCase(key: "${key}", format: ${format}) { document sha256 fee mediaType } }`);
const refused = async (answer: Promise<Data>): Promise<string> => {
  const { data, errors } = await answer;
  expect(data?.said ?? null).toBeNull();
  return errors?.[0]?.message ?? 'no error';
};
const copied = async (key: string): Promise<Data> => {
  const { data, errors } = await copy(key);
  expect(errors).toBeUndefined();
  return JSON.parse(data.said.document);
};
const POWER = { method: 'POWER_OF_ATTORNEY', document: 'POA-7' };
const opened = async (subject: Subject, more: Record<string, unknown> = {}) =>
  registers.record({
    ...DESK,
    noun: 'RightsCase',
    input: { subject, agent: 'POA-7', right: 'ACCESS', receivedOn: '2026-11-20', verification: POWER, ...more },
  });

function self(name: string) {
  const { reference = 0, kind } = gateway.identity(name).subject ?? {};
  return { kind, key: reference } as Subject;
}

// clauses: A6-3b A6-4b
test.each(['guardian', 'member', 'supplier'])(
  'a copy at the desk says of a %s what the copy of the page says, and its hash is on record',
  async (name) => {
    const page = (await ask(name, 'mutation { said: exportMine { document } }')).data.said;
    const own = JSON.parse(page.document);
    const key = await opened(self(name));
    const { data } = await copy(key);
    const { document, sha256, fee } = data.said;
    expect(fee).toBe(0);
    expect(sha256).toBe(createHash('sha256').update(document).digest('hex'));
    const { rows } = await gateway.data.governance.query<{ entry: string }>(
      `select entry from audit_entries where kind = 'RIGHT' order by index desc limit 1`,
    );
    expect(JSON.parse(rows[0]?.entry ?? '{}').facts).toMatchObject({ what: 'EXPORT', sha256, case: key });
    const at = JSON.parse(document);
    const root = { guardian: 'guardian', member: 'member', supplier: 'supplierContact' }[name] ?? '';
    // Ids are the reader's own, and a child is a person with a case of their own.
    const plain = ({ id: _, children: __, ...record }: Data): Data => {
      const inner = record.member ? { member: plain(record.member) } : {};
      return { ...record, ...inner };
    };
    const sorted = (record: Data): string => JSON.stringify(plain(record)).split('').toSorted().join('');
    expect(sorted(at[root])).toBe(sorted(own[root]));
    expect(at.disclosures.length).toBeGreaterThanOrEqual(own.disclosures.length);
    expect(at.requests.map((each: Data) => each.key)).toContain(key);
    expect(JSON.stringify(at)).not.toContain('＊');
  },
);

// clauses: A6-3b
test('a child below 16 gets a copy through the desk, raw, with what was corrected; the page shows it masked (D03, D05)', async () => {
  const child = { kind: 'CHILD_PARTICIPANT', key: world.person('ca').key };
  const about = gateway.idOf(guardianOf('ga'), 'Child', child.key);
  const corrected = await ask(
    guardianOf('ga'),
    `mutation { correctMine(about: "${about}", input: { phone: "022-999-1234" }) { state } }`,
  );
  expect(corrected.errors).toBeUndefined();
  const at = await copied(await opened(child));
  expect(at.child).toMatchObject({ name: world.person('ca').name, phone: '022-999-1234' });
  expect(at.corrections[0].changes).toEqual([
    { item: 'phone', before: world.person('ca').phone, after: '022-999-1234' },
  ]);
  expect(at.consents.length).toBeGreaterThan(0);
  expect(at.consents[0].record).toHaveProperty('pii_principal_id');
  // That the values left is on record, as the child's own page tells.
  const query = '{ me { disclosures { disclosures { recipient items { category fields form rule } } } } }';
  const { disclosures } = (await ask(childOf('ca'), query)).data.me.disclosures;
  const items = disclosures.flatMap((each: Data) => each.items);
  expect(items).toContainEqual(
    expect.objectContaining({
      category: 'PHONE',
      form: 'RAW',
      fields: ['ColumnChange.after', 'ColumnChange.before'],
      rule: 'D05',
    }),
  );
});

function guardianOf(alias: string) {
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 5;
  const subject = { kind: 'GUARDIAN', reference: world.person(alias).key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject, authTime } as const;
}
function childOf(alias: string) {
  const subject = { kind: 'CHILD_PARTICIPANT', reference: world.person(alias).key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_CHILD'], subject } as const;
}

// clauses: A6-2 A6-4b A6-10
test('no copy without a verified open case of access, in the hours of the desk, on a device that sees raw data, and after the fee', async () => {
  const guardian = { kind: 'GUARDIAN', key: world.person('gn').key };
  const key = await opened(guardian);
  expect(await refused(copy(key, 'club-staff'))).toContain('requires');
  expect(await refused(copy(key, 'guardian'))).toContain('requires');
  expect(await refused(copy('none'))).toContain('no such open request');
  expect(await refused(copy(await opened(guardian, { right: 'ERASE' })))).toContain('asks for ERASE');
  expect(await refused(copy(await opened(guardian, { verification: null })))).toContain('NOT_VERIFIED');
  const unmanaged = { ...gateway.identity('consultation-desk'), managedDevice: false };
  expect(await refused(copy(key, unmanaged))).toMatch(/half of a copy is none|MFA/);
  gateway.clock.now = new Date('2026-11-22T10:00:00+09:00');
  expect(await refused(copy(key))).toContain('OUTSIDE_DESK_HOURS');
  gateway.clock.now = new Date('2026-11-24T10:00:00+09:00');
  await ask(
    'consultation-desk',
    `mutation { quoteFee(key: "${key}", costs: [{ what: "x", yen: 5 }], yen: 5) { key } }`,
  );
  expect(await refused(copy(key))).toContain('FEE_NOT_ACCEPTED');
});

test('the copy of one person holds nothing of another case, and none is given of the erased and the dead (X03)', async () => {
  const { document } = (await copy(await opened({ kind: 'GUARDIAN', key: world.person('ga').key }))).data.said;
  for (const alias of ['gn', 'ca', 'ct', 'ma']) {
    expect(document).not.toContain(world.person(alias).name);
    expect(document).not.toContain(world.person(alias).phone);
  }
  const dead = await opened({ kind: 'GUARDIAN', key: world.person('gd').key });
  expect(await refused(copy(dead))).toContain('DECEASED');
});

// clauses: A6-3a
test('who asks who got what, or for what it is used, gets that at the desk and no more (APPI 32(2), 33(5))', async () => {
  const subject = { kind: 'GUARDIAN', key: world.person('go').key };
  const id = gateway.idOf('club-staff', 'Guardian', subject.key);
  const look = { as: 'club-staff', purpose: 'CLUB_OPERATION', query: `{ guardian(id: "${id}") { phone } }` };
  expect((await gateway.ask(look)).body.data.guardian.phone).not.toBeNull();
  const told = async (right: string) => copied(await opened(subject, { right }));
  const HEAD = ['issuedAt', 'policyVersion', 'subjectKind'];
  const record = await told('PROVISION_RECORD');
  expect(Object.keys(record)).toEqual([...HEAD, 'disclosures']);
  expect(record.disclosures).toContainEqual(expect.objectContaining({ recipient: 'GAKKO', purpose: 'CLUB_OPERATION' }));
  const inquiry = await told('INQUIRY');
  expect(Object.keys(inquiry)).toEqual([...HEAD, 'inquiry', 'disclosures']);
  expect(inquiry.inquiry.recipients.length).toBeGreaterThan(3);
  const notice = await told('PURPOSE_NOTICE');
  expect(Object.keys(notice)).toEqual([...HEAD, 'inquiry']);
  for (const document of [record, inquiry, notice]) {
    expect(JSON.stringify(document)).not.toContain(world.person('go').name);
  }
});

// clauses: A6-3b
test('who has left the Club, and who stopped the use, still gets the copy (A6-2)', async () => {
  const { key, name } = world.person('gc');
  await gateway.data.club.query(`update guardians set left_on = '2026-10-01' where id = $1`, [key]);
  await registers.record({
    ...DESK,
    noun: 'SubjectFlag',
    input: { subject: { kind: 'GUARDIAN', key }, flag: 'STOP_USE', why: 'asked' },
  });
  const at = await copied(await opened({ kind: 'GUARDIAN', key }));
  expect(at.guardian).toMatchObject({ name, leftOn: '2026-10-01' });
  expect(at.stops).toMatchObject([{ stop: 'STOP_USE' }]);
});

// clauses: A6-3b
test('more purchases than a page takes are taken away at the desk', async () => {
  const { key: member } = self('member');
  await gateway.data.coop.query(
    `insert into purchases (id, member_id, shop_id, product_id, receipt_number, purchased_on, quantity, amount)
       select (select max(id) from purchases) + n, member_id, shop_id, product_id, 'r-' || n, purchased_on, 1, 100
         from generate_series(1, 10001) n, (select * from purchases where member_id = $1 limit 1) one`,
    [member],
  );
  const page = await ask('member', 'mutation { said: exportMine { document } }');
  expect(page.errors[0].message).toContain('the desk gives the copy');
  const { rows } = await gateway.data.coop.query('select from purchases where member_id = $1', [member]);
  const at = await copied(await opened({ kind: 'COOP_MEMBER', key: member }));
  expect(at.member.purchases).toHaveLength(rows.length);
});
