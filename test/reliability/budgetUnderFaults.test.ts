import { resolveIdentities } from '../../src/embedded/identities.js';
import { killableGateway } from './killableGateway.js';

/**
 * Budgets over HTTP while the gateway is killed and its database connections are ended, as Jepsen's bank and counter tests have it: sixteen
 * clients buy statistics at different prices, under keys of their own, again and again until they have a definite answer or give up. What is
 * checked holds for every interleaving (I1 to I6); how far each client comes is free.
 */

const CLIENTS = 16;
const BUYS = 8;
const TRIES = 4;
const KILLS = 2;
const WHO = ['analyst', 'marketing-tool'] as const;

/** Prices from 0.005 to 0.025; together far more than the budget of either recipient. */
const QUESTIONS = ['REGION', 'AGE_BAND', 'MUNICIPALITY', 'PURCHASE_SEGMENT'].flatMap((by) => [
  `families(groupBy: [${by}]) { cells { families { value status } }`,
  `children(groupBy: [${by}]) { cells { children { value status } }`,
  `purchases(groupBy: [${by}]) { cells { amount { value status } }`,
  `purchases(groupBy: [${by}]) { cells { amountMedian { value status } amountPerFamily { value status } }`,
]);

interface Attempt {
  readonly who: (typeof WHO)[number];
  readonly key: string;
  readonly question: string;
  sends: number;
  /** The bytes of the data, once there was a definite answer. */
  data: string | null;
  bought: { readonly release: string; readonly rho: number } | null;
}

let gateway: Awaited<ReturnType<typeof killableGateway>>;
let tokens: ReadonlyMap<string, string>;
beforeAll(async () => {
  gateway = await killableGateway();
  await gateway.start();
  const identities = resolveIdentities({ families: 40 });
  const issued = WHO.map(async (who) => {
    const {
      name: _,
      subjectId,
      managedDevice,
      staffReference,
      authTime,
      ...claims
    } = identities.find(({ name }) => name === who)!;
    const named = { managed_device: managedDevice, staff_reference: staffReference, auth_time: authTime };
    return [who, await gateway.tokenFor({ sub: subjectId, ...claims, ...named })] as const;
  });
  tokens = new Map(await Promise.all(issued));
});
afterAll(async () => gateway.close());

async function send({ who, key, question }: Pick<Attempt, 'who' | 'key' | 'question'>): Promise<string> {
  const sub = who === 'analyst' ? 'IMPROVE' : 'PARTNER_MARKETING';
  const response = await fetch(`${gateway.url()}/graphql`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${tokens.get(who) ?? ''}`,
      'content-type': 'application/json',
      'noren-purpose': `AGGREGATE_ANALYSIS/${sub}`,
      'idempotency-key': key,
    },
    body: JSON.stringify({ query: `{ statistics { asked: ${question} spent { rho } release { id } } } }` }),
  });
  return response.text();
}

interface Body {
  readonly data?: { readonly statistics: { readonly asked: Asked | null } } | null;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly governance?: { readonly decisions?: readonly { readonly reason: string }[] } };
}
interface Asked {
  readonly cells: readonly object[] | null;
  readonly spent: { readonly rho: number } | null;
  readonly release: { readonly id: string } | null;
}

/** Sends until the answer is definite: numbers, or that the budget is exhausted. Anything else may have been charged. */
async function buy(attempt: Attempt, tries = TRIES): Promise<void> {
  for (let turn = 0; turn < tries && attempt.data === null; turn += 1) {
    attempt.sends += 1;
    const text = await send(attempt).catch(() => '{}');
    const { data, errors, extensions } = JSON.parse(text.startsWith('{') ? text : '{}') as Body;
    const asked = data?.statistics.asked ?? null;
    if (errors !== undefined || asked === null) continue;
    const reasons = (extensions?.governance?.decisions ?? []).map(({ reason }) => reason);
    if (asked.cells !== null) attempt.bought = { release: asked.release?.id ?? '', rho: asked.spent?.rho ?? 0 };
    else if (!reasons.includes('DP_BUDGET_EXHAUSTED')) continue;
    attempt.data = JSON.stringify(data);
  }
}

const one = async <T extends object>(sql: string, values: unknown[] = []): Promise<T> =>
  (await gateway.ours.query<T>(sql, values)).rows[0]!;

/** In one statement, so that it sees one instant: no account above its cap, each as much as its rows say. */
const BROKEN_ACCOUNTS = `
  select count(*)::int as broken from privacy_accounts a where a.spent_nano > a.cap_nano or a.spent_nano <> coalesce(case a.scope
    when 'RECIPIENT' then (select sum(v.nano_rho) from release_views v
      where v.recipient = a.recipient and v.purpose = a.purpose and v.period = a.period and a.source = any(v.sources))
    else (select sum(r.nano_rho) from releases r
      where a.source = any(r.sources) and (a.scope = 'LIFETIME' or r.period = a.period)) end, 0)`;

async function expectBooksRight(attempts: readonly Attempt[]): Promise<void> {
  // I1
  expect(await one(BROKEN_ACCOUNTS)).toEqual({ broken: 0 });
  // I4
  expect(
    await one(
      `select count(*)::int as free from releases r where not exists (select from release_views v where v.release_id = r.id)`,
    ),
  ).toEqual({ free: 0 });
  const { rows: views } = await gateway.ours.query<{ release: string; recipient: string; rho: number; body: boolean }>(
    `select v.release_id as release, v.recipient, v.nano_rho::float8 / 1e9 as rho, r.body is not null as body
     from release_views v join releases r on r.id = v.release_id`,
  );
  for (const { who, bought } of attempts) {
    if (bought === null) continue;
    // I2
    const recipient = who === 'analyst' ? 'GAKKO' : 'COOP';
    const own = views.filter((view) => view.release === bought.release && view.recipient === recipient);
    expect(own).toMatchObject([{ body: true }]);
    expect([0, own[0]?.rho]).toContain(bought.rho);
  }
  // I3
  const charged = views.reduce((sum, { rho }) => sum + rho, 0);
  const acknowledged = attempts.reduce((sum, { bought }) => sum + (bought?.rho ?? 0), 0);
  const dearest = Math.max(...views.map(({ rho }) => rho));
  const sends = attempts.reduce((sum, each) => sum + each.sends, 0);
  expect(acknowledged).toBeLessThanOrEqual(charged + 1e-9);
  expect(charged).toBeLessThanOrEqual(sends * dearest + 1e-9);
}

test('sixteen clients, kills of the gateway and ended connections: what was said is paid for, once, and never more than there is', async () => {
  const attempts: Attempt[] = Array.from({ length: CLIENTS * BUYS }, (_, at) => ({
    who: WHO[at % WHO.length] ?? 'analyst',
    key: `client-${at % CLIENTS}-buy-${Math.floor(at / CLIENTS)}`,
    // Multiplied by a number without a common factor: each client goes through the questions in an order of its own.
    question: QUESTIONS[(at * 7 + Math.floor(at / CLIENTS)) % QUESTIONS.length] ?? '',
    sends: 0,
    data: null,
    bought: null,
  }));
  let done = 0;
  const client = async (number: number) => {
    for (const attempt of attempts.filter((_, at) => at % CLIENTS === number)) {
      await buy(attempt);
      done += 1;
    }
  };
  const clients = Promise.all(Array.from({ length: CLIENTS }, async (_, number) => client(number)));
  let running = true;
  const seen: number[] = [];
  const observe = (async () => {
    while (running) seen.push((await one<{ broken: number }>(BROKEN_ACCOUNTS)).broken);
  })();
  const reached = async (part: number) => {
    while (done < (attempts.length * part) / (KILLS + 2)) await new Promise((resolve) => setImmediate(resolve));
  };
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await reached(kill - 0.5);
    await gateway.endBackends();
    await reached(kill);
    expect(await gateway.kill()).toBe('ALIVE');
    await gateway.start();
  }
  await clients;
  running = false;
  await observe;
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.filter((broken) => broken !== 0)).toEqual([]);
  await expectBooksRight(attempts);
  // Not a test of a gateway that refuses everything, nor of one that never does.
  expect(attempts.filter(({ bought }) => bought !== null).length).toBeGreaterThan(10);

  // I5, I6: after one more start the same key has the same bytes, and the books are as right as before.
  const definite = attempts.filter(({ bought }) => bought !== null);
  await gateway.kill();
  await gateway.start();
  const before = await one('select sum(spent_nano)::text as spent from privacy_accounts');
  for (const attempt of definite.filter((_, at) => at % 3 === 0)) {
    const again = { ...attempt, data: null, bought: null };
    await buy(again);
    expect(again.data).toBe(attempt.data);
  }
  expect(await one('select sum(spent_nano)::text as spent from privacy_accounts')).toEqual(before);
  await expectBooksRight(attempts);
});

test('when the budget is gone the next one is refused, also by a gateway that was killed meanwhile', async () => {
  const refused: Attempt[] = [];
  const dimensions = ['AGE_BAND', 'MUNICIPALITY', 'PURCHASE_SEGMENT', 'SHOP_AREA', 'PRODUCT_CATEGORY'];
  const pairs = dimensions.flatMap((one, at) => dimensions.slice(at + 1).map((other) => `${one}, ${other}`));
  for (const [at, by] of pairs.entries()) {
    const question = `purchases(groupBy: [${by}]) { cells { amountMedian { value } amountPerFamily { value } }`;
    const attempt: Attempt = { who: 'marketing-tool', key: `last-${at}`, question, sends: 0, data: null, bought: null };
    await buy(attempt);
    expect(attempt.data).not.toBeNull();
    if (attempt.bought !== null) continue;
    refused.push(attempt);
    break;
  }
  expect(refused).toHaveLength(1);
  await gateway.kill();
  await gateway.start();
  const again = { ...refused[0]!, key: 'after-the-kill' };
  again.data = null;
  await buy(again);
  expect(again.bought).toBeNull();
  expect(again.data).not.toBeNull();
});
