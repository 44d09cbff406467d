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

const families = async () => {
  const { statistics, rowClasses } = gateway.environment;
  return rowClasses.audienceFamilies((await statistics.ports.store.currentSnapshot()).id, chosen);
};
const reach = async (asking: Asking, audience = key, at = gateway) => {
  const query = `{ statistics { audienceReach(audience: "${audience}") { families { value low high status } spent { rho } } } }`;
  const { body } = await at.ask({ ...asking, query });
  return { ...body, reach: body.data?.statistics?.audienceReach ?? null };
};
const charges = async () => (await gateway.data.governance.query('SELECT 1 FROM releases')).rowCount ?? 0;

test('the tool buys its reach: the exact number and one draw, charged once; the same again at no cost', async () => {
  const { statistics } = gateway.environment;
  const noise = { take: async () => Promise.resolve([-7n]) };
  const frozen = (environment: Gateway['environment']) => ({
    ...environment,
    statistics: { ...statistics, ports: { ...statistics.ports, noise } },
  });
  const other = await startGateway({ on: gateway, change: frozen });
  const { reach: bought } = await reach(ASKING, key, other).finally(async () => other.close());
  expect(bought.spent.rho).toBeGreaterThan(0);
  expect(bought.families).toMatchObject({ status: 'RELEASED', value: Number(exact) - 7 });
  expect(bought.families.low).toBeLessThan(bought.families.high);
  const { reach: again } = await reach(ASKING);
  expect(again.families).toEqual(bought.families);
  expect(again.spent.rho).toBe(0);
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
