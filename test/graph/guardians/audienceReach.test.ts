import { jest } from '@jest/globals';
import { DESK, openRegisters } from '../../conformance/httpRegisters.js';
import { startGateway, type Asking, type Data, type Gateway } from '../../support/startGateway.js';

/** What a tool learns of the audience that it proposed: a noisy number that is paid for, and nothing else. */

const TOOL = { as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION' } as const;
const ASKING = { as: 'marketing-tool', purpose: 'AGGREGATE_ANALYSIS' } as const;
const CLUB = { as: 'club-staff', purpose: 'BENEFICIAL_INFORMATION' } as const;

let gateway: Gateway;
let key: string;
let chosen: readonly number[];
let exact: bigint;
beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
  const mutate = async (asking: Asking, query: string, variables = {}) => {
    const { body } = await gateway.ask({ ...asking, query, variables });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };
  await mutate(
    CLUB,
    'mutation { recordCampaignPlan(input: { id: "SPRING", title: "Camp", contentClass: OWN_SERVICE, usefulBecause: "Classes" }) { key } }',
  );
  const made = await mutate(
    CLUB,
    'mutation { recordSendJob(validTo: "2026-12-01T00:00:00Z", input: { purpose: BENEFICIAL_INFORMATION, sender: "COOP", campaign: "SPRING", about: "Camp" }) { key } }',
  );
  const { body } = await gateway.ask({ ...TOOL, query: '{ guardians(first: 500) { nodes { id } } }' });
  const ids = (body.data.guardians.nodes as Data[]).slice(0, 30).map(({ id }) => id as string);
  const record =
    'mutation ($input: AudienceInput!) { recordAudience(validTo: "2026-12-01T00:00:00Z", input: $input) { key } }';
  const input = { sendJob: made.recordSendJob.key as string, guardians: ids };
  key = (await mutate(TOOL, record, { input })).recordAudience.key as string;
  const { rows } = await gateway.data.club.query<{ id: number }>('SELECT id FROM guardians');
  chosen = rows.map(({ id }) => id).filter((id) => ids.includes(gateway.idOf('marketing-tool', 'Guardian', id)));
  exact = await families();
});
afterAll(async () => gateway.close());

const families = async (of = chosen) => {
  const { statistics, rowClasses } = gateway.environment;
  return rowClasses.audienceFamilies((await statistics.ports.store.currentSnapshot()).id, of);
};
const QUOTE = 'quote { rho epsilon delta remainingAfter halfWidth95 { families } alreadyReleased }';
const reach = async (asking: Asking, audience = key, { at = gateway, select = '' } = {}) => {
  const query = `{ statistics { audienceReach(audience: "${audience}") { ${select || 'families { value low high status } spent { rho } release { id question }'} } } }`;
  const { body } = await at.ask({ ...asking, query });
  return { ...body, reach: body.data?.statistics?.audienceReach ?? null };
};
const charges = async () => (await gateway.data.governance.query('SELECT 1 FROM releases')).rowCount ?? 0;

test('the price comes first: what is quoted is charged, without a charge and without a look at anybody', async () => {
  const count = jest.fn<() => Promise<bigint>>();
  const blind = await startGateway({
    on: gateway,
    change: (environment) => ({
      ...environment,
      rowClasses: { ...environment.rowClasses, audienceFamilies: count },
    }),
  });
  const { reach: quoted } = await reach(ASKING, key, { at: blind, select: QUOTE }).finally(async () => blind.close());
  expect(quoted.quote).toMatchObject({ rho: 0.005, remainingAfter: 0.095, halfWidth95: { families: 20 } });
  expect(quoted.quote.alreadyReleased).toBe(false);
  expect(count).not.toHaveBeenCalled();
  expect(await charges()).toBe(0);
});

test('the tool buys its reach: the exact number and one draw, charged once; the same again at no cost', async () => {
  const { statistics } = gateway.environment;
  const noise = { take: async () => Promise.resolve([-7n]) };
  const frozen = (environment: Gateway['environment']) => ({
    ...environment,
    statistics: { ...statistics, ports: { ...statistics.ports, noise } },
  });
  const other = await startGateway({ on: gateway, change: frozen });
  const { reach: bought } = await reach(ASKING, key, { at: other }).finally(async () => other.close());
  expect(bought.spent.rho).toBeGreaterThan(0);
  expect(bought.families).toMatchObject({ status: 'RELEASED', value: Number(exact) - 7 });
  expect(bought.families.low).toBeLessThan(bought.families.high);
  const { reach: again } = await reach(ASKING);
  expect(again.families).toEqual(bought.families);
  expect(again.spent.rho).toBe(0);
  const { reach: standing } = await reach(ASKING, key, { select: QUOTE });
  expect(standing.quote).toMatchObject({ rho: bought.spent.rho, remainingAfter: 0.095, alreadyReleased: true });
});

test('a reach is had again by its id, as number and document, by who proposed it alone', async () => {
  const { reach: bought } = await reach(ASKING);
  expect(bought.release.question).toBe(`FAMILIES of audience ${key} version 1`);
  const stored = async (asking: Asking, id = bought.release.id as string) => {
    const select =
      'id question cells { by { dimension } numbers { measure number { value low high status } } } document { body }';
    const { body } = await gateway.ask({ ...asking, query: `{ statistics { release(id: "${id}") { ${select} } } }` });
    return body.data?.statistics.release;
  };
  const { document, ...release } = await stored(ASKING);
  const number = bought.families as object;
  expect(release).toEqual({ ...bought.release, cells: [{ by: [], numbers: [{ measure: 'FAMILIES', number }] }] });
  expect(document.body).toContain(`# question: FAMILIES of audience ${key} version 1\r\n`);
  expect(document.body).toMatch(/\r\nfamilies_value,.*\r\n-?\d+,/);
  // Of the same organisation, and of the tool under another purpose.
  expect(await stored({ as: 'coop-staff', purpose: 'AGGREGATE_ANALYSIS' })).toBeNull();
  expect(await stored(TOOL)).toBeNull();
  const asParent = `{ statistics { families(consistentWith: "${String(bought.release.id)}") { cells { families { value } } } } }`;
  const { body } = await gateway.ask({ ...ASKING, query: asParent });
  expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_INPUT' });
});

test('who opted out after having been chosen is not reached', async () => {
  const buyExact = async () => {
    await gateway.data.governance.query('TRUNCATE releases, release_views, release_keys');
    const noise = { take: async () => [0n] };
    const still = await startGateway({
      on: gateway,
      change: (environment) => ({
        ...environment,
        statistics: { ...environment.statistics, ports: { ...environment.statistics.ports, noise } },
      }),
    });
    return (await reach(ASKING, key, { at: still }).finally(async () => still.close())).reach.families.value as number;
  };
  expect(await buyExact()).toBe(Number(exact));
  const [first = 0, ...others] = chosen;
  const { rowCount } = await gateway.data.club.query(
    `UPDATE advertising_opt_ins SET state = 'OPTED_OUT' WHERE subject_kind = 'GUARDIAN' AND subject_id = $1`,
    [first],
  );
  expect(rowCount).toBe(1);
  expect(await families(others)).toBe(exact - 1n);
  expect(await buyExact()).toBe(Number(exact) - 1);
});

test.each([
  ['another tool or person under the right purpose', { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS' }, null],
  ['the Club, who sends', CLUB, null],
  ['the tool under the purpose of sending', TOOL, null],
  ['the tool, by a key that there is not', ASKING, 'no-such-audience'],
])('%s gets nothing, and nothing is charged', async (_who, asking, audience) => {
  const before = await charges();
  const { reach: none } = await reach(asking, audience ?? key);
  expect(none).toBeNull();
  expect(await charges()).toBe(before);
});

test('who was stopped since is subtracted at once', async () => {
  const registers = await openRegisters(gateway);
  const [first = 0] = chosen;
  const input = { subject: { kind: 'GUARDIAN', key: first }, flag: 'STOP_USE', why: 'asked' };
  await registers.record({ ...DESK, noun: 'SubjectFlag', input });
  expect(await families()).toBe(exact - 1n);
});
