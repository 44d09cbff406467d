import { DESK, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../../support/startGateway.js';

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

const LOOKUP = 'query ($said: SaidOfPerson!) { found: personAtTheDesk(said: $said) }';

async function look(said: Data, as: As = 'consultation-desk'): Promise<Answer['body']> {
  return (await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query: LOOKUP, variables: { said } })).body;
}
const found = async (said: Data): Promise<string | null> => {
  const { data, errors } = await look(said);
  expect(errors).toBeUndefined();
  return data.found;
};
function saidOf(alias: string): Data {
  const { kind, name, birthDate } = world.person(alias);
  return { kind, name, birthDate };
}

// clauses: A6-4b
test('who stands before the desk is found by what they say of themselves, and a case begins with that', async () => {
  for (const [alias, type] of [
    ['ga', 'Guardian'],
    ['ca', 'Child'],
    ['ma', 'Member'],
  ] as const) {
    expect(await found(saidOf(alias))).toBe(gateway.idOf('consultation-desk', type, world.person(alias).key));
  }
  const { rows } = await gateway.data.coop.query<Data>(
    `select family_name || ' ' || given_name as name, phone from employees where id = 1`,
  );
  const id = await found({ kind: 'OFFICER_OR_EMPLOYEE', ...rows[0] });
  expect(id).toBe(gateway.idOf('consultation-desk', 'Employee', 1_000_000_001));
  await registers.record({
    ...DESK,
    noun: 'RightsCase',
    input: { subject: await found(saidOf('ga')), agent: 'POA-7', right: 'ACCESS', receivedOn: '2026-11-20' },
  });
  // The person reads that the desk looked.
  const { kind, key: reference } = world.person('ca');
  const child = { subjectId: 'ca', organisation: 'SELF', roles: ['SELF_CHILD'], subject: { kind, reference } } as const;
  const query = '{ me { disclosures { disclosures { recipient items { fields } } } } }';
  const { body } = await gateway.ask({ as: child, purpose: 'DATA_SUBJECT_RIGHTS', query });
  expect(body.data.me.disclosures.disclosures).toMatchObject([
    { recipient: 'GAKKO', items: [{ fields: ['Query.personAtTheDesk'] }] },
  ]);
});

// clauses: A6-2
test('not by less, not when it is another by one digit, not one of two, not the erased; and by nobody but the desk in its hours', async () => {
  const said = saidOf('ga');
  expect(await found({ ...said, birthDate: '1985-07-10' })).toBeNull();
  expect(await found({ ...said, name: said.name.slice(0, -1) })).toBeNull();
  expect(await found({ ...said, name: '%' })).toBeNull();
  expect(await found({ ...said, kind: 'COOP_MEMBER', name: '誰も いない' })).toBeNull();
  expect((await look({ ...said, birthDate: null })).errors?.[0]?.message).toContain('birthDate is missing');
  const { key } = world.person('gn');
  const twin = `update guardians set family_name = $2, given_name = $3, birth_date = $4 where id = $1`;
  const [family, given] = String(said.name).split(' ');
  await gateway.data.club.query(twin, [key, family, given, said.birthDate]);
  expect(await found(said)).toBeNull();
  await gateway.data.club.query(twin, [key, ...world.person('gn').name.split(' '), world.person('gn').birthDate]);
  expect(await found(said)).not.toBeNull();
  for (const as of ['club-staff', 'guardian', 'privacy-manager']) {
    expect((await look(said, as)).data?.found ?? null).toBeNull();
  }
  const input = { subject: world.person('ga'), flag: 'ERASED', why: 'asked' };
  await registers.record({ ...DESK, noun: 'SubjectFlag', input });
  expect(await found(said)).toBeNull();
  gateway.clock.now = new Date('2026-11-22T10:00:00+09:00');
  expect((await look(saidOf('gc'))).errors?.[0]?.message).toContain('OUTSIDE_DESK_HOURS');
});
