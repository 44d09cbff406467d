import type { Role } from '../../src/policy/vocabulary.js';
import { SCHEMA_NAMES, startBorder, CANARY, type Border } from './startBorder.js';

let allowed: readonly Role[] = [];
let border: Border;
beforeAll(async () => {
  border = await startBorder({ introspectionRoles: () => allowed });
});
afterAll(async () => border.close());

const reader: readonly Role[] = ['CLUB_STAFF'];

async function messageOf(body: object, roles: readonly Role[] = reader): Promise<string> {
  allowed = roles;
  const answer = await border.send(body);
  return (JSON.parse(answer.body) as { errors: [{ message: string }] }).errors[0].message;
}

test.each([
  ['a field', { query: '{ guardian { nicknam } }' }, 'Cannot query field "nicknam" on type "Guardian".'],
  ['an argument', { query: '{ guardian(di: 1) { nickname } }' }, 'Unknown argument "di" on field "Query.guardian".'],
  ['a value', { query: '{ guardian(colour: GREEN) { nickname } }' }, 'Value "GREEN" does not exist in "Colour" enum.'],
  [
    'a variable',
    {
      query: 'query ($wish: Wish) { guardian(wish: $wish) { nickname } }',
      variables: { wish: { nickname: 'a', postal: 'x' } },
    },
    'Int cannot represent non-integer value: "x"',
  ],
  ['the text', { query: '{ guardian(' }, 'Syntax Error: Expected Name, found <EOF>.'],
])('who may read the schema is told what in %s does not fit it', async (_, body, detail) => {
  expect(await messageOf(body)).toContain(detail);
});

test('where a text can not be read is told by line and column', async () => {
  allowed = reader;
  const answer = await border.send({ query: '{\n  guardian(' });
  expect(JSON.parse(answer.body)).toMatchObject({ errors: [{ locations: [{ line: 2, column: 12 }] }] });
});

test('an amendment that closes the schema closes these words with the next request', async () => {
  const misfit = { query: '{ guardian { nicknam } }' };
  expect(await messageOf(misfit)).toContain('nicknam');
  const closed = await messageOf(misfit, ['ANALYST']);
  expect(closed).toBe('The document does not fit the schema.');
  expect(SCHEMA_NAMES.filter((name) => closed.includes(name))).toEqual([]);
});

test('what is thrown in a field stays masked for everybody', async () => {
  expect(await messageOf({ query: '{ crash }' })).toBe('Internal error.');
  expect(await messageOf({ query: '{ refuse }' })).toBe('Query.refuse: the rule.');
  expect(border.log()).not.toContain(CANARY);
});

test('the log has the code of a misfit and none of its words', async () => {
  await messageOf({ query: '{ guardian { cnry_nickname_5d } }' });
  expect(border.log()).toContain('GRAPHQL_VALIDATION_FAILED');
  expect(border.log()).not.toContain('cnry_nickname_5d');
});
