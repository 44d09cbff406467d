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
  const id = gateway.idOf(as, 'Guardian', world.person('ga').key);
  const answer = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query, variables: { id } });
  const data = answer.body.data as Record<string, { phone: string | null }>;
  return Object.values(data).map(({ phone }) => phone);
}

// clauses: A2-2
test('one record by its id shows the telephone number to the staff of the Club', async () => {
  expect(await phones('query ($id: ID!) { guardian(id: $id) { phone } }')).toEqual([world.person('ga').phone]);
});

test('a refused field is null and leaves its siblings alone', async () => {
  const query =
    '{ classes(first: 1) { nodes { name } } consents { id } policy { version } registers { contracts { key } } }';
  const answer = await gateway.ask({ as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE', query });
  expect(answer.body.data).toMatchObject({ consents: null, policy: null, registers: null });
  expect(answer.body.data?.['classes']).not.toBeNull();
});
