import { resolveIdentities } from '../../src/embedded/identities.js';
import { killableGateway } from './killableGateway.js';

/** SIGKILL between the committed charge and the answer: what was charged stays spent, under the same key as under none, and nothing is told twice. */

let gateway: Awaited<ReturnType<typeof killableGateway>>;
let token = '';
beforeAll(async () => {
  gateway = await killableGateway();
  const analyst = resolveIdentities({ families: 40 }).find(({ name }) => name === 'analyst');
  if (analyst === undefined) throw new Error('There is no analyst.');
  const { organisation, roles, purposes, subjectId: sub, managedDevice, staffReference, authTime } = analyst;
  const named = { managed_device: managedDevice, staff_reference: staffReference, auth_time: authTime };
  token = await gateway.tokenFor({ sub, organisation, roles, purposes, ...named });
});
afterEach(async () => gateway.kill());
afterAll(async () => gateway.close());

interface Body {
  readonly data?: { readonly statistics: { readonly families: { readonly spent: { rho: number } | null } | null } };
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Null: the connection was cut. */
async function buy(key: string, by: string): Promise<Body | null> {
  try {
    const response = await fetch(`${gateway.url()}/graphql`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'noren-purpose': 'AGGREGATE_ANALYSIS/IMPROVE',
        'idempotency-key': key,
      },
      body: JSON.stringify({
        query: `{ statistics { families(groupBy: [${by}]) { cells { families { value status } } spent { rho } release { id } } } }`,
      }),
    });
    return (await response.json()) as Body;
  } catch {
    return null;
  }
}

const PRICE = 5_000_000n;
const STARTS = 180_000;
async function books() {
  const { rows } = await gateway.ours.query<{ spent: string; status: string | null; releases: string }>(
    `SELECT (SELECT coalesce(max(spent_nano), 0) FROM privacy_accounts WHERE scope = 'RECIPIENT')::text AS spent,
            (SELECT status FROM releases ORDER BY reserved_at DESC LIMIT 1) AS status, (SELECT count(*) FROM releases)::text AS releases`,
  );
  const { spent = '0', status = null, releases = '0' } = rows[0] ?? {};
  return { spent: BigInt(spent), status, releases: Number(releases) };
}

async function killAt(fault: 'reserved' | 'counted' | 'stored', key: string, by: string): Promise<void> {
  await gateway.start(fault);
  expect(await buy(key, by)).toBeNull();
  expect(await gateway.ended()).toBe('SIGKILL');
}

test.each([
  ['reserved', 'REGION'],
  ['counted', 'AGE_BAND'],
] as const)(
  'killed when the question was %s: spent, told so under the same key, and paid for again',
  async (fault, by) => {
    const before = await books();
    await killAt(fault, fault, by);
    expect(await books()).toEqual({
      spent: before.spent + PRICE,
      status: 'RESERVED',
      releases: before.releases + 1,
    });

    await gateway.start();
    const early = await buy(fault, by);
    expect(early?.errors?.[0]).toMatchObject({
      message: expect.stringContaining('still being answered. Nothing was charged for this sending') as string,
      extensions: { code: 'STATISTIC_UNAVAILABLE' },
    });
    expect((await books()).spent).toBe(before.spent + PRICE);

    // As a minute later: the first sending is given up, and its price with it.
    await gateway.ours.query(
      `UPDATE releases SET reserved_at = reserved_at - interval '61 seconds' WHERE status = 'RESERVED'`,
    );
    const again = await buy(fault, by);
    expect(again?.data?.statistics.families?.spent).toEqual({ rho: 0.005 });
    expect(await books()).toMatchObject({ spent: before.spent + 2n * PRICE, releases: before.releases + 2 });
    expect((await buy(fault, by))?.data).toEqual(again?.data);
    expect((await books()).spent).toBe(before.spent + 2n * PRICE);
  },
  STARTS,
);

test(
  'killed when the numbers were stored and not answered: the same key has them, told at the price that was paid',
  async () => {
    const before = await books();
    await killAt('stored', 'stored', 'MUNICIPALITY');
    expect(await books()).toMatchObject({ spent: before.spent + PRICE, status: 'RELEASED' });
    await gateway.start();
    expect((await buy('stored', 'MUNICIPALITY'))?.data?.statistics.families?.spent).toEqual({ rho: 0.005 });
    expect((await buy('another', 'MUNICIPALITY'))?.data?.statistics.families?.spent).toEqual({ rho: 0 });
    expect((await books()).spent).toBe(before.spent + PRICE);
  },
  STARTS,
);
