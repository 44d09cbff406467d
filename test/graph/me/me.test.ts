import { PERSON_FIELDS } from '../../support/observeForms.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const WORKER = '{ id name kana phone email }';
const EVERYTHING = `{ me { kind guardian { ${PERSON_FIELDS} } child { ${PERSON_FIELDS} } member { ${PERSON_FIELDS} }
  employee ${WORKER} staff ${WORKER} supplierContact ${WORKER} } }`;

async function me(as: As, query = EVERYTHING): Promise<Data> {
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query });
  expect(body.errors).toBeUndefined();
  return body.data.me;
}

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT') {
  const { kind, key } = world.person(alias);
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject: { kind, reference: key } };
}

describe('each kind of subject sees its own record, and no other field of me', () => {
  const OWN = [
    ['guardian', 'guardian'],
    ['child', 'child'],
    ['adult', 'guardian'],
    ['member', 'member'],
    ['employee', 'employee'],
    ['supplier', 'supplierContact'],
  ] as const;
  test.each(OWN)('%s', async (name, field) => {
    const { kind, ...records } = await me(name);
    expect(kind).toBe(gateway.identity(name).subject?.kind);
    expect(records[field].name).toMatch(/^\S+ \S+$/);
    for (const [other, row] of Object.entries(records)) expect([other, row !== null]).toEqual([other, other === field]);
  });
});

test('the forms are those of the matrix: a child under 16 sees contact data masked, from 16 on raw', async () => {
  const { child: young } = await me(self('ca', 'SELF_CHILD'));
  expect(young).toMatchObject({ name: world.person('ca').name, phone: expect.stringMatching(/\*/), sex: 'FEMALE' });
  expect((await me(self('ct', 'SELF_CHILD'))).child.phone).toBe(world.person('ct').phone);
  expect((await me(self('cu', 'SELF_CHILD'))).child).toBeNull();
  expect((await me(self('cu', 'SELF_ADULT'))).child.phone).toBe(world.person('cu').phone);
});

test('a guardian has the children with an active link and no harm flag below the own record, and nobody elses', async () => {
  const { guardian } = await me(self('ga', 'SELF_GUARDIAN'), '{ me { guardian { children { name } } } }');
  const names = guardian.children.map(({ name }: Data) => name).sort();
  expect(names).toEqual(['ca', 'ct'].map((alias) => world.person(alias).name).sort());
});

test('a link with a harm flag looks like one in dispute: no active link is without its child (APPI 33(2)(i))', async () => {
  const query = '{ me { guardian { guardianLinks { state endedOn } children { name } } } }';
  const { guardian } = await me(self('ga', 'SELF_GUARDIAN'), query);
  const count = (state: string) => guardian.guardianLinks.filter((link: Data) => link.state === state).length;
  // Active: ca, ct, the grown-up and the dead one. co: ended. cc: with a harm flag.
  expect([count('ACTIVE'), count('ENDED'), count('DISPUTED')]).toEqual([4, 1, 1]);
  const { rows } = await gateway.data.club.query<Data>(
    'select state from guardian_links where guardian_id = $1 and harm_flag',
    [world.person('ga').key],
  );
  expect(rows).toEqual([{ state: 'ACTIVE' }]);
});

test('references of the co-op and of the broadcaster do not meet: staff 1 is not employee 1', async () => {
  const staff = { subjectId: 's', organisation: 'SELF', roles: ['SELF_EMPLOYEE'] } as const;
  const one = await me({ ...staff, subject: { kind: 'OFFICER_OR_EMPLOYEE', reference: 1 } });
  expect([one.employee, one.staff !== null]).toEqual([null, true]);
  const other = await me({ ...staff, subject: { kind: 'OFFICER_OR_EMPLOYEE', reference: 1_000_000_001 } });
  expect([other.staff, other.employee !== null]).toEqual([null, true]);
});

test('below an alias and a fragment the plan is the same', async () => {
  const query = `{ mine: me { ...own } } fragment own on Me { record: guardian { n: name children { name } } }`;
  const { body } = await gateway.ask({ as: 'guardian', purpose: RIGHTS, query });
  expect(body.data.mine.record.n).toMatch(/ /);
  expect(body.extensions?.governance.decisions.map(({ path }) => path)).toContain('mine.record.n');
});

test('who is no data subject has no me; a subject of another kind gets null; a token without a record too', async () => {
  for (const as of ['club-staff', 'consultation-desk', 'newcomer']) {
    const { body } = await gateway.ask({ as, purpose: RIGHTS, query: '{ me { kind } }' });
    expect(body).toMatchObject({ data: { me: null }, errors: [{ extensions: { code: 'REFUSED' } }] });
  }
  const without = { subjectId: 'x', organisation: 'SELF', roles: ['SELF_GUARDIAN'] } as const;
  expect((await me(without)).guardian).toBeNull();
});

test('an employee sees no colleague and a supplier contact no other by id (X01)', async () => {
  const employee = gateway.idOf('employee', 'Employee', 1_000_000_002);
  const query = 'query ($id: ID!) { employee(id: $id) { name phone } }';
  const { body } = await gateway.ask({ as: 'employee', purpose: RIGHTS, query, variables: { id: employee } });
  expect(body.data).toEqual({ employee: null });
  const asked = 'query ($id: ID!) { supplierContact(id: $id) { email } }';
  const id = gateway.idOf('club-staff', 'SupplierContact', 1);
  const staff = await gateway.ask({
    as: 'club-staff',
    purpose: 'BENEFICIAL_INFORMATION',
    query: asked,
    variables: { id },
  });
  expect(staff.body.data).toEqual({ supplierContact: null });
});

describe('rows about the same person go by the life stage of that person', () => {
  const CLASSES = 'enrolments { state attendance { status } class { name } } advertisingOptIns { state }';

  test.each([
    ['under 16', 'ca', 'SELF_CHILD', 1],
    ['of 16 or 17', 'ct', 'SELF_CHILD', 1],
    ['grown up since', 'cu', 'SELF_ADULT', 0],
  ] as const)('a child %s sees the own enrolments and opt-ins', async (_, alias, role, enrolled) => {
    const { child } = await me(self(alias, role), `{ me { child { ${CLASSES} } } }`);
    expect(child.enrolments).toHaveLength(enrolled);
    expect(child.enrolments.every(({ state }: Data) => state === 'ACTIVE')).toBe(true);
    expect(child.advertisingOptIns).toEqual([{ state: 'OPTED_IN' }]);
  });

  test('a guardian those of the linked children below 18', async () => {
    const { guardian } = await me(self('ga', 'SELF_GUARDIAN'), `{ me { guardian { children { name ${CLASSES} } } } }`);
    expect(guardian.children.map(({ enrolments }: Data) => enrolments.length)).toEqual([1, 1]);
  });
});
