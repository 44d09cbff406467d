import { getNamedType, isInterfaceType, isScalarType, isUnionType } from 'graphql';
import { buildGraphSchema } from '../../src/graph/buildGraphSchema.js';
import { PURPOSES } from '../../src/policy/vocabulary.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Gateway } from '../support/startGateway.js';

/** Attacks through the document and the type system: A13, A14, A15, A18, A20, A21, A22, A23, A36. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const AS = 'affiliate-staff';
const PURPOSE = 'CLUB_OPERATION';

async function guardian(
  selection: string,
  more: { fragments?: string; variables?: Record<string, unknown>; head?: string; as?: As } = {},
): Promise<Answer> {
  const as = more.as ?? AS;
  const variables = { id: gateway.idOf(as, 'Guardian', world.person('ga').key), ...more.variables };
  const query = `query ($id: ID!${more.head ?? ''}) { guardian(id: $id) { ${selection} } } ${more.fragments ?? ''}`;
  return gateway.ask({ as, purpose: PURPOSE, query, variables });
}

/** Raw values of `ga` that the affiliate must never see. */
function secrets(): readonly string[] {
  const { name, kana, phone, email, birthDate, street, postalCode, memberCode } = world.person('ga');
  return [
    name,
    kana,
    phone,
    email,
    birthDate,
    street,
    postalCode,
    memberCode,
    'FEMALE',
    ...name.split(' '),
    ...kana.split(' '),
  ];
}

function expectNothing({ everything }: Answer): void {
  for (const secret of secrets()) expect(everything).not.toContain(secret);
}

test('without any trick the affiliate sees pseudonyms, a band and a ward', async () => {
  const { body } = await guardian(
    'name kana phone email birthDate ageBand address municipality { code } memberCode sex',
  );
  expect(body.data.guardian).toEqual({
    name: expect.stringMatching(/^P-/),
    kana: null,
    phone: null,
    email: null,
    birthDate: null,
    ageBand: 'AGE_40_49',
    address: null,
    municipality: { code: '04101' },
    memberCode: expect.stringMatching(/^P-/),
    sex: null,
  });
});

describe('A13 directives of the document', () => {
  test.each([true, false])('@include and @skip with a variable that is %s', async (on) => {
    const answer = await guardian(
      'phone @include(if: $on) email @skip(if: $on) sex @include(if: true) @skip(if: false) name ...F @include(if: $on)',
      {
        fragments: 'fragment F on Guardian { kana @include(if: $on) birthDate address @skip(if: $on) }',
        head: ', $on: Boolean!',
        variables: { on },
      },
    );
    expect(answer.body.errors).toBeUndefined();
    expectNothing(answer);
  });

  test('the same response key from merged selections, skipped in one place and not in another', async () => {
    const answer = await guardian('email @skip(if: true) email ...F phone @include(if: false)', {
      fragments: 'fragment F on Guardian { email phone }',
    });
    expect(answer.body.data.guardian).toEqual({ email: null, phone: null });
  });
});

describe('A14 response keys', () => {
  test.each([
    ['a masked field under the name of an open one', '__typename: email id: phone'],
    ['an open field under the name of a masked one', 'email: id phone: __typename name: ageBand'],
    ['names of other fields, crosswise', 'name: phone phone: email email: kana kana: sex sex: address'],
    ['names of the gateway’s own columns', 'formphone: phone key: email _key: sex'],
    ['names of Object.prototype', 'constructor: email toString: phone hasOwnProperty: kana valueOf: sex'],
  ])('%s', async (_, selection) => {
    const answer = await guardian(selection);
    expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
    expectNothing(answer);
  });

  test('"__proto__" as a key', async () => {
    const answer = await guardian('__proto__: email name');
    expectNothing(answer);
    expect(({} as Record<string, unknown>)['email']).toBeUndefined();
  });
});

describe('A15 hostile JSON', () => {
  const ids = () => gateway.idOf(AS, 'Guardian', world.person('ga').key);
  const query =
    'query ($id: ID!, $where: GuardianFilter) { guardian(id: $id) { phone email } guardians(first: 1, where: $where) { nodes { phone } } }';

  test.each([
    ['__proto__ in the variables', '{"id":"ID","__proto__":{"where":{"phone":"1"}}}'],
    ['constructor in the variables', '{"id":"ID","constructor":{"prototype":{"admin":true}}}'],
    ['__proto__ in a filter', '{"id":"ID","where":{"__proto__":{"phone":"1"}}}'],
    ['a key twice', '{"id":"ID","where":{"name":"x","name":null}}'],
    ['a filter that does not exist', '{"id":"ID","where":{"phone_startsWith":"0"}}'],
    ['1e400', '{"id":"ID","where":{"municipality":1e400}}'],
    ['a number that no double holds', '{"id":9007199254740993}'],
    ['minus zero', '{"id":-0}'],
    ['an unpaired surrogate', '{"id":"\\ud800"}'],
    ['a NUL', '{"id":"\\u0000"}'],
    ['a list for an id', '{"id":["ID"]}'],
    ['nested 500 deep', `{"id":"ID","where":${'{"name":'.repeat(500)}1${'}'.repeat(500)}}`],
  ])('%s gives no value and no failure', async (_, variables) => {
    const body = `{"query":${JSON.stringify(query)},"variables":${variables.replaceAll('ID', ids())}}`;
    const answer = await gateway.ask({ as: AS, purpose: PURPOSE, body });
    expect([200, 400]).toContain(answer.status);
    for (const { extensions } of answer.body.errors ?? [])
      expect(['BAD_USER_INPUT', 'BAD_REQUEST']).toContain(extensions.code);
    expectNothing(answer);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('A20 mutations', () => {
  test('neither the payload nor an error tells more than what was said', async () => {
    const { kind, key } = world.person('ga');
    const as = { organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject: { kind, reference: key } } as const;
    const good = {
      purpose: 'CONSENTED_DISCLOSURE',
      recipient: 'PARTNER_BOOKS',
      categories: ['NAME'],
      textVersion: '1',
      language: 'ja',
    };
    const hostile = [
      { recipient: 'x'.repeat(10_000) },
      { recipient: "'); drop table consents; --" },
      { recipient: '\u0000' },
      { recipient: '__proto__' },
      { textVersion: '\u0000' },
      { textVersion: '' },
      { language: 'ja\n' },
      { categories: [] },
      { categories: ['NAME', 'NAME'] },
      { validUntil: '0001-01-01' },
      { validUntil: '9999-12-31' },
      { validUntil: '2026-02-31' },
      { childId: '\u0000' },
      { purpose: 'TRAINING' },
    ];
    const query =
      'mutation ($input: ConsentInput!) { grantConsent(input: $input) { __typename id subjectId recipient categories validUntil } }';
    for (const each of hostile) {
      const answer = await gateway.ask({
        as,
        purpose: 'DATA_SUBJECT_RIGHTS',
        query,
        variables: { input: { ...good, ...each } },
      });
      for (const { extensions } of answer.body.errors ?? [])
        expect([each, extensions.code]).toEqual([each, expect.stringMatching(/^(BAD_INPUT|BAD_USER_INPUT|REFUSED)$/)]);
      expect(answer.everything).not.toMatch(/constraint|violates|relation "|detail|hint|SELECT|insert into/i);
      expectNothing(answer);
    }
  });
});

describe('A21, A23 nothing in the schema could carry a whole row or tell by its type', () => {
  const { schema } = buildGraphSchema();

  test('there is no interface, no union and no scalar that takes anything', () => {
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    expect(types.filter((type) => isInterfaceType(type) || isUnionType(type))).toEqual([]);
    expect(
      types
        .filter(isScalarType)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Boolean', 'Float', 'ID', 'Int', 'LocalDate', 'String']);
  });

  test('there is no node(id), no search and no subscription', () => {
    expect(schema.getSubscriptionType()).toBeUndefined();
    const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
    expect(fields.map(({ name }) => name)).not.toContain('node');
    for (const field of fields.filter(({ args }) => args.some(({ name }) => name === 'id'))) {
      expect(getNamedType(field.type).name.toLowerCase()).toBe(field.name.toLowerCase());
    }
  });
});

describe('A22 null in the data and withheld', () => {
  test('have one shape: no error, no path, no other length, no other status', async () => {
    const as = 'coop-staff';
    await gateway.data.club.query('update guardians set phone = null, email = null where id = $1', [
      world.person('gn').key,
    ]);
    const ask = async (alias: string, fields: string) => {
      const variables = { id: gateway.idOf(as, 'Guardian', world.person(alias).key) };
      return gateway.ask({
        as,
        purpose: PURPOSE,
        query: `query ($id: ID!) { guardian(id: $id) { ${fields} } }`,
        variables,
      });
    };
    const [empty, withheld] = [await ask('gn', 'value: phone'), await ask('gn', 'value: sex')];
    expect([empty.status, empty.body.data, empty.body.errors]).toEqual([
      withheld.status,
      withheld.body.data,
      withheld.body.errors,
    ]);
    expect(empty.body.data).toEqual({ guardian: { value: null } });
    const [there, gone] = [await ask('ga', 'phone'), await ask('gn', 'phone')];
    expect(there.body.extensions).toEqual(gone.body.extensions);
  });

  test('a list keeps its length, whatever of its rows is withheld', async () => {
    const counts = new Set<number>();
    for (const fields of ['id', 'sex', 'phone email', 'name']) {
      const { body } = await gateway.ask({
        as: AS,
        purpose: PURPOSE,
        query: `{ guardians(first: 1000) { nodes { ${fields} } } }`,
      });
      counts.add(body.data.guardians.nodes.length);
    }
    expect(counts.size).toBe(1);
  });

  test('a pseudonym is there whether or not there is a code', async () => {
    await gateway.data.club.query('update guardians set member_code = null where id = $1', [world.person('gc').key]);
    const query = 'query ($id: ID!) { guardian(id: $id) { memberCode } }';
    const variables = { id: gateway.idOf(AS, 'Guardian', world.person('gc').key) };
    const { body } = await gateway.ask({ as: AS, purpose: PURPOSE, query, variables });
    expect(body.data.guardian.memberCode).toMatch(/^P-/);
  });
});

describe('A36 purpose smuggling', () => {
  const caller = () => ({ ...gateway.identity('club-staff'), purposes: ['CONSENT_REQUEST'] }) as const;
  const ask = async (purpose: string | readonly string[] | undefined, more: Record<string, unknown> = {}) => {
    const as = { organisation: 'GAKKO', roles: ['CLUB_STAFF'], purposes: ['CONSENT_REQUEST'] } as const;
    const variables = { id: gateway.idOf(as, 'Child', world.person('ca').key), purpose: 'CLUB_OPERATION', ...more };
    const query = 'query ($id: ID!) { viewer { purpose } child(id: $id) { phone } }';
    return gateway.ask({ as, ...(purpose === undefined ? {} : { purpose }), query, variables });
  };

  test.each([
    ['none', undefined, 'PURPOSE_MISSING'],
    ['an empty one', '', 'PURPOSE_MISSING'],
    ['one that the token does not allow', 'CLUB_OPERATION', 'PURPOSE_NOT_ALLOWED'],
    ['another case', 'consent_request', 'PURPOSE_UNKNOWN'],
    ['a list in one header', 'CONSENT_REQUEST, CLUB_OPERATION', 'PURPOSE_UNKNOWN'],
    ['two headers', ['CONSENT_REQUEST', 'CLUB_OPERATION'], 'PURPOSE_UNKNOWN'],
    ['the same header twice', ['CONSENT_REQUEST', 'CONSENT_REQUEST'], 'PURPOSE_UNKNOWN'],
    ['letters that look alike', Buffer.from('ＣＯＮＳＥＮＴ_REQUEST', 'utf8').toString('latin1'), 'PURPOSE_UNKNOWN'],
    ['a word of Object.prototype', 'constructor', 'PURPOSE_UNKNOWN'],
    ['JSON', '["CONSENT_REQUEST"]', 'PURPOSE_UNKNOWN'],
  ])('%s is refused, told and logged', async (_, purpose, problem) => {
    const { body, text } = await ask(purpose);
    expect(body.data).toEqual({ viewer: { purpose: null }, child: null });
    expect(text).toContain(problem);
    expect(gateway.log().trim().split('\n').at(-1)).toContain(`"purposeProblem":"${problem}"`);
  });

  test('what a variable or the body says of a purpose counts nothing', async () => {
    const { body } = await ask('CONSENT_REQUEST', { purpose: 'CLUB_OPERATION', 'Noren-Purpose': 'CLUB_OPERATION' });
    expect(body.data).toEqual({ viewer: { purpose: 'CONSENT_REQUEST' }, child: { phone: '090-****-5615' } });
    expect(caller().purposes).toEqual(['CONSENT_REQUEST']);
  });

  test('each registered purpose may be declared by who has it', async () => {
    for (const purpose of PURPOSES) {
      const { body } = await gateway.ask({
        as: { organisation: 'GAKKO', purposes: [purpose] },
        purpose,
        query: '{ viewer { purpose } }',
      });
      expect(body.data.viewer.purpose).toBe(purpose);
    }
  });
});
