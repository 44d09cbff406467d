import { bulletinRegister } from '../../src/registry/registers/bulletin.js';
import { departmentRegister } from '../../src/registry/registers/department.js';
import { subjectFlagRegister } from '../../src/registry/registers/subjectFlag.js';
import { RegisterStore } from '../../src/registry/registerStore.js';
import { as, desk, manager, openStore } from './openStore.js';

let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(async () => opened.close());
beforeEach(() => {
  opened.clock.now = new Date('2026-11-20T10:00:00+09:00');
});

const department = (code: string, name = 'Club') => ({
  payload: { code, name, organisation: 'GAKKO', dataSets: ['club.children'] },
  recorder: manager,
});
const days = (count: number) => new Date(opened.clock.now.getTime() + count * 86_400_000);
const codes = async (organisation = 'GAKKO') =>
  (await opened.store.current(departmentRegister, { organisation })).map(({ payload }) => payload.code);

test('what is recorded counts from the next read on, with who said it and when', async () => {
  const entry = await opened.store.record(departmentRegister, { ...department('D1'), reason: 'founded' });
  expect(entry).toMatchObject({ key: 'D1', version: 1, recordedBy: 'haruko', recordedRole: 'PRIVACY_MANAGER' });
  expect(entry).toMatchObject({ reason: 'founded', validTo: null, supersededAt: null, ended: false });
  const [read] = await opened.store.current(departmentRegister, { key: 'D1' });
  expect(read).toMatchObject({ version: 1, payload: { name: 'Club' }, validFrom: opened.clock.now });
});

test('a second recording is a second version, and the history has both', async () => {
  await opened.store.record(departmentRegister, department('D2', 'Old'));
  opened.clock.now = days(1);
  await opened.store.record(departmentRegister, department('D2', 'New'));
  const history = await opened.store.history(departmentRegister, 'D2');
  expect(history.map(({ version, payload }) => [version, payload.name])).toEqual([
    [1, 'Old'],
    [2, 'New'],
  ]);
  expect(history[0]?.supersededAt).toEqual(opened.clock.now);
  expect(history[1]?.supersededAt).toBeNull();
  const current = await opened.store.current(departmentRegister, { key: 'D2' });
  expect(current.map(({ payload }) => payload.name)).toEqual(['New']);
});

test('an ended entry no longer counts, whatever the clock of the reader says, and stays in the history', async () => {
  await opened.store.record(departmentRegister, { ...department('D3'), validTo: days(100) });
  await opened.store.end(departmentRegister, { key: 'D3', recorder: manager, reason: 'merged' });
  opened.clock.now = days(-1);
  expect(await opened.store.current(departmentRegister, { key: 'D3' })).toEqual([]);
  expect(await opened.store.history(departmentRegister, 'D3')).toHaveLength(2);
  opened.clock.now = days(1);
  const again = opened.store.end(departmentRegister, { key: 'D3', recorder: manager, reason: 'merged' });
  await expect(again).rejects.toThrow('this entry has ended');
});

test('a new version that says no end has the end of the version before, while that counts', async () => {
  const validTo = days(40);
  await opened.store.record(departmentRegister, { ...department('D12'), validTo });
  expect(await opened.store.record(departmentRegister, department('D12', 'New'))).toMatchObject({ validTo });
  const longer = { ...department('D12'), validTo: days(50) };
  expect(await opened.store.record(departmentRegister, longer)).toMatchObject({ validTo: days(50) });
  opened.clock.now = days(50);
  expect(await opened.store.current(departmentRegister, { key: 'D12' })).toEqual([]);
  expect(await opened.store.record(departmentRegister, department('D12'))).toMatchObject({ validTo: null });
});

test('an ended entry that is recorded again counts again', async () => {
  await opened.store.record(departmentRegister, department('D4'));
  await opened.store.end(departmentRegister, { key: 'D4', recorder: manager, reason: 'closed' });
  const entry = await opened.store.record(departmentRegister, department('D4'));
  expect(entry.version).toBe(3);
  expect(await opened.store.current(departmentRegister, { key: 'D4' })).toHaveLength(1);
});

test('a period has its first instant and not its last', async () => {
  await opened.store.record(departmentRegister, { ...department('D5'), validFrom: days(2), validTo: days(4) });
  const start = opened.clock.now.getTime();
  const counts: boolean[] = [];
  for (const hours of [47.99, 48, 95.99, 96]) {
    opened.clock.now = new Date(start + hours * 3_600_000);
    counts.push((await codes()).includes('D5'));
  }
  expect(counts).toEqual([false, true, true, false]);
});

test('what counts at the moment of its recording counts for a reader whose clock is late', async () => {
  await opened.store.record(departmentRegister, department('D6'));
  opened.clock.now = new Date(opened.clock.now.getTime() - 500);
  expect(await codes()).toContain('D6');
});

test('what counts today is not replaced by what counts later', async () => {
  await opened.store.record(departmentRegister, department('D7'));
  const later = opened.store.record(departmentRegister, { ...department('D7'), validFrom: days(3) });
  await expect(later).rejects.toThrow('what counts today cannot be replaced by what counts later');
});

test('a period that ends before it begins is refused', async () => {
  const change = { ...department('D8'), validFrom: days(3), validTo: days(2) };
  await expect(opened.store.record(departmentRegister, change)).rejects.toThrow('must be after the start');
});

test('twenty writers at once make twenty versions without a gap, and one of them is current', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      opened.store.record(departmentRegister, department('D9', `Name ${index}`)),
    ),
  );
  const history = await opened.store.history(departmentRegister, 'D9');
  expect(history.map(({ version }) => version)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(history.filter(({ supersededAt }) => supersededAt === null)).toHaveLength(1);
});

test('two enders at once are one end, and the other is told', async () => {
  await opened.store.record(departmentRegister, department('D10'));
  const end = () => opened.store.end(departmentRegister, { key: 'D10', recorder: manager, reason: 'closed' });
  const outcomes = await Promise.allSettled([end(), end()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('entries are found by organisation and by subject', async () => {
  await opened.store.record(departmentRegister, {
    ...department('D11'),
    payload: { ...department('D11').payload, organisation: 'COOP' },
  });
  expect(await codes('COOP')).toEqual(['D11']);
  const subject = { kind: 'GUARDIAN', reference: 77 } as const;
  const payload = { subject, flag: 'STOP_USE', why: 'asked for it' } as const;
  await opened.store.record(subjectFlagRegister, { payload, recorder: desk });
  expect(await opened.store.current(subjectFlagRegister, { subject })).toHaveLength(1);
  expect(await opened.store.current(subjectFlagRegister, { subject: { ...subject, reference: 78 } })).toEqual([]);
});

test('without a clock of its own the store goes by that of the database', async () => {
  const store = new RegisterStore({ policyAt: () => opened.policy, entityManager: opened.orm.em });
  const before = Date.now();
  const entry = await store.record(departmentRegister, department('D12'));
  expect(Math.abs(entry.recordedAt.getTime() - before)).toBeLessThan(60_000);
  expect(await store.current(departmentRegister, { key: 'D12' })).toHaveLength(1);
});

test('history can be neither changed nor deleted, not even by a statement past the store', async () => {
  await opened.store.record(departmentRegister, department('D13'));
  for (const sql of [
    `update register_entries set payload = '{}'`,
    `update register_entries set valid_to = now() where key = 'D13'`,
    `update register_entries set superseded_at = null where superseded_at is not null`,
    `update register_entries set superseded_at = now(), payload = '{}' where key = 'D13'`,
    'delete from register_entries',
    'truncate register_entries',
  ]) {
    await expect(opened.pool.query(sql)).rejects.toThrow('only grows');
  }
});

test.each([
  ['another role', as('CLUB_STAFF'), 'role CLUB_STAFF may not do this'],
  ['the same role of another organisation', as('PRIVACY_MANAGER', 'x', 'COOP'), 'NOT_ACCOUNTABLE_PARTY'],
])('%s does not record and does not end', async (_, recorder, message) => {
  await expect(opened.store.record(departmentRegister, { ...department('D14'), recorder })).rejects.toThrow(message);
  await opened.store.record(departmentRegister, department('D15'));
  const end = opened.store.end(departmentRegister, { key: 'D15', recorder, reason: 'x' });
  await expect(end).rejects.toThrow(message);
});

test.each<[string, object, string]>([
  ['no name', { name: '' }, 'name "": must be a text of 1 to 200 characters'],
  ['a name of spaces', { name: '  ' }, 'name "  ": must be a text'],
  ['a name that is too long', { name: 'x'.repeat(201) }, 'must be a text of 1 to 200 characters'],
  ['a code with markup', { code: '<b>' }, 'code "<b>": must be a word'],
  ['a field that is none', { colour: 'red' }, 'colour "red": is no field of this register'],
  ['a list that is none', { dataSets: 'x' }, 'dataSets "x": must be a list'],
  ['an entry twice', { dataSets: ['a', 'a'] }, 'must not be there twice'],
])('an entry with %s is refused and leaves nothing behind', async (_, change, message) => {
  const payload = { ...department('D16').payload, ...change };
  await expect(opened.store.record(departmentRegister, { payload, recorder: manager })).rejects.toThrow(message);
  expect(await opened.store.history(departmentRegister, 'D16')).toEqual([]);
});

test('a day that is none is refused', async () => {
  const payload = { id: 'B1', title: 't', body: 'b', critical: false, publishedOn: '2026-02-30' };
  await expect(opened.store.record(bulletinRegister, { payload, recorder: manager })).rejects.toThrow(
    'publishedOn "2026-02-30": must be a day, YYYY-MM-DD',
  );
});

test('the table is as the entity says', async () => {
  const difference = await opened.orm.schema.getUpdateSchemaSQL({ safe: true, wrap: false });
  const own = difference.split('\n').filter((line) => line.includes('"register_entries"'));
  // Indexes over a part of the rows, and checks across columns, which no entity states.
  expect(own.filter((line) => !/drop index|drop constraint "register_entries_\w+_check"/.test(line))).toEqual([]);
});

test('one person, organisation or subject among 100,000 entries is found through an index', async () => {
  await opened.pool.query(`
    insert into register_entries
    select gen_random_uuid(), 'TRAINING', 'k' || n, 1, jsonb_build_object('person', 'p' || n), 'GUARDIAN', n, 'O' || n,
           now(), null, false, now(), 'x', 'PRIVACY_MANAGER', null, null from generate_series(1, 100000) n`);
  await opened.pool.query('analyze register_entries');
  for (const [condition, index] of [
    [`payload ->> 'person' = 'p5'`, 'register_entries_person'],
    [`organisation = 'O5'`, 'register_entries_organisation'],
    [`subject_kind = 'GUARDIAN' and subject_reference = 5`, 'register_entries_subject'],
    [`key = 'k5'`, 'register_entries_current'],
  ]) {
    const { rows } = await opened.pool.query<{ 'QUERY PLAN': string }>(
      `explain select * from register_entries_at(now()) where register = 'TRAINING' and ${condition}`,
    );
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
  }
});
