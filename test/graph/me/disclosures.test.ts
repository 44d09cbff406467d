import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';
import { CLUB, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

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
  await registers.end({ ...MANAGER, noun: 'WelfareCase', key: opened });
  expect(await told(self('ga'))).toBe(true);
});
