import { request, type ClientRequest } from 'node:http';
import type { PoolClient } from 'pg';
import { verifyExport } from '../../src/audit/export/verifyExport.js';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { declaredAs } from '../support/declaredAs.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

/**
 * A client that goes away while its answer waits to be recorded. The head of the log is held by the test, so that the record can't be written
 * before the client is gone: what leaves before is nothing, and what is written afterwards stands.
 */

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
  // However long the machine takes.
  await gateway.data.governance.query(`alter function audit_append set lock_timeout = '300s'`);
});
afterAll(async () => gateway.close());

const FAMILIES = '{ guardians(first: 3) { nodes { name } } }';
const STAFF = { as: 'club-staff', purpose: 'CLUB_OPERATION' } as const;

const entries = async () => {
  const { rows } = await gateway.data.governance.query<{ kind: string; step: string | null }>(
    `select kind, entry::jsonb #>> '{facts,step}' as step from audit_entries order by index`,
  );
  return rows.map(({ kind, step }) => [kind, step].filter((word) => word !== null).join(' '));
};

/** Nothing can be appended until this is undone. */
async function holdHead(): Promise<PoolClient> {
  const client = await gateway.data.governance.connect();
  await client.query('begin; select from audit_head for update');
  return client;
}

async function releaseHead(client: PoolClient): Promise<void> {
  await client.query('rollback');
  client.release();
}

/** Until a backend waits for the head. Not asked where it is held: a transaction sees who waits as of its first look. */
async function untilSomebodyWaits(): Promise<void> {
  await untilRows(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
}

async function untilRows(statement: string): Promise<void> {
  for (let look = 0; look < 10_000; look += 1) {
    const { rowCount } = await gateway.data.governance.query(statement);
    if (rowCount !== null && rowCount > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Never: ${statement}`);
}

interface Sending {
  readonly as: string;
  readonly purpose: string;
  readonly query: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request whose connection the test has in its hands; `heard`: whether anything came back. */
async function send({
  as,
  purpose,
  query,
  headers = {},
}: Sending): Promise<{ sent: ClientRequest; heard: () => boolean }> {
  const { roles } = gateway.identity(as);
  let heard = false;
  const sent = request(gateway.url, {
    method: 'POST',
    agent: false,
    headers: {
      authorization: `Bearer ${await gateway.tokenOf(as)}`,
      'content-type': 'application/json',
      'noren-purpose': declaredAs(purpose, roles),
      ...headers,
    },
  });
  sent.on('response', () => (heard = true)).on('error', () => undefined);
  sent.end(JSON.stringify({ query }));
  return { sent, heard: () => heard };
}

/** Sends, waits until the record is all that is missing, and goes away. */
async function leaveBeforeRecord(sending: Sending): Promise<void> {
  const head = await holdHead();
  const { sent, heard } = await send(sending);
  await untilSomebodyWaits();
  expect(heard()).toBe(false);
  sent.destroy();
  await releaseHead(head);
}

const untilEntries = async (count: number) => untilRows(`select from audit_head where size >= ${count}`);

async function expectWhole(): Promise<void> {
  const { checkpoints, pool } = gateway.environment.audit;
  await checkpoints.sign();
  const { text } = await checkpoints.verifierKey();
  expect((await verifyExport(exportAudit(pool, text), { key: text })).problem).toBeNull();
}

// clauses: A3-2 A7-1d
test('an answer: not a byte of it leaves before its record, which stands, and the same question again has a record of its own', async () => {
  const before = (await entries()).length;
  await leaveBeforeRecord({ ...STAFF, query: FAMILIES });
  await untilEntries(before + 1);
  expect((await entries()).slice(before)).toEqual(['DISCLOSURE']);
  const again = await gateway.ask({ ...STAFF, query: FAMILIES });
  expect(again.body.data).toMatchObject({ guardians: { nodes: [{}, {}, {}] } });
  expect(again.receipt?.index).toBe(before + 1);
  expect((await entries()).slice(before)).toEqual(['DISCLOSURE', 'DISCLOSURE']);
  await expectWhole();
});

test('a change: it is made with its record or not at all, and once more is the next version', async () => {
  const query = `mutation { recordDepartment(input: { code: "LEFT", name: "Left", organisation: "GAKKO" }) { version } }`;
  const before = (await entries()).length;
  await leaveBeforeRecord({ as: 'privacy-manager', purpose: 'GOVERNANCE', query });
  await untilEntries(before + 1);
  expect((await entries())[before]).toBe('REGISTER RECORD');
  const again = await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query });
  expect(again.body.data).toEqual({ recordDepartment: { version: 2 } });
  const { rows } = await gateway.data.governance.query(
    `select version from register_entries where register = 'DEPARTMENT' and key = 'LEFT' order by version`,
  );
  expect(rows).toEqual([{ version: 1 }, { version: 2 }]);
  expect((await entries()).filter((what) => what.startsWith('REGISTER'))).toHaveLength(2);
  await expectWhole();
});

test('a statistic: it is paid once, and the same key has the numbers that were paid for', async () => {
  const query = '{ statistics { families(groupBy: [REGION]) { cells { families { value } } spent { rho } } } }';
  const sending = { as: 'analyst', purpose: 'AGGREGATE_ANALYSIS', query, headers: { 'idempotency-key': 'left' } };
  const spent = async () =>
    (
      await gateway.data.governance.query(
        `select sum(spent_nano)::text as nano from privacy_accounts where scope = 'RECIPIENT'`,
      )
    ).rows[0] as unknown;
  const before = (await entries()).length;
  await leaveBeforeRecord(sending);
  await untilRows(`select from releases where status = 'RELEASED'`);
  expect(await spent()).toEqual({ nano: '5000000' });
  const again = await gateway.ask(sending);
  expect(again.body.data).toMatchObject({ statistics: { families: { spent: { rho: 0.005 } } } });
  expect(await spent()).toEqual({ nano: '5000000' });
  // That of who left comes when its answer would have: numbers leave on a schedule (ADR 0070).
  await untilEntries(before + 3);
  expect((await entries()).slice(before)).toEqual(['STATISTIC RESERVE', 'STATISTIC', 'STATISTIC']);
  await expectWhole();
});

test('who stays while the record can not be written gets nothing of anybody', async () => {
  await gateway.data.governance.query(`alter function audit_append set lock_timeout = '100ms'`);
  const before = (await entries()).length;
  const head = await holdHead();
  const refused = await gateway.ask({ ...STAFF, query: FAMILIES });
  await releaseHead(head);
  expect(refused.body.data).toBeUndefined();
  expect(refused.body.errors?.[0]?.extensions.code).toBe('AUDIT_UNAVAILABLE');
  expect(refused.receipt).toBeUndefined();
  expect(await entries()).toHaveLength(before);
});
