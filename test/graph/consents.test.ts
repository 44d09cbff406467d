import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const RIGHTS = 'DATA_SUBJECT_RIGHTS';
const PARTNER = {
  purpose: 'CONSENTED_DISCLOSURE',
  recipient: 'PARTNER_BOOKS',
  textVersion: '2026-04',
  language: 'ja',
} as const;
const CATEGORIES = ['NAME', 'EMAIL', 'PHONE'];

function self(alias: string): Partial<VerifiedCaller> {
  const { kind, key } = world.person(alias);
  const roles = [kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : 'SELF_CHILD'] as const;
  return { subjectId: alias, organisation: 'SELF', roles, subject: { kind, reference: key } };
}

interface Said {
  readonly by: string;
  readonly child?: string;
  readonly input?: Record<string, unknown>;
}

async function say(field: 'grantConsent' | 'refuseConsent', { by, child, input }: Said): Promise<Answer> {
  const as = self(by);
  const childId = child === undefined ? {} : { childId: gateway.idOf(as, 'Child', world.person(child).key) };
  const query = `mutation ($input: ConsentInput!) { said: ${field}(input: $input) { id state givenAs subjectKind subjectId recipient categories validUntil } }`;
  return gateway.ask({
    as,
    purpose: RIGHTS,
    query,
    variables: { input: { ...PARTNER, categories: CATEGORIES, ...childId, ...input } },
  });
}

async function withdraw(by: string, consentId: string): Promise<Answer> {
  const query = 'mutation ($id: ID!) { said: withdrawConsent(consentId: $id) { id state } }';
  return gateway.ask({ as: self(by), purpose: RIGHTS, query, variables: { id: consentId } });
}

const given = async (answer: Promise<Answer>): Promise<string> => {
  const { body } = await answer;
  expect(body.errors).toBeUndefined();
  return body.data.said.id as string;
};

/** What the partner sees of a person at this moment. */
async function partnerSees(alias: string) {
  const type = world.person(alias).kind === 'GUARDIAN' ? ('Guardian' as const) : ('Child' as const);
  const variables = { id: gateway.idOf('partner-analyst', type, world.person(alias).key) };
  const query = `query ($id: ID!) { found: ${type.toLowerCase()}(id: $id) { name email phone address birthDate } }`;
  const answer = await gateway.ask({ as: 'partner-analyst', purpose: PARTNER.purpose, query, variables });
  expect(answer.body.errors).toBeUndefined();
  return answer.body.data.found;
}

test('a guardian gives, the partner sees the categories named from the next request on; withdrawn, nothing', async () => {
  expect(await partnerSees('gn')).toBeNull();
  const { body } = await say('grantConsent', { by: 'gn' });
  expect(body.data.said).toMatchObject({
    state: 'GIVEN',
    givenAs: 'SELF',
    subjectKind: 'GUARDIAN',
    recipient: 'PARTNER_BOOKS',
    categories: CATEGORIES,
  });
  const { name, email, phone } = world.person('gn');
  expect(await partnerSees('gn')).toEqual({ name, email, phone, address: null, birthDate: null });
  expect((await withdraw('gn', body.data.said.id)).body.data.said.state).toBe('WITHDRAWN');
  expect(await partnerSees('gn')).toBeNull();
});

test('a consent names purpose, recipient and category: for another it counts as none', async () => {
  for (const input of [
    { purpose: 'REQUESTED_SERVICE' },
    { purpose: 'BENEFICIAL_INFORMATION', recipient: 'COOP', categories: ['PURCHASE_HISTORY'] },
    { categories: ['PURCHASE_HISTORY'] },
  ]) {
    const id = await given(say('grantConsent', { by: 'go', input }));
    expect(await partnerSees('go')).toBeNull();
    await withdraw('go', id);
  }
});

test('a consent ends with its last day in Tokyo', async () => {
  const began = gateway.clock.now;
  await given(say('grantConsent', { by: 'go', input: { validUntil: '2026-11-23' } }));
  try {
    gateway.clock.now = new Date('2026-11-23T14:59:00Z');
    expect(await partnerSees('go')).not.toBeNull();
    gateway.clock.now = new Date('2026-11-23T15:00:00Z');
    expect(await partnerSees('go')).toBeNull();
  } finally {
    gateway.clock.now = began;
  }
});

describe('for a child under 16', () => {
  test("the guardian's yes counts, the child's alone does not, and the child's no always wins", async () => {
    expect(await partnerSees('cn')).toBeNull();
    await given(say('grantConsent', { by: 'cn' }));
    expect(await partnerSees('cn')).toBeNull();
    await linkParent('cn');
    await given(say('grantConsent', { by: 'ga', child: 'cn' }));
    expect((await partnerSees('cn')).name).toBe(world.person('cn').name);
    await given(say('refuseConsent', { by: 'cn', input: { categories: [] } }));
    expect(await partnerSees('cn')).toBeNull();
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
    await given(say('grantConsent', { by: 'ga', child: 'cn' }));
    expect(await partnerSees('cn')).toBeNull();
  });

  async function linkParent(alias: string): Promise<void> {
    await gateway.data.club.query(
      "insert into guardian_links (id, guardian_id, child_id, relation, state, harm_flag, started_on) values (990001, $1, $2, 'MOTHER', 'ACTIVE', false, '2024-04-01')",
      [world.person('ga').key, world.person(alias).key],
    );
  }
});

test('a child of 16 or 17 speaks alone, and the guardian may withdraw', async () => {
  const id = await given(say('grantConsent', { by: 'ct' }));
  expect((await partnerSees('ct')).name).toBe(world.person('ct').name);
  expect((await withdraw('ga', id)).body.data.said.state).toBe('WITHDRAWN');
  // The guardian's no is about what this consent named; what the child said of the address before stays.
  expect(await partnerSees('ct')).toMatchObject({ name: null, email: null, phone: null, address: expect.any(String) });
});

describe('who is not the active guardian of a child is refused', () => {
  const CODES = { errors: 'REFUSED', message: 'ConsentInput.childId: not a child of the caller (A6-2).' };

  test('alike for a child of others, an ended link, a harm flag, a child that is not there and a forged id', async () => {
    const as = self('ga');
    const ids = [
      gateway.idOf(as, 'Child', 1),
      gateway.idOf(as, 'Child', world.person('co').key),
      gateway.idOf(as, 'Child', world.person('cc').key),
      gateway.idOf(as, 'Child', 99_999_999),
      gateway.idOf(as, 'Guardian', world.person('ga').key),
      gateway.idOf('club-staff', 'Child', world.person('ca').key),
      'x',
      '',
    ];
    for (const field of ['grantConsent', 'refuseConsent'] as const) {
      const said = new Set<string>();
      for (const childId of ids) {
        const answer = await say(field, { by: 'ga', input: { childId } });
        const [error] = answer.body.errors ?? [];
        expect({ errors: error?.extensions.code, message: error?.message }).toEqual(CODES);
        said.add(`${answer.status} ${answer.text}`);
      }
      expect(said.size).toBe(1);
    }
  });

  test('and may not withdraw either, whether the consent is there or not', async () => {
    const id = await given(say('grantConsent', { by: 'go' }));
    const said = new Set<string>();
    for (const consentId of [id, '00000000-0000-4000-8000-000000000000', 'x', "'; drop table consents"]) {
      const answer = await withdraw('gc', consentId);
      expect(answer.body.errors?.[0]?.extensions.code).toBe('REFUSED');
      said.add(`${answer.status} ${answer.text}`);
    }
    expect(said.size).toBe(1);
    expect((await partnerSees('go')).name).toBe(world.person('go').name);
  });

  test('a child speaks for itself only', async () => {
    const answer = await say('grantConsent', { by: 'ca', child: 'cn' });
    expect(answer.body.errors?.[0]?.extensions.code).toBe('REFUSED');
  });
});

test('what a guardian said for a child does not count once the link has ended, is disputed or carries a harm flag', async () => {
  const link = async (set: string) =>
    gateway.data.club.query(`update guardian_links set ${set} where child_id = $1 and guardian_id = 900999`, [
      world.person('cc').key,
    ]);
  expect((await partnerSees('cc')).name).toBe(world.person('cc').name);
  for (const state of ["state = 'ENDED'", "state = 'DISPUTED'", "state = 'ACTIVE', harm_flag = true"]) {
    await link(state);
    expect([state, await partnerSees('cc')]).toEqual([state, null]);
  }
  await link("state = 'ACTIVE', harm_flag = false");
  expect((await partnerSees('cc')).name).toBe(world.person('cc').name);
});

test('an advertising opt-in for a child does not count either while its giver carries a harm flag; an opt-out does', async () => {
  const ask = async () => {
    const variables = { id: gateway.idOf('coop-staff', 'Child', world.person('co').key) };
    const query = 'query ($id: ID!) { child(id: $id) { name } }';
    const answer = await gateway.ask({ as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', query, variables });
    return answer.body.data.child.name;
  };
  const harm = async (flag: boolean) =>
    gateway.data.club.query('update guardian_links set harm_flag = $2 where child_id = $1 and guardian_id = 900999', [
      world.person('co').key,
      flag,
    ]);
  expect(await ask()).toBe(world.person('co').name);
  await harm(true);
  expect(await ask()).toBeNull();
  await harm(false);
  await gateway.data.club.query(
    "insert into advertising_opt_ins values (990002, 'CHILD_PARTICIPANT', $1, 'CHILD_PARTICIPANT', $1, 'OPTED_OUT', 'PAPER', 'x', now())",
    [world.person('co').key],
  );
  expect(await ask()).toBeNull();
});

test('staff give nobody’s consent: role and purpose are required', async () => {
  const query = 'mutation ($input: ConsentInput!) { grantConsent(input: $input) { id } }';
  const variables = { input: { ...PARTNER, categories: CATEGORIES } };
  const { rows: before } = await gateway.data.governance.query('select count(*) from consents');
  for (const [as, purpose] of [
    ['club-staff', 'CLUB_OPERATION'],
    ['consultation-desk', RIGHTS],
    ['guardian', 'CLUB_OPERATION'],
    ['newcomer', RIGHTS],
  ] as const) {
    const { body } = await gateway.ask({ as, purpose, query, variables });
    expect([body.data, body.errors?.[0]?.extensions.code]).toEqual([{ grantConsent: null }, 'REFUSED']);
  }
  expect((await gateway.data.governance.query('select count(*) from consents')).rows).toEqual(before);
});

test('a guardian reads what is recorded about them and their children, and of nobody else', async () => {
  const query = '{ consents { subjectKind subjectId } }';
  const { body } = await gateway.ask({ as: self('ga'), purpose: RIGHTS, query });
  const ids = new Set(body.data.consents.map(({ subjectId }: { subjectId: string }) => subjectId));
  const allowed = new Set([
    gateway.idOf(self('ga'), 'Guardian', world.person('ga').key),
    ...['ca', 'cd', 'ct', 'cu', 'cn'].map((alias) => gateway.idOf(self('ga'), 'Child', world.person(alias).key)),
  ]);
  expect(ids.size).toBeGreaterThan(1);
  expect([...ids].filter((id) => !allowed.has(id as string))).toEqual([]);
});

test('information that follows purchases: the marketing tool needs opt-in and consent, and loses the purchases with it', async () => {
  const ask = async (alias: string) => {
    const variables = { id: gateway.idOf('marketing-tool', 'Guardian', world.person(alias).key) };
    const query = 'query ($id: ID!) { guardian(id: $id) { ageBand member { purchases { month amount } } } }';
    return (await gateway.ask({ as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION', query, variables })).body.data
      .guardian;
  };
  expect((await ask('ga')).member.purchases[0]).toEqual({ month: '2026-10', amount: null });
  expect(await ask('gc')).toBeNull();
  const about = { purpose: 'BENEFICIAL_INFORMATION', recipient: 'COOP', categories: ['PURCHASE_HISTORY'] };
  expect(await ask('go')).toEqual({ ageBand: 'AGE_40_49', member: { purchases: null } });
  const id = await given(say('grantConsent', { by: 'go', input: about }));
  expect((await ask('go')).member.purchases).toHaveLength(2);
  await withdraw('go', id);
  expect((await ask('go')).member.purchases).toBeNull();
  await gateway.data.club.query("update advertising_opt_ins set state = 'OPTED_OUT' where subject_id = $1", [
    world.person('go').key,
  ]);
  expect(await ask('go')).toBeNull();
});

test('what an outsider is told does not tell who consented: the report is the same, whatever the rows', async () => {
  const ask = async (alias: string) => {
    const variables = { id: gateway.idOf('partner-analyst', 'Guardian', world.person(alias).key) };
    const query = 'query ($id: ID!) { guardian(id: $id) { name phone sex } }';
    return (await gateway.ask({ as: 'partner-analyst', purpose: PARTNER.purpose, query, variables })).body;
  };
  const [yes, no] = [await ask('ga'), await ask('gn')];
  expect([yes.data.guardian === null, no.data.guardian === null]).toEqual([false, true]);
  expect(yes.extensions).toEqual(no.extensions);
});

test('a withdrawal counts for every request that begins after its answer, under load (C.4)', async () => {
  const ended = { value: false };
  const late: string[] = [];
  let denied = 0;
  let shown = 0;
  // Which withdrawal has been answered and stands; null: the consent is given, or being given.
  let closed: number | null = null;
  const reader = async (): Promise<void> => {
    while (!ended.value) {
      const closedAtStart = closed;
      const found = await partnerSees('gn');
      // Given anew in between, the consent may show rightly: only what was closed from its start to its answer must not.
      if (found !== null && closedAtStart !== null && closed === closedAtStart) late.push('stale');
      if (found === null) denied += 1;
      else shown += 1;
    }
  };
  const readers = Array.from({ length: 10 }, reader);
  for (let round = 0; round < 5; round += 1) {
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 1_000);
    closed = null;
    const id = await given(say('grantConsent', { by: 'gn' }));
    expect((await partnerSees('gn')).name).toBe(world.person('gn').name);
    await withdraw('gn', id);
    closed = round;
    await Promise.all(Array.from({ length: 5 }, async () => expect(await partnerSees('gn')).toBeNull()));
  }
  ended.value = true;
  await Promise.all(readers);
  expect(late).toEqual([]);
  expect(Math.min(denied, shown)).toBeGreaterThan(5);
});
