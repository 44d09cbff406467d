import { answerRight } from '../../src/registry/registers/answerRights.js';
import { rightsCaseRegister } from '../../src/registry/registers/rightsCase.js';
import { tellAnswer } from '../../src/registry/registers/tellAnswer.js';
import { healthOf, supervise } from '../../src/supervision/watches/supervise.js';
import { desk, openStore } from '../registry/openStore.js';

let opened: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  opened = await openStore('2026-11-20T10:00:00+09:00');
});
afterEach(async () => opened.close());

const PERSON = 70_707;
const alerts = async (code: string) => {
  const found = await supervise(opened.pool, { policy: opened.policy, now: opened.clock.now, dataSets: [] });
  expect(JSON.stringify(found)).not.toContain(String(PERSON));
  expect(healthOf(found.alerts).reasons).not.toContain(code);
  return found.alerts.filter((alert) => alert.code === code);
};
const at = (instant: string) => {
  opened.clock.now = new Date(instant);
};

// clauses: A6-5
test('a request without an answer is an alert from its fifteenth day until it is answered, by its key and never by its person', async () => {
  const subject = { kind: 'GUARDIAN', reference: PERSON } as const;
  const verification = { method: 'CALL_BACK', document: 'phone' } as const;
  const said = { subject, requestedBy: subject, right: 'ACCESS', receivedOn: '2026-11-20', verification } as const;
  const { key } = await opened.store.record(rightsCaseRegister, { payload: said, recorder: desk });
  at('2026-12-04T23:59:59+09:00');
  expect(await alerts('REQUEST_OVERDUE')).toEqual([]);
  at('2026-12-05T00:00:00+09:00');
  expect(await alerts('REQUEST_OVERDUE')).toMatchObject([{ key, since: '2026-12-04', clauses: ['A6-5'] }]);
  const answer = { key, recorder: desk, explanation: 'sent', refusal: null, proof: null } as const;
  await expect(answerRight(opened.store, { ...answer, decision: 'REFUSED' })).rejects.toThrow('APPI 33(2)');
  expect(await alerts('REQUEST_OVERDUE')).toHaveLength(1);
  await answerRight(opened.store, { ...answer, decision: 'GRANTED' });
  expect(await alerts('REQUEST_OVERDUE')).toEqual([]);
});

// clauses: A6-5
test('an answer that nobody is on record to have told to who asked by post is an alert after three days, until it is told', async () => {
  const subject = { kind: 'GUARDIAN', reference: PERSON } as const;
  const verification = { method: 'POWER_OF_ATTORNEY', document: 'POA-1' } as const;
  const said = {
    subject,
    agent: 'POA-1',
    right: 'ACCESS',
    channel: 'POST',
    receivedOn: '2026-11-20',
    verification,
  } as const;
  const { key } = await opened.store.record(rightsCaseRegister, { payload: said, recorder: desk });
  at('2026-11-24T10:00:00+09:00');
  expect(await alerts('ANSWER_NOT_TOLD')).toEqual([]);
  const notice = { key, recorder: desk, by: 'POST', proof: 'R-1' } as const;
  await expect(tellAnswer(opened.store, notice)).rejects.toThrow('no answer yet');
  const answer = { key, recorder: desk, explanation: 'sent', refusal: null, proof: null, decision: 'GRANTED' } as const;
  await answerRight(opened.store, answer);
  at('2026-11-27T23:59:59+09:00');
  expect(await alerts('ANSWER_NOT_TOLD')).toEqual([]);
  at('2026-11-28T00:00:00+09:00');
  expect(await alerts('ANSWER_NOT_TOLD')).toMatchObject([{ key, since: '2026-11-24', clauses: ['A6-5'] }]);
  await tellAnswer(opened.store, notice);
  expect(await alerts('ANSWER_NOT_TOLD')).toEqual([]);
});

const ASKED = '2026-11-20T10:00:00+09:00';

async function step(work: string, name: string, state: string, problem: string | null = null): Promise<string> {
  const { rows } = await opened.pool.query<{ work_id: string }>(
    `insert into right_steps (subject_kind, subject_reference, work, work_id, step, state, problem, asked_at)
     values ('GUARDIAN', ${PERSON}, $1, gen_random_uuid(), $2, $3, $4, $5) returning work_id`,
    [work, name, state, problem, ASKED],
  );
  return rows[0]?.work_id ?? '';
}
const correct = async (id: string, recordedAt: string) =>
  opened.pool.query(
    `insert into corrections (id, subject_kind, subject_reference, category, before, after, asked_by, asked_role, recorded_at)
     values ($1, 'GUARDIAN', ${PERSON}, 'PHONE', '', '', 'x', 'SELF_GUARDIAN', $2)`,
    [id, recordedAt],
  );

// clauses: A6-3d
test('erasures that a source holds up for a day are one alert with their number; what a legal hold keeps is none', async () => {
  for (const problem of ['SOURCE_NOT_WRITABLE', 'SOURCE_NOT_WRITABLE', 'LEGAL_HOLD']) {
    await step('ERASURE', 'COOP', 'PENDING', problem);
  }
  at('2026-11-21T10:00:00+09:00');
  expect(await alerts('RIGHT_NOT_DELIVERED')).toEqual([]);
  at('2026-11-21T10:00:01+09:00');
  const [alert, ...others] = await alerts('RIGHT_NOT_DELIVERED');
  expect(alert).toMatchObject({ key: 'ERASURE/COOP/PENDING', since: '2026-11-20' });
  expect(alert?.what).toBe('ERASURE at COOP: 2, not done after a day (SOURCE_NOT_WRITABLE).');
  expect(others).toEqual([]);
  await opened.pool.query(`update right_steps set state = 'DONE'`);
  expect(await alerts('RIGHT_NOT_DELIVERED')).toEqual([]);
});

// clauses: A6-3c
test('a correction in conflict is an alert at once, until the item is corrected anew or the person is erased', async () => {
  await correct(await step('CORRECTION', 'SOURCE', 'CONFLICT'), ASKED);
  expect(await alerts('RIGHT_NOT_DELIVERED')).toMatchObject([{ key: 'CORRECTION/SOURCE/CONFLICT' }]);
  await correct(await step('CORRECTION', 'SOURCE', 'DONE'), '2026-11-20T11:00:00+09:00');
  expect(await alerts('RIGHT_NOT_DELIVERED')).toEqual([]);
  await correct(await step('CORRECTION', 'SOURCE', 'CONFLICT'), '2026-11-20T12:00:00+09:00');
  expect(await alerts('RIGHT_NOT_DELIVERED')).toHaveLength(1);
  await opened.pool.query(
    `insert into erasures (id, subject_kind, subject_reference, cause, asked_by, asked_for, asked_role, state, recorded_at)
     values (gen_random_uuid(), 'GUARDIAN', ${PERSON}, 'REQUEST', 'x', 'x', 'SELF_GUARDIAN', 'DONE', $1)`,
    [ASKED],
  );
  expect(await alerts('RIGHT_NOT_DELIVERED')).toEqual([]);
});
