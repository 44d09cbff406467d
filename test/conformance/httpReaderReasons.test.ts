import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { MANAGER, TYPES } from './httpRegisters.js';

/**
 * Why somebody gets nothing of a person, told to who answers for the data: of a child to its guardian, who is never told, as it may set them
 * on the child; and of whom advertising may not come to.
 */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => link("state = 'ACTIVE', harm_flag = false, ended_on = null"));

const person = (alias: string) => world.person(alias);
const link = (change: string) =>
  gateway.data.club.query(`update guardian_links set ${change} where guardian_id = $1 and child_id = $2`, [
    person('ga').key,
    person('ca').key,
  ]);
const idOf = (alias: string) => gateway.idOf(MANAGER.as, TYPES[person(alias).kind], person(alias).key);

async function reasonOf(about: string, change: object = {}): Promise<unknown> {
  const asked = { as: 'SELF_GUARDIAN', organisation: 'SELF', purpose: 'DATA_SUBJECT_RIGHTS', categories: ['NAME'] };
  const question = { ...asked, subject: idOf(about), reader: idOf('ga'), ...change };
  const query = `query ($question: SubjectReasonQuestion!) {
    supervision { subjectReasons(question: $question) { form reason rule needs } } }`;
  const { body } = await gateway.ask({ ...MANAGER, query, variables: { question } });
  expect(body.errors).toBeUndefined();
  const [{ form, reason, rule }] = body.data.supervision.subjectReasons;
  return [form, reason, rule];
}

/** What the guardian sees, and all that is said of why. */
async function guardianSees(about: string) {
  const { kind, key } = person('ga');
  const as = { organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject: { kind, reference: key } } as const;
  const variables = { id: gateway.idOf(as, 'Child', person(about).key) };
  const query = 'query ($id: ID!) { child(id: $id) { name } }';
  const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query, variables });
  const { decisions, rows } = body.extensions?.governance as { decisions: unknown; rows: unknown };
  return { child: body.data.child, said: JSON.stringify([decisions, rows]) };
}

// clauses: A6-5 A6-2
test('TV43 the own child is the own, and another is not', async () => {
  expect((await guardianSees('ca')).child).toEqual({ name: person('ca').name });
  expect(await reasonOf('ca')).toEqual(['RAW', 'PERMITTED_IF', 'D02']);
  expect((await guardianSees('cn')).child).toBeNull();
  expect(await reasonOf('cn')).toEqual(['DENIED', 'NOT_OWN_DATA', 'D02']);
  expect(await reasonOf('ga')).toEqual(['RAW', 'PERMITTED_IF', 'D01']);
  expect(await reasonOf('gn')).toEqual(['DENIED', 'NOT_OWN_DATA', 'D01']);
});

test.each([
  ['has ended', "state = 'ENDED'", 'GUARDIAN_LINK_INACTIVE'],
  ['ended yesterday by its date alone', "ended_on = '2026-11-20'", 'GUARDIAN_LINK_INACTIVE'],
  ['carries a harm flag', 'harm_flag = true', 'HARM_TO_CHILD'],
])(
  'a link that %s opens nothing; the guardian is told no more than of a child of others',
  async (_, change, reason) => {
    const others = await guardianSees('cn');
    await link(change);
    expect(await guardianSees('ca')).toEqual(others);
    expect(await reasonOf('ca')).toEqual(['DENIED', reason, 'D02']);
  },
);

test('without a reader nobody is anybody’s guardian', async () => {
  expect(await reasonOf('ca', { reader: null })).toEqual(['DENIED', 'NOT_OWN_DATA', expect.any(String)]);
});

describe('Advertising', () => {
  const coop = { as: 'COOP_STAFF', organisation: 'COOP', purpose: 'BENEFICIAL_INFORMATION', reader: null };
  const self = (alias: string) => {
    const { kind, key } = person(alias);
    return {
      subjectId: alias,
      organisation: 'SELF',
      roles: ['SELF_GUARDIAN'],
      subject: { kind, reference: key },
    } as const;
  };
  const allows = async (alias: string, on: boolean) => {
    const query = `mutation { switchAdvertising(on: ${on}) { allowed } }`;
    const { body } = await gateway.ask({ as: self(alias), purpose: 'DATA_SUBJECT_RIGHTS', query });
    expect(body.data.switchAdvertising).toEqual({ allowed: on });
  };
  const coopSees = async (alias: string) => {
    const type = TYPES[person(alias).kind];
    const variables = { id: gateway.idOf('coop-staff', type, person(alias).key) };
    const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { name } }`;
    const { body } = await gateway.ask({ as: 'coop-staff', purpose: coop.purpose, query, variables });
    return body.data.found?.name ?? null;
  };

  // clauses: A2(1)-2d
  test.each([
    ['ga', true],
    ['gc', false],
    ['ca', true],
    ['cc', false],
    ['cn', false],
  ] as const)('why it does or does not come to %s is what the rows are decided by', async (alias, optedIn) => {
    expect(await coopSees(alias)).toBe(optedIn ? person(alias).name : null);
    const told = optedIn ? ['RAW', 'PERMITTED_IF', 'J02'] : ['DENIED', 'OPT_IN_REQUIRED', 'J02'];
    expect(await reasonOf(alias, coop)).toEqual(told);
  });

  test('a word on the page counts from the next question on, either way', async () => {
    await allows('go', false);
    expect([await coopSees('go'), await reasonOf('go', coop)]).toEqual([null, ['DENIED', 'OPT_IN_REQUIRED', 'J02']]);
    await allows('go', true);
    expect([await coopSees('go'), await reasonOf('go', coop)]).toEqual([
      person('go').name,
      ['RAW', 'PERMITTED_IF', 'J02'],
    ]);
  });

  test('what depends on the classes of one reader is not told of a role', async () => {
    const operator = { as: 'OPERATOR_STAFF', organisation: 'SENDAI_HOSO', purpose: 'CLUB_OPERATION' };
    const question = { ...operator, subject: idOf('ca'), categories: ['PHONE'] };
    const query = `query ($question: SubjectReasonQuestion!) { supervision { subjectReasons(question: $question) { form } } }`;
    const { body } = await gateway.ask({ ...MANAGER, query, variables: { question } });
    expect([body.errors?.[0]?.extensions.code, body.errors?.[0]?.message]).toEqual([
      'BAD_INPUT',
      expect.stringContaining('PHONE depends on OWN_CLASS'),
    ]);
  });
});
