import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';
import { CLUB, HEAD, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject: { kind, reference: key } } as const;
}

async function look(
  as: As,
  purpose: string,
  type: 'Guardian' | 'Child',
  alias: string,
  fields = 'name phone',
): Promise<Data> {
  const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { ${fields} } }`;
  const { body } = await gateway.ask({
    as,
    purpose,
    query,
    variables: { id: gateway.idOf(as, type, world.person(alias).key) },
  });
  return body.data.found;
}

async function disclosures(as: As, more = ''): Promise<Data> {
  const query = `{ me { disclosures${more} { endCursor disclosures { about recipient recipientName purpose roles at
    items { category form fields rule basis clauses } } } } }`;
  const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query });
  expect(body.errors).toBeUndefined();
  return body.data.me.disclosures;
}

test('who got what, when, for which purpose, on which clause and in which form (APPI 33(5), TV51)', async () => {
  await look('club-staff', 'CLUB_OPERATION', 'Guardian', 'ga');
  await look('coop-staff', 'CLUB_OPERATION', 'Guardian', 'ga', 'phone');
  const [coop, club] = (await disclosures(self('ga'))).disclosures;
  expect(club).toMatchObject({ recipient: 'GAKKO', purpose: 'CLUB_OPERATION', roles: ['CLUB_STAFF'] });
  expect(club.about).toBe(gateway.idOf(self('ga'), 'Guardian', world.person('ga').key));
  expect(club.items.map(({ category, form, rule }: Data) => [category, form, rule])).toEqual(
    expect.arrayContaining([
      ['NAME', 'RAW', 'C01'],
      ['PHONE', 'RAW', 'C01'],
    ]),
  );
  expect(coop.items).toEqual([
    {
      category: 'PHONE',
      form: 'MASKED',
      fields: ['Guardian.phone'],
      rule: 'J01',
      basis: 'JOINT_USE',
      clauses: expect.arrayContaining(['A2(2)-i6']),
    },
  ]);
  expect(new Date(coop.at).getTime()).toBe(gateway.clock.now.getTime());
});

test("nobody else's disclosures are told, and the own looks are not", async () => {
  expect((await disclosures(self('gn'))).disclosures).toEqual([]);
  await disclosures(self('ga'));
  const recipients = (await disclosures(self('ga'))).disclosures.map(({ recipient }: Data) => recipient);
  expect(recipients).not.toContain('SELF');
});

test("a guardian is told of the linked children's too, page by page", async () => {
  for (let n = 0; n < 3; n += 1) await look('club-staff', 'CLUB_OPERATION', 'Child', 'ca', 'name');
  const all = (await disclosures(self('ga'))).disclosures;
  const child = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
  expect(all.filter(({ about }: Data) => about === child)).toHaveLength(3);
  const first = await disclosures(self('ga'), '(first: 2)');
  const second = await disclosures(self('ga'), `(first: 200, after: "${first.endCursor}")`);
  expect([...first.disclosures, ...second.disclosures]).toEqual(all);
  expect(second.endCursor).toBeNull();
  const stolen = await gateway.ask({
    as: self('gn'),
    purpose: 'DATA_SUBJECT_RIGHTS',
    query: `{ me { disclosures(first: 2, after: "${first.endCursor}") { endCursor } } }`,
  });
  expect(stolen.body.errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
});

test('what a welfare body got is kept from the guardian while the case demands it, and told afterwards (A4-7b)', async () => {
  const { key, kind } = world.person('ca');
  const opened = await registers.record({
    ...CLUB,
    noun: 'WelfareCase',
    input: {
      purpose: 'CHILD_WELFARE',
      body: 'CHILD_GUIDANCE_CENTRE',
      caseNumber: 'W-1',
      subject: { kind, key },
      others: [],
      categories: ['NAME', 'ADDRESS'],
      whySpeciallyNecessary: 'x',
      whyConsentHard: 'x',
      bestInterestNote: 'x',
      suppressGuardianNotice: true,
    },
    validTo: '2027-01-01T00:00:00Z',
  });
  await registers.approve({ ...MANAGER, noun: 'WelfareCase', key: opened });
  expect((await look('child-welfare-body', 'CHILD_WELFARE', 'Child', 'ca', 'name address')).name).toBe(
    world.person('ca').name,
  );
  const told = async (as: As) =>
    (await disclosures(as)).disclosures.some(({ recipient }: Data) => recipient === 'CHILD_GUIDANCE_CENTRE');
  expect(await told(self('ga'))).toBe(false);
  expect(await told(self('ca', 'SELF_CHILD'))).toBe(false);
  // The period of the case runs out by itself; that nobody may be told does not.
  const began = gateway.clock.now;
  gateway.clock.now = new Date('2027-01-02T00:00:00Z');
  expect(await told(self('ga'))).toBe(false);
  gateway.clock.now = began;
  const releasing = {
    ...CLUB,
    query: RELEASE,
    variables: { key: opened, child: gateway.idOf('club-staff', 'Child', key) },
  };
  expect((await gateway.ask(releasing)).body.errors?.[0]?.message).toContain('released by ending the case');
  await registers.end({ ...MANAGER, noun: 'WelfareCase', key: opened });
  expect(await told(self('ga'))).toBe(true);
});

const RELEASE = `mutation ($key: ID!, $child: ID!) { recordWelfareCase(key: $key, validTo: "2027-01-01T00:00:00Z", input: {
  purpose: CHILD_WELFARE, body: "CHILD_GUIDANCE_CENTRE", caseNumber: "W-1", subject: $child, others: [], categories: [NAME],
  whySpeciallyNecessary: "x", whyConsentHard: "x", bestInterestNote: "x", suppressGuardianNotice: false }) { key } }`;

test('what an authority got on an order that the subject may not be told of stays hidden until the order is ended (A4-5)', async () => {
  const { key, kind } = world.person('go');
  const order = { authority: 'MIYAGI_POLICE', statute: 'CCP 218', caseNumber: 'L-1', subjects: [{ kind, key }] };
  const input = { ...order, fields: ['NAME'], binding: true, subjectNotice: false };
  const made = await registers.record({ ...MANAGER, noun: 'LegalOrder', input, validTo: '2026-12-20T00:00:00Z' });
  await registers.approve({ ...HEAD, noun: 'LegalOrder', key: made });
  await look('club-staff', 'CLUB_OPERATION', 'Guardian', 'go', 'name');
  expect((await look('authority-liaison', 'LEGAL_OBLIGATION', 'Guardian', 'go', 'name')).name).toBe(
    world.person('go').name,
  );
  const recipients = async () => (await disclosures(self('go'))).disclosures.map(({ recipient }: Data) => recipient);
  expect(await recipients()).toEqual(['GAKKO']);
  const began = gateway.clock.now;
  gateway.clock.now = new Date('2026-12-21T00:00:00Z');
  expect(await recipients()).toEqual(['GAKKO']);
  gateway.clock.now = began;
  await registers.end({ ...MANAGER, noun: 'LegalOrder', key: made });
  expect(await recipients()).toEqual(['MIYAGI_POLICE', 'GAKKO']);
});

test('one answer about a guardian and two children is told of all three, however small the pages', async () => {
  await look('club-staff', 'CLUB_OPERATION', 'Guardian', 'ga', 'name children { name }');
  const read: Data[] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: Data = await disclosures(self('ga'), after === '' ? '(first: 1)' : `(first: 1, after: "${after}")`);
    read.push(...page.disclosures);
    after = page.endCursor;
  }
  const all = (await disclosures(self('ga'), '(first: 200)')).disclosures;
  expect(read).toEqual(all);
  const [{ at, recipient }] = all;
  const people = all.slice(0, 3).map(({ about }: Data) => about);
  expect([at, recipient, new Set(people).size]).toEqual([gateway.clock.now.toISOString(), 'GAKKO', 3]);
});
