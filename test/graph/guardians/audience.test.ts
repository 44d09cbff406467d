import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

const TOOL = { as: 'marketing-tool', purpose: 'BENEFICIAL_INFORMATION' } as const;
const CLUB = { as: 'club-staff', purpose: 'BENEFICIAL_INFORMATION' } as const;

let gateway: Gateway;
let job: string;
let chosen: readonly string[];

const RECORD = `mutation ($input: AudienceInput!) { recordAudience(validTo: "2026-12-01T00:00:00Z", input: $input) { key version record { sendJob guardians } } }`;
const record = async (input: object, asking: { as: string; purpose: string } = TOOL) => {
  const { body } = await gateway.ask({ ...asking, query: RECORD, variables: { input } });
  return {
    entry: body.data?.recordAudience,
    message: body.errors?.[0]?.message ?? null,
    text: JSON.stringify(body),
  };
};
const members = async (key: string, asking: { as: string; purpose: string }) => {
  const query = `{ guardians(first: 500, where: { audience: "${key}" }) { nodes { id name email } } }`;
  const { body } = await gateway.ask({ ...asking, query });
  return (body.data?.guardians?.nodes ?? null) as Data[] | null;
};

beforeAll(async () => {
  gateway = await startGateway();
  const mutate = async (query: string) => {
    const { body } = await gateway.ask({ ...CLUB, query });
    if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
    return body.data;
  };
  await mutate(
    `mutation { recordCampaignPlan(input: { id: "SPRING", title: "Camp", contentClass: OWN_SERVICE, usefulBecause: "Classes" }) { key } }`,
  );
  const made = await mutate(
    `mutation { recordSendJob(validTo: "2026-12-01T00:00:00Z", input: { purpose: BENEFICIAL_INFORMATION, sender: "COOP", campaign: "SPRING", about: "Camp" }) { key } }`,
  );
  job = made.recordSendJob.key as string;
  const { body } = await gateway.ask({ ...TOOL, query: '{ guardians(first: 500) { nodes { id memberCode name } } }' });
  const rows = body.data.guardians.nodes as Data[];
  expect(rows.every(({ name }) => name === null)).toBe(true);
  chosen = rows.slice(0, 12).map(({ id }) => id as string);
});

afterAll(async () => {
  await gateway.close();
});

test('a tool proposes by its own ids, gets an acknowledgement, and learns nothing new', async () => {
  const { entry, text } = await record({ sendJob: job, guardians: chosen });
  expect(entry).toMatchObject({ version: 1, record: { sendJob: job, guardians: chosen } });
  expect(text).not.toMatch(/@|[\u3040-\u30ff]{2}/);
  expect(await members(entry.key as string, TOOL)).toEqual([]);
});

test('the Club, and the sender of the job, see whom to write to in their own right; others find nobody by it', async () => {
  const { entry } = await record({ sendJob: job, guardians: chosen });
  const key = entry.key as string;
  for (const asking of [CLUB, { as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION' }]) {
    const rows = (await members(key, asking)) ?? [];
    expect(rows).toHaveLength(12);
    expect(rows.every(({ name, email }) => typeof name === 'string' && typeof email === 'string')).toBe(true);
    // Ids of their own: nobody can join them with the tool's.
    expect(rows.some(({ id }) => chosen.includes(id as string))).toBe(false);
  }
  expect((await members(key, { as: 'club-staff', purpose: 'CLUB_OPERATION' })) ?? []).toEqual([]);
  expect((await members(key, { as: 'operator-staff', purpose: 'BENEFICIAL_INFORMATION' })) ?? []).toEqual([]);
  expect(await members('no-such-audience', CLUB)).toEqual([]);
});

test('who opts out after having been chosen is not written to', async () => {
  const { entry } = await record({ sendJob: job, guardians: chosen });
  const named = async () =>
    ((await members(entry.key as string, CLUB)) ?? []).filter(({ email }) => email !== null).length;
  const before = await named();
  await gateway.data.club.query(`UPDATE advertising_opt_ins SET state = 'OPTED_OUT'`);
  expect(before).toBe(12);
  expect(await named()).toBe(0);
  await gateway.data.club.query(`UPDATE advertising_opt_ins SET state = 'OPTED_IN'`);
});

describe('refused', () => {
  test('an audience too small to hide anybody, also by naming one many times', async () => {
    expect((await record({ sendJob: job, guardians: chosen.slice(0, 9) })).message).toContain('too few');
    expect((await record({ sendJob: job, guardians: Array(20).fill(chosen[0]) })).message).toContain('there twice');
  });

  test('a job that there is not, ids of others, and other roles', async () => {
    expect((await record({ sendJob: 'none', guardians: chosen })).message).toContain('there is none');
    const foreign = Array.from({ length: 12 }, (_each, index) => gateway.idOf('club-staff', 'Guardian', index + 1));
    expect((await record({ sendJob: job, guardians: foreign })).message).toContain('must be the id');
    expect((await record({ sendJob: job, guardians: chosen }, CLUB)).message).not.toBeNull();
    expect(
      (await record({ sendJob: job, guardians: chosen }, { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE' }))
        .message,
    ).not.toBeNull();
  });
});
