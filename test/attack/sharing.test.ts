import { resolveIdentities } from '../../src/embedded/identities.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { PERSON_FIELDS } from '../support/observeForms.js';
import { startGateway, type Answer, type Gateway } from '../support/startGateway.js';
import { withoutReceipt } from '../support/withoutReceipt.js';

/** What one caller's request could leave behind for another's: A3, A30, A31, A34. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const CALLS = resolveIdentities({ families: 40 }).flatMap(({ name, purposes }) =>
  purposes.map((purpose) => ({ as: name, purpose })),
);
const LIST = `{ guardians(first: 20) { nodes { id ${PERSON_FIELDS} children { id ${PERSON_FIELDS} } member { id memberCode } } pageInfo { hasNextPage } } }`;

const observable = ({ everything }: Answer) => withoutReceipt(everything).replace(/\nDate\n[^\n]*/i, '');

test('A30, A3 two hundred requests of all callers at once answer as each alone, in any order', async () => {
  const alone = new Map<string, string>();
  for (const call of CALLS) alone.set(JSON.stringify(call), observable(await gateway.ask({ ...call, query: LIST })));
  expect(new Set(alone.values()).size).toBeGreaterThan(15);
  const order = Array.from(
    { length: 200 },
    (_, index) => CALLS[(index * 37 + index * index) % CALLS.length] ?? { as: 'newcomer', purpose: '' },
  );
  const together = await Promise.all(
    order.map(async (call) => observable(await gateway.ask({ ...call, query: LIST }))),
  );
  const wrong = together.filter((each, index) => each !== alone.get(JSON.stringify(order[index])));
  expect(wrong).toEqual([]);
});

test('A30 one request that asks twice for a person gives both places their own form', async () => {
  const as = 'club-staff';
  const id = gateway.idOf(as, 'Guardian', world.person('ga').key);
  const query = `query ($id: ID!) { guardian(id: $id) { phone children { guardians { id phone } } } guardians(first: 1000) { nodes { id phone } } }`;
  const { body } = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query, variables: { id } });
  const same = ({ id: other }: { id: string }) => other === id;
  expect(body.data.guardian.phone).toBe(world.person('ga').phone);
  // Where more than one subject may come back, contact is masked (C01).
  expect(
    body.data.guardian.children.flatMap(({ guardians }: { guardians: { id: string }[] }) => guardians).find(same).phone,
  ).toBe('090-****-5610');
  expect(body.data.guardians.nodes.find(same).phone).toBe('090-****-5610');
});

test('A31 every answer forbids storing, and none has a validator', async () => {
  const answers = [
    await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query: LIST }),
    await gateway.ask({ as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE', query: '{ courses { nodes { name } } }' }),
    await gateway.ask({ as: 'newcomer', query: '{ nothing }' }),
    await gateway.ask({ as: 'newcomer', body: '{' }),
    await gateway.ask({ as: 'newcomer', query: '{ viewer { purpose } }', headers: { authorization: 'Bearer x' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 400, 401]);
  for (const { headers } of answers) {
    expect(headers['cache-control']).toBe('no-store');
    for (const name of ['etag', 'age', 'last-modified', 'expires']) expect(headers[name]).toBeUndefined();
  }
});

test('A31 the same document answers by role, purpose and consent of the moment, in either order, twice', async () => {
  const { key } = world.person('gn');
  const query = 'query ($id: ID!) { guardian(id: $id) { name } }';
  const ask = async (as: string, purpose: string) =>
    (await gateway.ask({ as, purpose, query, variables: { id: gateway.idOf(as, 'Guardian', key) } })).body.data.guardian
      ?.name ?? null;
  const { name } = world.person('gn');
  for (const [as, purpose, expected] of [
    ['affiliate-staff', 'CLUB_OPERATION', /^P-/],
    ['club-staff', 'CLUB_OPERATION', name],
    ['affiliate-staff', 'CLUB_OPERATION', /^P-/],
    ['privacy-manager', 'GOVERNANCE', '試＊＊ 花＊＊'],
    ['coop-staff', 'BENEFICIAL_INFORMATION', null],
    ['coop-staff', 'CLUB_OPERATION', name],
    ['coop-staff', 'BENEFICIAL_INFORMATION', null],
  ] as const) {
    const seen = await ask(as, purpose);
    expect([as, purpose, seen]).toEqual([
      as,
      purpose,
      expected instanceof RegExp ? expect.stringMatching(expected) : expected,
    ]);
  }
  await gateway.data.club.query(
    "insert into advertising_opt_ins values (990000, 'GUARDIAN', $1, 'GUARDIAN', $1, 'OPTED_IN', 'PAPER', 'x', now())",
    [key],
  );
  expect(await ask('coop-staff', 'BENEFICIAL_INFORMATION')).toBe(name);
  await gateway.data.club.query("update advertising_opt_ins set state = 'OPTED_OUT' where id = 990000");
  expect(await ask('coop-staff', 'BENEFICIAL_INFORMATION')).toBeNull();
});

describe('A34 the class of a failure', () => {
  const query = 'query ($id: ID!) { guardian(id: $id) { name } }';
  const ask = async (id: string) =>
    gateway.ask({ as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE', query, variables: { id } });
  const idOf = (key: number) => gateway.idOf('partner-analyst', 'Guardian', key);

  test('is the same for no consent, absent, dead, foreign and forged', async () => {
    const ids = [
      idOf(world.person('gn').key),
      idOf(99_999_999),
      idOf(world.person('gd').key),
      gateway.idOf('club-staff', 'Guardian', world.person('ga').key),
      'x',
    ];
    const said = new Set<string>();
    for (const id of ids) {
      gateway.takeStatements();
      const answer = await ask(id);
      said.add(
        `${observable(answer)} ${gateway
          .takeStatements()
          .map(({ text }) => text)
          .join()}`,
      );
    }
    expect(said.size).toBe(1);
  });

  test('differs only where a source is down, and then tells nothing of it but its name', async () => {
    const { pool } = gateway.environment.sources.club;
    const secret = 'cnrysecretofasource';
    const real = pool.query.bind(pool);
    const broken = async () =>
      Promise.reject(
        Object.assign(new Error(`Key (email)=(${secret}) exists`), {
          detail: secret,
          hint: secret,
          where: secret,
          table: secret,
        }),
      );
    try {
      pool.query = broken;
      const down = await Promise.all([idOf(world.person('ga').key), idOf(world.person('gn').key), 'x'].map(ask));
      expect(new Set(down.map(observable)).size).toBe(1);
      expect(down[0]?.body.errors).toEqual([
        { message: 'The club source did not answer.', path: ['guardian'], extensions: { code: 'SOURCE_UNAVAILABLE' } },
      ]);
      const all = await gateway.ask({
        as: 'club-staff',
        purpose: 'CLUB_OPERATION',
        query: '{ viewer { organisation } campaigns { nodes { name } } guardians { nodes { name } } }',
      });
      expect(all.body.data.viewer).toEqual({ organisation: 'GAKKO' });
      expect(all.body.data.campaigns.nodes.length).toBeGreaterThan(0);
      expect(all.body.data.guardians).toBeNull();
      expect(`${down.map(({ everything }) => everything).join('')}${all.everything}${gateway.log()}`).not.toContain(
        secret,
      );
    } finally {
      pool.query = real;
    }
    expect((await ask(idOf(world.person('ga').key))).body.data.guardian).toEqual({ name: world.person('ga').name });
  });

  test('of the own governance database is closed: nothing that depends on consent comes out', async () => {
    const { consents } = gateway.environment;
    const real = consents.recordsForRecipient.bind(consents);
    try {
      consents.recordsForRecipient = async () => Promise.reject(new Error('the register is down'));
      const { body } = await ask(idOf(world.person('ga').key));
      expect(body.data).toEqual({ guardian: null });
      expect(body.errors?.[0]?.extensions.code).toBe('INTERNAL');
    } finally {
      consents.recordsForRecipient = real;
    }
  });
});
