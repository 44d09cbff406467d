import type { LimitsPolicy } from '../../src/policy/limitsPolicy.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

/** G12 over HTTP: whoever may have one record may not have all of them, however they are asked for. */

const NARROW: LimitsPolicy = {
  caller: {
    default: { requestsPerMinute: 1_000, recordsPerRequest: 6, recordsPerDay: 10 },
    OPERATOR_STAFF: { requestsPerMinute: 5, recordsPerRequest: 6, recordsPerDay: 10 },
  },
  organisation: { default: { requestsPerMinute: 1_000, recordsPerDay: 15 } },
};
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ limits: NARROW });
});
beforeEach(async () => {
  await gateway.data.governance.query('truncate request_volumes');
  gateway.clock.now = new Date('2026-11-22T01:00:00Z');
});
afterAll(async () => gateway.close());

const LIST = 'query ($first: Int!) { guardians(first: $first) { nodes { id name } } }';
const ONE = 'query ($id: ID!) { guardian(id: $id) { name } }';
const staff = (subjectId: string) => ({
  ...gateway.identity('club-staff'),
  subjectId: gateway.identity('club-staff').subjectId + subjectId,
});

interface Told {
  readonly people: number;
  readonly reason: string | undefined;
  readonly status: number;
}

async function list(as: Parameters<Gateway['ask']>[0]['as'], first: number): Promise<Told> {
  const { status, body } = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query: LIST, variables: { first } });
  const reason = body.errors?.[0]?.extensions.code ?? body.extensions?.governance.decisions[0]?.reason;
  return { people: body.data?.guardians?.nodes.length ?? 0, reason, status };
}

async function one(as: Parameters<Gateway['ask']>[0]['as'], key: number): Promise<Told> {
  const variables = { id: gateway.idOf(as, 'Guardian', key) };
  const { status, body } = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query: ONE, variables });
  const reason = body.errors?.[0]?.extensions.code ?? body.extensions?.governance.decisions[0]?.reason;
  return { people: body.data?.guardian?.name ? 1 : 0, reason, status };
}

// clauses: A2-2 A7-1e
test('an answer about more people than one may be does not leave, and says why', async () => {
  expect(await list('club-staff', 6)).toMatchObject({ people: 6, status: 200 });
  await gateway.data.governance.query('truncate request_volumes');
  const { status, body, text } = await gateway.ask({
    as: 'club-staff',
    purpose: 'CLUB_OPERATION',
    query: LIST,
    variables: { first: 7 },
  });
  expect(status).toBe(429);
  expect(body.data).toBeUndefined();
  expect(body.errors).toMatchObject([{ extensions: { code: 'BULK_LIMIT' } }]);
  expect(body.extensions?.governance.decisions).toMatchObject([{ reason: 'BULK_LIMIT', gate: 'G12', form: 'DENIED' }]);
  expect(text).not.toContain('nodes');
});

// clauses: A2-2 A7-1e
test('walking through records one request at a time ends with the day’s number of people', async () => {
  const told: Told[] = [];
  for (let key = 1; key <= 14; key += 1) told.push(await one('club-staff', key));
  expect(told.reduce((sum, { people }) => sum + people, 0)).toBe(10);
  expect(told.slice(10).every(({ people, reason }) => people === 0 && reason === 'BULK_LIMIT')).toBe(true);
  gateway.clock.now = new Date('2026-11-23T02:00:00Z');
  expect((await one('club-staff', 11)).people).toBe(1);
});

test('the same person a hundred times is one in an answer, and counts again in the next', async () => {
  const fifteen = Array.from({ length: 15 }, (_, at) => `a${at}: guardian(id: $id) { name }`).join(' ');
  const variables = { id: gateway.idOf('club-staff', 'Guardian', 1) };
  const asking = { as: 'club-staff', purpose: 'CLUB_OPERATION', query: `query ($id: ID!) { ${fifteen} }`, variables };
  for (let turn = 0; turn < 10; turn += 1) expect((await gateway.ask(asking)).status).toBe(200);
  expect((await one('club-staff', 1)).reason).toBe('BULK_LIMIT');
});

test('colleagues share what their organisation may have, and another organisation has its own', async () => {
  const seen: Told[] = [];
  for (const who of ['', '-b', '-c', '-d']) seen.push(await list(who === '' ? 'club-staff' : staff(who), 5));
  expect(seen.reduce((sum, { people }) => sum + people, 0)).toBeLessThanOrEqual(15);
  expect((await list('operator-staff', 5)).people).toBe(5);
});

test('fifty at once get no more than one after the other', async () => {
  const told = await Promise.all(Array.from({ length: 50 }, async (_, at) => one('club-staff', (at % 40) + 1)));
  const people = told.reduce((sum, each) => sum + each.people, 0);
  expect(people).toBeGreaterThan(0);
  expect(people).toBeLessThanOrEqual(10);
});

test('two gateways count together', async () => {
  const other = await startGateway({ on: gateway, limits: NARROW });
  try {
    for (let turn = 0; turn < 5; turn += 1) {
      await one('club-staff', turn + 1);
      const variables = { id: other.idOf('club-staff', 'Guardian', turn + 6) };
      await other.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query: ONE, variables });
    }
    expect(await one('club-staff', 11)).toMatchObject({ people: 0, reason: 'BULK_LIMIT' });
  } finally {
    await other.close();
  }
});

test('requests are counted by the minute', async () => {
  const told: Told[] = [];
  for (let turn = 0; turn < 6; turn += 1) told.push(await one('operator-staff', 1));
  expect(told.map(({ reason }) => reason)).toEqual([...Array.from({ length: 5 }, () => 'PERMITTED'), 'RATE_LIMIT']);
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 70_000);
  expect((await one('operator-staff', 1)).people).toBe(1);
});

test('fields that are made of records and not read as rows are counted by the minute as well', async () => {
  const ask = async (subjectId?: string) => {
    const as = { ...gateway.identity('operator-staff'), ...(subjectId === undefined ? {} : { subjectId }) };
    const { body } = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query: '{ changeNotices { id } }' });
    return body.errors?.[0]?.message.split(':')[0] ?? 'PERMITTED';
  };
  const told: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) told.push(await ask());
  expect(told).toEqual([...Array.from({ length: 5 }, () => 'PERMITTED'), 'RATE_LIMIT']);
  expect(await ask('a colleague')).toBe('PERMITTED');
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 70_000);
  expect(await ask()).toBe('PERMITTED');
});

test('what can not be counted does not leave', async () => {
  const broken = await startGateway({
    on: gateway,
    change: (environment) => ({ ...environment, chargeVolume: () => Promise.reject(new Error('down')) }),
  });
  try {
    const variables = { first: 3 };
    const { status, body } = await broken.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query: LIST, variables });
    expect([status, body.data]).toEqual([503, undefined]);
    expect(body.errors).toMatchObject([{ extensions: { code: 'REGISTERS_UNAVAILABLE' } }]);
    expect(body.extensions?.governance.decisions).toMatchObject([{ reason: 'REGISTERS_UNAVAILABLE' }]);
  } finally {
    await broken.close();
  }
});

test('what was withheld is recorded as a refusal, about nobody', async () => {
  await list('club-staff', 9);
  const { rows } = await gateway.data.governance.query(
    `select kind, entry::jsonb -> 'disclosed' as disclosed from audit_entries order by index desc limit 1`,
  );
  expect(rows).toEqual([{ kind: 'REFUSAL', disclosed: [] }]);
});

test('whoever floods the gateway is refused alone: what colleagues share is not used up by refusals', async () => {
  const flooding = { ...gateway.identity('operator-staff'), subjectId: 'flooding' };
  await gateway.data.governance.query(
    `insert into request_volumes (scope, who, unit, bucket, requests, records)
     values ('ORGANISATION', 'SENDAI_HOSO', 'MINUTE', '2026-11-22T01:00:00Z', 970, 0)`,
  );
  for (let turn = 0; turn < 40; turn += 1) await one(flooding, 1);
  expect(await one(flooding, 1)).toMatchObject({ people: 0, reason: 'RATE_LIMIT' });
  const query = '{ guardians(first: 1) { nodes { name } } }';
  const colleague = await gateway.ask({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
  expect(colleague.body.data.guardians.nodes).toHaveLength(1);
});
