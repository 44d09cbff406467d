import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
});

afterAll(async () => {
  await gateway.close();
});

const QUESTION =
  '{ statistics { families(groupBy: [AGE_BAND]) { cells { families { value } } spent { rho } release { id } } } }';
const BUDGETS = `query ($recipient: String, $period: String) { budgets(recipient: $recipient, period: $period) {
  scope recipient purpose period source cap { rho epsilon } spent { rho epsilon } remaining { rho } delta renewsOn closed
  spending { question recipient charged { rho epsilon } chargedAt status release } } }`;

const ANALYST = { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS' } as const;
const PARTNER = { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' } as const;
const MANAGER = { as: 'privacy-manager', purpose: 'GOVERNANCE' } as const;

const budgetsOf = async (asking: Parameters<Gateway['ask']>[0], variables = {}): Promise<Data[]> => {
  const { body } = await gateway.ask({ ...asking, query: BUDGETS, variables });
  return (body.data?.budgets ?? []) as Data[];
};
const find = (budgets: readonly Data[], scope: string, source = 'club') =>
  budgets.find((budget) => budget.scope === scope && budget.source === source);

test('before anything is bought the accounts are whole, and say when they begin anew', async () => {
  const budgets = await budgetsOf(ANALYST);
  expect(find(budgets, 'RECIPIENT')).toMatchObject({
    recipient: 'GAKKO',
    purpose: 'AGGREGATE_ANALYSIS',
    period: '2026-Q4',
    cap: { rho: 0.4 },
    spent: { rho: 0, epsilon: 0 },
    remaining: { rho: 0.4 },
    delta: 1e-6,
    renewsOn: '2027-01-01',
    closed: false,
    spending: [],
  });
  expect(find(budgets, 'LIFETIME')).toMatchObject({ period: null, renewsOn: null, cap: { rho: 4 } });
});

test('what was bought is in them with its question in words, and for outsiders only their own', async () => {
  const bought = await gateway.ask({ ...ANALYST, query: QUESTION });
  const budgets = await budgetsOf(ANALYST);
  const own = find(budgets, 'RECIPIENT');
  expect(own).toMatchObject({ spent: { rho: 0.005, epsilon: 0.429942 }, remaining: { rho: 0.395 } });
  expect(own.spending).toEqual([
    {
      question: 'FAMILIES by AGE_BAND: FAMILIES',
      recipient: 'GAKKO',
      charged: { rho: 0.005, epsilon: 0.429942 },
      chargedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      status: 'RELEASED',
      release: bought.body.data.statistics.families.release.id as string,
    },
  ]);
  expect(find(budgets, 'GLOBAL')).toMatchObject({ spent: { rho: 0.005 }, spending: null });
  const partners = await budgetsOf(PARTNER);
  expect(partners.map(({ recipient }) => recipient as string | null)).not.toContain('GAKKO');
  expect(find(partners, 'GLOBAL')).toMatchObject({ spent: { rho: 0.005 }, spending: null });
  expect(find(partners, 'RECIPIENT')).toMatchObject({ cap: { rho: 0.1, epsilon: 2.141939 }, spent: { rho: 0 } });
});

test('the privacy manager sees the accounts of all and what they were spent on', async () => {
  await gateway.ask({ ...PARTNER, query: QUESTION });
  const budgets = await budgetsOf(MANAGER);
  const recipients = budgets.filter(({ scope }) => scope === 'RECIPIENT').map(({ recipient }) => recipient as string);
  expect(recipients).toEqual(expect.arrayContaining(['GAKKO', gateway.identity('partner-analyst').organisation]));
  expect(find(budgets, 'GLOBAL').spending.length).toBeGreaterThan(0);
  const one = await budgetsOf(MANAGER, { recipient: gateway.identity('partner-analyst').organisation });
  expect(one.some(({ recipient }) => recipient === 'GAKKO')).toBe(false);
});

test("a period in which nothing was bought, of whatever length, has the accounts of the sources' lives alone", async () => {
  for (const period of ['2025-Q1', '2025-03', '2025']) {
    const budgets = await budgetsOf(ANALYST, { period });
    expect(new Set(budgets.map(({ scope }) => scope as string))).toEqual(new Set(['LIFETIME']));
  }
});

describe('refused', () => {
  test.each([
    ['an outsider', PARTNER],
    ['an analyst of the Club', ANALYST],
    ['the privacy manager for another purpose', { as: 'privacy-manager', purpose: 'CLUB_OPERATION' }],
  ])('to %s: the accounts of others', async (_who, asking) => {
    const { body } = await gateway.ask({ ...asking, query: BUDGETS, variables: { recipient: 'COOP' } });
    expect(body.data?.budgets ?? null).toBeNull();
    expect(body.errors?.[0]?.extensions.code).toBe('REFUSED');
  });

  test.each([
    [{ period: 'soon' }, 'Query.budgets: "soon" is not a period: write e.g. 2026-Q4, 2026-11 or 2026'],
    [{ period: '2026-Q5' }, 'Query.budgets: "2026-Q5" is not a period: write e.g. 2026-Q4, 2026-11 or 2026'],
    [{ recipient: 'NOBODY' }, 'Query.budgets: recipient "NOBODY" is no organisation of the policy'],
    [{ recipient: 'toString' }, 'Query.budgets: recipient "toString" is no organisation of the policy'],
  ])('to the privacy manager: accounts that there can not be, %j', async (variables, message) => {
    const { body } = await gateway.ask({ ...MANAGER, query: BUDGETS, variables });
    expect(body.data?.budgets ?? null).toBeNull();
    expect(body.errors?.[0]).toMatchObject({ message, extensions: { code: 'BAD_INPUT' } });
  });

  test.each([0, 501])('a list of %i charges', async (first) => {
    const { body } = await gateway.ask({ ...ANALYST, query: `{ budgets { spending(first: ${first}) { question } } }` });
    expect(body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  });
});

describe('a request that is sent again', () => {
  const grouped =
    '{ statistics { families(groupBy: [MUNICIPALITY]) { cells { families { value low high status } } spent { rho epsilon } release { id snapshot issuedAt } } } }';
  const send = (key: string | readonly string[]) =>
    gateway.ask({ ...ANALYST, query: grouped, headers: { 'idempotency-key': key } });

  test('with its key gets the same bytes of data, also what it cost; without it the price is told once', async () => {
    const [first, again] = [await send('"a-1"'), await send('"a-1"')];
    expect(first.body.data.statistics.families.spent.rho).toBe(0.005);
    expect(JSON.stringify(again.body.data)).toBe(JSON.stringify(first.body.data));
    const other = await gateway.ask({ ...ANALYST, query: grouped });
    expect(other.body.data.statistics.families.spent.rho).toBe(0);
    expect(find(await budgetsOf(ANALYST), 'RECIPIENT').spent.rho).toBe(0.01);
  });

  test('with its key is the same purchase after the month turned, which makes another question of it', async () => {
    const monthly =
      '{ statistics { purchases(groupBy: [MONTH]) { cells { by { month { code } } } spent { rho } release { id } } } }';
    const headers = { 'idempotency-key': '"months"' };
    const bought = (await gateway.ask({ ...ANALYST, query: monthly, headers })).body.data.statistics.purchases;
    gateway.clock.now = new Date('2026-12-02T03:00:00Z');
    await gateway.refresh();
    const again = (await gateway.ask({ ...ANALYST, query: monthly, headers })).body.data.statistics.purchases;
    expect(again).toEqual(bought);
    const spent = find(await budgetsOf(ANALYST), 'RECIPIENT', 'coop').spent.rho as number;
    expect(spent).toBe(bought.spent.rho);
    const other = { ...ANALYST, query: monthly.replace('MONTH', 'QUARTER').replace('month', 'quarter'), headers };
    expect((await gateway.ask(other)).body.data.statistics.purchases.release.id).not.toBe(bought.release.id);
    expect(find(await budgetsOf(ANALYST), 'RECIPIENT', 'coop').spent.rho).toBe(2 * spent);
  });

  test.each([[''], ['two words'], ['x'.repeat(129)], [['a', 'b']]])('with the key %j is refused', async (key) => {
    const answer = await send(key);
    expect([answer.status, answer.body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_INPUT']);
  });
});
