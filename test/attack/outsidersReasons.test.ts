import { lookAt, openRegisters, CLUB, DESK, MANAGER, type Registers } from '../conformance/httpRegisters.js';
import { asAdministrator } from '../support/database.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

/** What an outsider is told of why depends on no one person: the words are the same, byte for byte, in two worlds that differ in one. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const person = (alias: string) => world.person(alias);
const NEXT_WEEK = '2026-11-30T00:00:00+09:00';
const OUTSIDERS = [
  ['partner-analyst', 'CONSENTED_DISCLOSURE'],
  ['partner-analyst', 'REQUESTED_SERVICE'],
  ['advertiser', 'BENEFICIAL_INFORMATION'],
  ['advertiser', 'ANONYMISED_DISCLOSURE'],
  ['coop-staff', 'BENEFICIAL_INFORMATION'],
  ['marketing-tool', 'BENEFICIAL_INFORMATION'],
  ['operator-staff', 'CLUB_OPERATION'],
  ['subcontractor-staff', 'CLUB_OPERATION'],
  ['authority-liaison', 'LEGAL_OBLIGATION'],
  ['emergency-responder', 'VITAL_OR_PROPERTY_PROTECTION'],
  ['child-welfare-body', 'CHILD_WELFARE'],
  ['newcomer', 'ANONYMISED_DISCLOSURE'],
] as const;
const FIELDS = 'name phone email sex ageBand address municipality { code }';
const QUERY = `query ($a: ID!, $b: ID!, $c: ID!) {
  a: guardian(id: $a) { ${FIELDS} member { purchases { month } } } b: child(id: $b) { ${FIELDS} } c: member(id: $c) { ${FIELDS} }
  guardians(first: 3) { nodes { ${FIELDS} } } children(first: 3) { nodes { ${FIELDS} } } }`;

/** All that is said of why, for each outsider. */
async function reasons(): Promise<readonly string[]> {
  return Promise.all(
    OUTSIDERS.map(async ([as, purpose]) => {
      const variables = {
        a: gateway.idOf(as, 'Guardian', person('gn').key),
        b: gateway.idOf(as, 'Child', person('ca').key),
        c: gateway.idOf(as, 'Member', person('mn').key),
      };
      const { body } = await gateway.ask({ as, purpose, query: QUERY, variables });
      expect(body.errors).toBeUndefined();
      return `${as} ${purpose} ${JSON.stringify(body.extensions)}`;
    }),
  );
}

const consents = (sql: string, alias: string) =>
  gateway.data.governance.query(sql, [person(alias).kind, person(alias).key]);
const flag = (alias: string, name: string) =>
  registers.record({ ...MANAGER, noun: 'SubjectFlag', input: { subject: person(alias), flag: name, why: 'asked' } });
const order = async (alias: string) => {
  const said = { authority: 'MIYAGI_POLICE', statute: 'x', caseNumber: '1', binding: true, subjectNotice: true };
  const input = { ...said, subjects: [person(alias)], fields: ['NAME'] };
  const key = await registers.record({ ...CLUB, noun: 'LegalOrder', input, validTo: NEXT_WEEK });
  await registers.approve({ ...MANAGER, noun: 'LegalOrder', key });
};
const request = (alias: string) =>
  registers.record({
    ...DESK,
    noun: 'ServiceRequest',
    input: {
      subject: person(alias),
      requestedBy: person(alias),
      partner: 'PARTNER_BOOKS',
      service: 'books',
      needSet: ['NAME'],
    },
  });

test.each<[string, () => Promise<unknown>]>([
  [
    'withdrew her consents',
    () => consents(`update consents set state = 'WITHDRAWN' where subject_kind = $1 and subject_reference = $2`, 'ga'),
  ],
  [
    'consents for the first time',
    () =>
      consents(
        `insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation,
           giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state, decided_at, created_at)
         select gen_random_uuid(), '27560:2023', $1, $2, $1, $2, 'SELF', 40, purpose, 'PARTNER_BOOKS', '{NAME,EMAIL}', '2026-04', 'ja',
           'PAPER', 'GIVEN', '2026-11-01', '2026-11-01'
           from unnest('{CONSENTED_DISCLOSURE,REQUESTED_SERVICE}'::text[]) purpose`,
        'gn',
      ),
  ],
  ['is erased', () => flag('gn', 'ERASED')],
  ['stopped the use', () => flag('ca', 'STOP_USE')],
  ['stopped the provision', () => flag('gn', 'STOP_PROVISION')],
  ['is under a legal hold', () => flag('ga', 'LEGAL_HOLD')],
  [
    'has died by the desk’s record',
    () =>
      registers.record({
        ...DESK,
        noun: 'Deceased',
        input: { subject: person('gn'), deceasedOn: '2026-11-20', evidence: 'x' },
      }),
  ],
  [
    'has a case at the desk',
    () =>
      registers.record({
        ...DESK,
        noun: 'RightsCase',
        input: {
          subject: person('gn'),
          requestedBy: person('gn'),
          right: 'ACCESS',
          receivedOn: '2026-11-20',
          verification: { method: 'CALL_BACK', document: 'x' },
        },
      }),
  ],
])('a world in which one person %s', async (_, change) => {
  const before = await reasons();
  await change();
  expect(await reasons()).toEqual(before);
});

// That there is any order or request at all is in the caller's own register, and the caller has made it; whom it names is not told.
test.each<[string, string, string]>([
  ['another person', 'gn', 'go'],
  ['the person asked about', 'go', 'gn'],
])('an order and a request about %s', async (_, one, other) => {
  await order(one);
  await request(one);
  const before = await reasons();
  await registers.putBack();
  await order(other);
  await request(other);
  expect(await reasons()).toEqual(before);
  await order(one);
  await request(one);
  expect(await reasons()).toEqual(before);
});

test('an order for one authority tells the others nothing', async () => {
  const before = await reasons();
  await order('gn');
  const after = await reasons();
  expect(after.filter((said) => !said.startsWith('authority'))).toEqual(
    before.filter((said) => !said.startsWith('authority')),
  );
});

describe('the database of the registers is down', () => {
  let down: Gateway;
  beforeAll(async () => {
    down = await startGateway();
    await lookAt(down)({ ...CLUB, about: { kind: 'GUARDIAN', key: 1 }, fields: 'name' });
    // So that there are idle connections to lose, of the facts and of the changes.
    const query = `mutation { recordDepartment(input: { code: "X", name: "x", organisation: "GAKKO" }) { key } }`;
    expect((await down.ask({ ...MANAGER, query })).body.errors).toBeUndefined();
    const { database } = down.data.governance.options;
    await asAdministrator(async (client) => {
      await client.query(`alter database ${database} with allow_connections false`);
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database]);
    });
  });
  afterAll(async () => down.close());

  test.each([
    ['club-staff', 'CLUB_OPERATION'],
    ['coop-staff', 'CLUB_OPERATION'],
    ['partner-analyst', 'CONSENTED_DISCLOSURE'],
    ['authority-liaison', 'LEGAL_OBLIGATION'],
    ['guardian', 'DATA_SUBJECT_RIGHTS'],
  ])('nothing that must be on record is answered to %s, and courses are still there', async (as, purpose) => {
    const query = `query ($id: ID!) { courses { nodes { name } } guardian(id: $id) { name } guardians(first: 2) { nodes { name } } }`;
    const variables = { id: down.idOf(as, 'Guardian', 1) };
    down.takeStatements();
    const { body, status } = await down.ask({ as, purpose, query, variables });
    expect([status, body.data]).toEqual([503, undefined]);
    const said = body.extensions?.governance.decisions ?? [];
    expect(new Set(said.map(({ reason }) => reason))).toEqual(new Set(['REGISTERS_UNAVAILABLE']));
    expect(down.takeStatements().every(({ text }) => !/\b(guardians|members|children)\b/.test(text))).toBe(true);
    const open = await down.ask({ as, purpose, query: '{ courses { nodes { name } } }' });
    expect([open.status, open.body.data.courses.nodes.length > 0]).toEqual([200, true]);
  });

  test('a change of a register fails, and says nothing of the database', async () => {
    const query = `mutation { endContract(key: "JU-COOP", reason: "x") { key } }`;
    const { body, text } = await down.ask({ ...MANAGER, query });
    expect(body.errors).toHaveLength(1);
    expect(text).not.toMatch(/postgres|database|connection|test_governance/i);
  });
});
