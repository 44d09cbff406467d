import type { Role } from '../../src/policy/vocabulary.js';
import { startBorder, type Border } from './startBorder.js';

let allowed: readonly Role[] = ['ANALYST'];
let border: Border;
beforeAll(async () => {
  border = await startBorder({ introspectionRoles: () => allowed });
});
afterAll(async () => border.close());

test('who may introspect is asked at each request, so that an amendment counts from its day on', async () => {
  const ask = async () => {
    const answer = await border.send({ query: '{ __schema { queryType { name } } }' });
    return answer.body;
  };
  expect(await ask()).toContain('Introspection is not allowed');
  allowed = ['CLUB_STAFF'];
  expect(await ask()).toContain('"queryType":{"name":"Query"}');
  allowed = ['ANALYST'];
  expect(await ask()).toContain('Introspection is not allowed');
});
