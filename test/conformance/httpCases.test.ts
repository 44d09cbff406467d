import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Gateway } from '../support/startGateway.js';

/**
 * The decision cases that no entry of a register decides, over HTTP, by their numbers in cases.txt. Those that one decides stand in
 * httpRegisterCases.test.ts and httpServiceCases.test.ts; cases.test.ts lists the other files and holds them to all numbers.
 */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const OPERATION = 'CLUB_OPERATION';
const TYPES = { GUARDIAN: 'Guardian', CHILD_PARTICIPANT: 'Child' } as const;

interface Asked {
  readonly as: As;
  readonly purpose?: string;
  readonly about: string;
  readonly fields: string;
}

async function send({ as, purpose, about, fields }: Asked): Promise<Answer> {
  const { kind, key } = world.person(about);
  const type = TYPES[kind as keyof typeof TYPES];
  const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { ${fields} } }`;
  const variables = { id: gateway.idOf(as, type, key) };
  const answer = await gateway.ask({ as, ...(purpose === undefined ? {} : { purpose }), query, variables });
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  return answer;
}

async function seen(asked: Asked) {
  return (await send(asked)).body.data.found;
}

async function reason(asked: Asked): Promise<string | undefined> {
  const { body } = await send(asked);
  return body.extensions?.governance.decisions.at(-1)?.reason;
}

/** The operator's teacher of the class that `ca` and `ct` are in. */
const teacher = (): Partial<VerifiedCaller> => ({
  organisation: 'SENDAI_HOSO',
  roles: ['OPERATOR_STAFF'],
  staffReference: world.person('sa').key,
});
const contractor = (): Partial<VerifiedCaller> => ({
  organisation: 'KODOMO_TECH',
  roles: ['SUBCONTRACTOR_STAFF'],
  staffReference: world.person('sa').key,
});

test('TV01 the Club sees name and telephone of a child of twelve', async () => {
  const { name, phone } = world.person('ca');
  expect(await seen({ as: 'club-staff', purpose: OPERATION, about: 'ca', fields: 'name phone' })).toEqual({
    name,
    phone,
  });
});

test('TV03 the Club does not need purchases', async () => {
  const asked = {
    as: 'club-staff',
    purpose: OPERATION,
    about: 'ga',
    fields: 'member { purchases { month } }',
  } as const;
  expect(await seen(asked)).toEqual({ member: { purchases: null } });
  expect(await reason(asked)).toBe('NOT_NECESSARY');
});

test('TV05 without a purpose nothing personal is given', async () => {
  const asked = { as: 'club-staff', about: 'ca', fields: 'name' } as const;
  expect(await seen(asked)).toBeNull();
  expect(await reason(asked)).toBe('PURPOSE_MISSING');
});

test('TV06, TV07 the operator sees a band for a birth date and a ward for an address', async () => {
  const fields = 'birthDate birthYear ageBand schoolGrade address postalCode municipality { code }';
  expect(await seen({ as: 'operator-staff', purpose: OPERATION, about: 'ca', fields })).toEqual({
    birthDate: null,
    birthYear: null,
    ageBand: 'AGE_12_14',
    schoolGrade: 'ELEMENTARY_6',
    address: null,
    postalCode: null,
    municipality: { code: '04101' },
  });
});

test('TV09 the telephone is raw in the own class and masked elsewhere', async () => {
  const asked = { as: teacher(), purpose: OPERATION, fields: 'phone' } as const;
  expect(await seen({ ...asked, about: 'ca' })).toEqual({ phone: world.person('ca').phone });
  expect(await seen({ ...asked, about: 'cn' })).toEqual({ phone: '090-****-**18' });
});

test('TV09 the class counts from the first to the last day of the assignment', async () => {
  const began = gateway.clock.now;
  await gateway.data.broadcaster.query("update assignments set ends_on = '2026-11-22' where id = $1", [
    world.person('sa').key,
  ]);
  const asked = { as: teacher(), purpose: OPERATION, about: 'ca', fields: 'phone' } as const;
  try {
    expect(await seen(asked)).toEqual({ phone: world.person('ca').phone });
    gateway.clock.now = new Date('2026-11-22T15:00:00Z');
    expect(await seen(asked)).toEqual({ phone: '090-****-**15' });
  } finally {
    gateway.clock.now = began;
    await gateway.data.broadcaster.query('update assignments set ends_on = null where id = $1', [
      world.person('sa').key,
    ]);
  }
});

test('TV10 a purpose that is not registered gives nothing', async () => {
  const asked = { as: teacher(), purpose: 'AUDIENCE_RESEARCH', about: 'ca', fields: 'name' } as const;
  expect(await seen(asked)).toBeNull();
  expect(await reason(asked)).toBe('PURPOSE_UNKNOWN');
});

test('TV11 a joint user gives no requested service', async () => {
  const asked = { as: teacher(), purpose: 'REQUESTED_SERVICE', about: 'ca', fields: 'name' } as const;
  expect(await seen(asked)).toBeNull();
  expect(await reason(asked)).toBe('JOINT_USE_PURPOSE');
});

test('TV14 the contractor sees names of the own roster, and pseudonyms elsewhere', async () => {
  const asked = { as: contractor(), purpose: OPERATION, fields: 'name phone ageBand' } as const;
  const { name } = world.person('ca');
  expect(await seen({ ...asked, about: 'ca' })).toEqual({ name, phone: '090-****-**15', ageBand: 'AGE_12_14' });
  expect(await seen({ ...asked, about: 'cn' })).toEqual({
    name: expect.stringMatching(/^P-/),
    phone: null,
    ageBand: null,
  });
});

test('TV15 the contractor sees no e-mail', async () => {
  const asked = { as: contractor(), purpose: OPERATION, about: 'ca', fields: 'email' } as const;
  expect([await seen(asked), await reason(asked)]).toEqual([{ email: null }, 'NOT_NECESSARY']);
});

test('TV18 what the notice does not list is no joint user’s', async () => {
  const asked = { as: teacher(), purpose: OPERATION, about: 'ca', fields: 'enrolments { state attended }' } as const;
  expect([await seen(asked), await reason(asked)]).toEqual([{ enrolments: null }, 'CATEGORY_NOT_IN_NOTICE']);
  const club = await seen({ ...asked, as: 'club-staff' });
  expect(club.enrolments).toEqual([{ state: 'ACTIVE', attended: 0 }]);
});

test('TV19 the co-op sees the e-mail of who opted in, and of nobody else', async () => {
  const asked = { as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', fields: 'email' } as const;
  expect(await seen({ ...asked, about: 'go' })).toEqual({ email: world.person('go').email });
  expect(await seen({ ...asked, about: 'gn' })).toEqual({ email: null });
});

test('TV23 the operator that asks for consent sees the band that chooses the giver, and whom to ask', async () => {
  const fields = 'ageBand guardians { name email }';
  const found = await seen({ as: 'operator-staff', purpose: 'CONSENT_REQUEST', about: 'ca', fields });
  expect(found.ageBand).toBe('AGE_12_14');
  expect(found.guardians.map(({ name }: { name: string }) => name)).toContain('後見 太郎');
});

describe('a partner and a consented disclosure', () => {
  const partner = { as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE' } as const;

  test('TV25 without consent there is nothing', async () => {
    expect(await seen({ ...partner, about: 'gn', fields: 'name' })).toBeNull();
    expect(await seen({ ...partner, about: 'ga', fields: 'name' })).toEqual({ name: world.person('ga').name });
  });

  test('TV27 the yes of a child of thirteen alone does not count', async () => {
    await consent('cn', { giver: 'cn', relation: 'SELF', age: 12 });
    expect(await seen({ ...partner, about: 'cn', fields: 'name' })).toBeNull();
  });

  test('TV29 withdrawn a millisecond before, it is over', async () => {
    await consent('gn', { giver: 'gn', relation: 'SELF', age: 40 });
    expect(await seen({ ...partner, about: 'gn', fields: 'name' })).toEqual({ name: world.person('gn').name });
    const before = new Date(gateway.clock.now.getTime() - 1);
    await gateway.data.governance.query(
      "update consents set state = 'WITHDRAWN', decided_at = $2 where subject_reference = $1",
      [world.person('gn').key, before],
    );
    expect(await seen({ ...partner, about: 'gn', fields: 'name' })).toBeNull();
  });

  test('TV30 a consent for one purpose does not serve another', async () => {
    await consent('go', { giver: 'go', relation: 'SELF', age: 40, purpose: 'REQUESTED_SERVICE' });
    expect(await seen({ ...partner, about: 'go', fields: 'name' })).toBeNull();
  });

  async function consent(
    about: string,
    said: { giver: string; relation: string; age: number; purpose?: string },
  ): Promise<void> {
    const [subject, giver] = [world.person(about), world.person(said.giver)];
    await gateway.data.governance.query(
      `insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation,
         giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state, decided_at, created_at)
       values (gen_random_uuid(), '27560:2023', $1, $2, $3, $4, $5, $6, $7, 'PARTNER_BOOKS', '{NAME,EMAIL}', '2026-04', 'ja', 'PAPER',
         'GIVEN', '2026-11-01', '2026-11-01')`,
      [
        subject.kind,
        subject.key,
        giver.kind,
        giver.key,
        said.relation,
        said.age,
        said.purpose ?? 'CONSENTED_DISCLOSURE',
      ],
    );
  }
});

test('TV43 a guardian reads the own child, and no other', async () => {
  const { kind, key, name } = world.person('ga');
  const as = { organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject: { kind, reference: key } } as const;
  const asked = { as, purpose: 'DATA_SUBJECT_RIGHTS', fields: 'name birthDate address phone' } as const;
  const child = world.person('ca');
  expect(await seen({ ...asked, about: 'ca' })).toEqual({
    name: child.name,
    birthDate: child.birthDate,
    address: `宮城県仙台市青葉区${child.street}`,
    phone: child.phone,
  });
  for (const about of ['cn', 'co', 'cc', 'cu', 'gn'])
    expect([about, await seen({ ...asked, about })]).toEqual([about, null]);
  expect((await seen({ ...asked, about: 'ga' })).name).toBe(name);
});

test('TV57 the telephone of staff is not for the operator, and for the person itself', async () => {
  const query = 'query ($id: ID!) { class(id: $id) { staff { name phone } } }';
  const { key, kind, name, phone } = world.person('sa');
  const ask = async (as: As, purpose: string) => {
    const variables = { id: gateway.idOf(as, 'Class', world.classKey) };
    return (await gateway.ask({ as, purpose, query, variables })).body.data.class.staff;
  };
  expect(await ask(teacher(), OPERATION)).toBeNull();
  const self = { organisation: 'SELF', roles: ['SELF_EMPLOYEE'], subject: { kind, reference: key } } as const;
  expect(await ask(self, 'DATA_SUBJECT_RIGHTS')).toEqual([{ name, phone }]);
});

test('TV59 a person of unknown age is treated as a child under 16', async () => {
  const { key, kind } = world.person('ct');
  const as = { organisation: 'SELF', roles: ['SELF_CHILD'], subject: { kind, reference: key } } as const;
  const asked = { as, purpose: 'DATA_SUBJECT_RIGHTS', about: 'ct', fields: 'phone' } as const;
  expect(await seen(asked)).toEqual({ phone: world.person('ct').phone });
  await gateway.data.club.query('alter table children alter column birth_date drop not null');
  await gateway.data.club.query('update children set birth_date = null where id = $1', [key]);
  expect(await seen(asked)).toEqual({ phone: '090-****-5620' });
});

test('a former participant gets no more information: only closing work of the Club and the own rights remain', async () => {
  await gateway.data.club.query("update guardians set left_on = '2026-10-01' where id = $1", [world.person('go').key]);
  expect(await seen({ as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', about: 'go', fields: 'email' })).toBeNull();
});

describe('TV62 what a plain query denies, no way of writing it gives', () => {
  test.each([
    ['an alias', 'name: memberCode mine: sex'],
    ['a fragment', '...F'],
    ['a directive', 'sex @include(if: true) sex @skip(if: false)'],
    ['an inline fragment', '... { ... on Guardian { ... @include(if: true) { sex email2: email } } }'],
    ['the same twice', 'sex sex ... { sex }'],
  ])('by %s', async (_, selection) => {
    const query = `query ($id: ID!) { guardian(id: $id) { id ${selection} } } ${selection.includes('...F') ? 'fragment F on Guardian { sex memberCode }' : ''}`;
    const as = 'affiliate-staff';
    const variables = { id: gateway.idOf(as, 'Guardian', world.person('ga').key) };
    const answer = await gateway.ask({ as, purpose: OPERATION, query, variables });
    expect(answer.body.data.guardian).not.toBeNull();
    const { memberCode, email } = world.person('ga');
    for (const raw of [memberCode, email, 'FEMALE']) expect(answer.everything).not.toContain(raw);
  });

  test('nor a batch, nor introspection', async () => {
    const batch = JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect((await gateway.ask({ as: 'affiliate-staff', purpose: OPERATION, body: batch })).status).toBe(400);
    const { body, status } = await gateway.ask({
      as: 'affiliate-staff',
      purpose: OPERATION,
      query: '{ __schema { types { name } } }',
    });
    expect([status, body.data]).toEqual([403, undefined]);
  });
});
