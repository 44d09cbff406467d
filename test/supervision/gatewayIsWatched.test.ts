import { healthOf, supervise } from '../../src/supervision/watches/supervise.js';
import { openStore } from '../registry/openStore.js';

/** What the gateway does of itself is watched as people are. */

let opened: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  opened = await openStore('2026-11-20T10:00:00+09:00');
});
afterEach(async () => opened.close());

const look = async (code: string, record = { closed: null as string | null, unkept: false }) => {
  const found = await supervise(opened.pool, { policy: opened.policy, now: opened.clock.now, dataSets: [], record });
  const degraded = healthOf(found.alerts).reasons.some((reason) => reason === code);
  return found.alerts.filter((alert) => alert.code === code).map((alert) => ({ ...alert, degraded }));
};
const at = (instant: string) => {
  opened.clock.now = new Date(instant);
};

// clauses: A3-2 A7-1d
test('a closed log, and a checkpoint that could not be kept, are told to whoever looks at the health', async () => {
  expect(await look('RECORD_CLOSED')).toEqual([]);
  expect(await look('CHECKPOINT_NOT_KEPT')).toEqual([]);
  const closed = { closed: 'it was cut', unkept: true };
  expect(await look('RECORD_CLOSED', closed)).toMatchObject([
    { degraded: true, what: 'The audit log is closed: it was cut.' },
  ]);
  expect(await look('CHECKPOINT_NOT_KEPT', closed)).toEqual([]);
  expect(await look('CHECKPOINT_NOT_KEPT', { closed: null, unkept: true })).toMatchObject([{ degraded: true }]);
});

// clauses: A7-1c
test('retention that failed, or was not run for two days, is an alert until a run is finished', async () => {
  const run = async (startedAt: string, finishedAt: string | null, problem: string | null, dryRun = false) =>
    opened.pool.query(
      `insert into retention_runs (id, as_of, policy_version, dry_run, started_at, finished_at, problem)
       values (gen_random_uuid(), '2026-11-20', '1', $4, $1, $2, $3)`,
      [startedAt, finishedAt, problem, dryRun],
    );
  expect(await look('RETENTION_OVERDUE')).toEqual([]);
  await run('2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', null);
  at('2026-11-22T00:00:00Z');
  expect(await look('RETENTION_OVERDUE')).toEqual([]);
  at('2026-11-22T00:00:01Z');
  await run('2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z', null, true);
  expect(await look('RETENTION_OVERDUE')).toMatchObject([
    { since: '2026-11-20', degraded: true, what: 'No retention run was finished for two days.' },
  ]);
  await run('2026-11-22T00:00:00Z', null, 'SOURCE_UNAVAILABLE');
  expect((await look('RETENTION_OVERDUE'))[0]?.what).toBe('The last retention run failed (SOURCE_UNAVAILABLE).');
  await run('2026-11-22T00:00:01Z', '2026-11-22T00:00:01Z', null);
  expect(await look('RETENTION_OVERDUE')).toEqual([]);
});

// clauses: A6-3c A6-3d
test('a notice that an organisation does not acknowledge is an alert after a fortnight, by how many and never by whom', async () => {
  await opened.pool.query(
    `insert into change_notices (work_id, organisation, what, subject_kind, subject_reference, categories, noticed_at)
     select gen_random_uuid(), 'COOP', 'CORRECTION', 'GUARDIAN', 70707, '{NAME}', '2026-11-20T01:00:00Z' from generate_series(1, 2)`,
  );
  at('2026-12-04T01:00:00Z');
  expect(await look('NOTICE_UNACKNOWLEDGED')).toEqual([]);
  at('2026-12-04T01:00:01Z');
  const [alert, ...others] = await look('NOTICE_UNACKNOWLEDGED');
  expect(others).toEqual([]);
  expect(alert).toMatchObject({ key: 'COOP', since: '2026-11-20', degraded: false });
  expect(alert?.what).toContain('has not acknowledged 2 notices');
  expect(JSON.stringify(alert)).not.toContain('70707');
  await opened.pool.query('update change_notices set acknowledged_at = noticed_at');
  expect(await look('NOTICE_UNACKNOWLEDGED')).toEqual([]);
});
