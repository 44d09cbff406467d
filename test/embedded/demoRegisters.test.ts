import { join } from 'node:path';
import { loadDemoRegisters } from '../../src/embedded/data/demoRegisters.js';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { projectRoot } from '../../src/projectRoot.js';
import { openGovernance } from '../../src/registry/governanceDatabase.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

const scale = { families: 40, today: '2026-11-22' };
let database: TestDatabase;
let governance: ReturnType<typeof openGovernance>;
let loaded: number;
beforeAll(async () => {
  database = await createDatabase('governance');
  governance = openGovernance(database.connection);
  loaded = await loadDemoRegisters(governance, scale);
});
afterAll(async () => {
  await governance.close();
  await database.drop();
});

async function countAt(instant: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = await governance.pool.query<{ register: string; count: number }>(
    'select register, count(*)::int as count from register_entries_at($1) group by register',
    [instant],
  );
  return Object.fromEntries(rows.map(({ register, count }) => [register, count]));
}

test('the demo registers obey the rules of the registers, and a second load leaves them alone', async () => {
  expect(loaded).toBeGreaterThan(60);
  expect(await loadDemoRegisters(governance, scale)).toBe(0);
});

test('every organisation of the policy is registered, and joint users are switched on', async () => {
  const policy = loadPolicy(join(projectRoot, 'policy', 'club.yaml'));
  const { rows } = await governance.pool.query<{ organisation: string }>(
    `select organisation from register_entries_at($1) where register = 'ORGANISATION'`,
    ['2026-11-22T00:00:00+09:00'],
  );
  expect(rows.map(({ organisation }) => organisation).sort()).toEqual(Object.keys(policy.organisations).sort());
});

test('all that the gates ask stands from the first instant of the day to the last', async () => {
  const morning = await countAt('2026-11-22T00:00:00+09:00');
  const evening = await countAt('2026-11-22T23:59:59+09:00');
  expect(morning).toEqual(evening);
  expect(morning).toMatchObject({
    JOINT_USE_NOTICE: 1,
    CONTRACT: 6,
    DEPARTMENT: 5,
    APPOINTMENT: 7,
    RULE_BOOK: 1,
    ATTESTATION: 5,
    CAMPAIGN: 1,
    SEND_JOB: 1,
    SERVICE_REQUEST: 1,
    LEGAL_ORDER: 1,
    SUBJECT_NOTICE: 1,
    WELFARE_CASE: 1,
    RIGHTS_CASE: 1,
  });
  expect(morning['TRAINING']).toBe(morning['RULE_ACKNOWLEDGEMENT']);
});

test('the contracts end with their period', async () => {
  expect((await countAt('2028-01-01T00:00:00+09:00'))['CONTRACT']).toBeUndefined();
});
