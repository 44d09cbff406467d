import { startGateway, type Gateway } from '../support/startGateway.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(() => gateway.close());

const as = { organisation: 'GAKKO', roles: ['CLUB_STAFF'] } as const;

async function phones(query: string): Promise<readonly (string | null)[]> {
  const idOf = (type: 'Guardian' | 'Child', name: string) => gateway.idOf(as, type, world.person(name).key);
  const variables = { id: idOf('Guardian', 'ga'), other: idOf('Guardian', 'go'), child: idOf('Child', 'ca') };
  const answer = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query, variables });
  const data = answer.body.data as Record<string, { phone: string | null }>;
  return Object.values(data).map(({ phone }) => phone);
}

// clauses: A2-2
test('one record by its id shows the telephone number to the staff of the Club', async () => {
  expect(await phones('query ($id: ID!) { guardian(id: $id) { phone } }')).toEqual([world.person('ga').phone]);
});

const MASKED = /^\d{3}-\*{4}-\d{4}$/;

// clauses: A2-2
test.each([
  ['aliases', 'a: guardian(id: $id) { phone } b: guardian(id: $other) { phone }'],
  ['fragments', '...A ... on Query { b: guardian(id: $other) { ...P } }'],
  ['a name of its own beside an alias', 'guardian(id: $id) { phone } b: guardian(id: $other) { ...P }'],
  ['a directive that keeps it', 'a: guardian(id: $id) { phone } b: guardian(id: $other) @include(if: true) { phone }'],
])('records asked for one by one in one request, by %s, are a list, and lists are masked', async (_, selections) => {
  const fragments = `fragment P on Guardian { phone } ${selections.includes('...A') ? 'fragment A on Query { a: guardian(id: $id) { ...P } }' : ''}`;
  const used = selections.includes('...P') ? fragments : '';
  const shown = await phones(`query ($id: ID!, $other: ID!) { ${selections} } ${used}`);
  expect(shown).toHaveLength(2);
  for (const phone of shown) expect(phone).toMatch(MASKED);
});

test('one record that is named twice is one record, and one of each kind is no list', async () => {
  const twice = 'query ($id: ID!) { a: guardian(id: $id) { phone } b: guardian(id: $id) { phone } }';
  const { phone } = world.person('ga');
  expect(await phones(twice)).toEqual([phone, phone]);
  const family = 'query ($id: ID!, $child: ID!) { guardian(id: $id) { phone } child(id: $child) { phone } }';
  expect(await phones(family)).toEqual([phone, world.person('ca').phone]);
});

test('a record that is skipped is not asked for', async () => {
  const query =
    'query ($id: ID!, $other: ID!) { a: guardian(id: $id) { phone } b: guardian(id: $other) @skip(if: true) { phone } }';
  expect(await phones(query)).toEqual([world.person('ga').phone]);
});

test('contact about a matter of weight goes to one at a time: two in one request are refused', async () => {
  const variables = {
    id: gateway.idOf(as, 'Guardian', world.person('ga').key),
    other: gateway.idOf(as, 'Guardian', world.person('go').key),
  };
  const query = 'query ($id: ID!, $other: ID!) { a: guardian(id: $id) { phone } b: guardian(id: $other) { phone } }';
  const { body } = await gateway.ask({ as, purpose: 'MATERIAL_CHANGE_NOTICE', query, variables });
  expect(body.data).toEqual({ a: null, b: null });
  expect(body.extensions?.governance.decisions[0]).toMatchObject({ reason: 'BULK_LIMIT', rule: 'C03', gate: 'G12' });
});

test('a refused field is null and leaves its siblings alone', async () => {
  const query =
    '{ classes(first: 1) { nodes { name } } consents { id } policy { version } registers { contracts { key } } }';
  const answer = await gateway.ask({ as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE', query });
  expect(answer.body.data).toMatchObject({ consents: null, policy: null, registers: null });
  expect(answer.body.data?.['classes']).not.toBeNull();
});
