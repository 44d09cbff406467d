import { appointmentRegister } from '../../../src/registry/registers/appointment.js';
import { attestationRegister } from '../../../src/registry/registers/attestation.js';
import { bulletinRegister } from '../../../src/registry/registers/bulletin.js';
import { bulletinReceiptRegister } from '../../../src/registry/registers/bulletinReceipt.js';
import { departmentRegister } from '../../../src/registry/registers/department.js';
import { departmentMemberRegister } from '../../../src/registry/registers/departmentMember.js';
import { ruleAcknowledgementRegister } from '../../../src/registry/registers/ruleAcknowledgement.js';
import { ruleBookRegister } from '../../../src/registry/registers/ruleBook.js';
import { trainingRegister } from '../../../src/registry/registers/training.js';
import { as, clubStaff, headOfClub, manager, openStore } from '../openStore.js';

let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
  for (const code of ['CLUB', 'DESK']) {
    const payload = { code, name: code, organisation: 'GAKKO', dataSets: [] };
    await opened.store.record(departmentRegister, { payload, recorder: manager });
  }
});
afterAll(async () => opened.close());

const appointedOn = '2026-04-01';
const successor = { ...manager, subjectId: 'successor' };
const appoint = (
  payload: { office: 'PRIVACY_MANAGER' | 'DEPUTY' | 'DEPT_MANAGER'; person: string; department?: string },
  recorder = successor,
) => opened.store.record(appointmentRegister, { payload: { ...payload, appointedOn }, recorder });

describe('appointments', () => {
  test('the first privacy manager is appointed by a department manager, and from then on only by the one in office', async () => {
    await appoint({ office: 'PRIVACY_MANAGER', person: manager.subjectId }, headOfClub);
    const second = appoint({ office: 'PRIVACY_MANAGER', person: 'friend' }, headOfClub);
    await expect(second).rejects.toThrow('NO_PRIVACY_MANAGER');
  });

  test('there is one privacy manager: the successor takes the place of the one before, who appoints nobody any more', async () => {
    await appoint({ office: 'PRIVACY_MANAGER', person: 'successor' }, manager);
    const again = appoint({ office: 'PRIVACY_MANAGER', person: 'friend' }, manager);
    await expect(again).rejects.toThrow('NO_PRIVACY_MANAGER');
    const found = await opened.store.current(appointmentRegister, { key: 'PRIVACY_MANAGER' });
    expect(found.map(({ payload }) => payload.person)).toEqual(['successor']);
  });

  test('a department has one manager, and loses it when the appointment ends', async () => {
    await appoint({ office: 'DEPT_MANAGER', person: 'a', department: 'CLUB' });
    await appoint({ office: 'DEPT_MANAGER', person: 'b', department: 'CLUB' });
    const key = 'DEPT_MANAGER/CLUB';
    expect((await opened.store.current(appointmentRegister, { key })).map(({ payload }) => payload.person)).toEqual([
      'b',
    ]);
    await opened.store.end(appointmentRegister, { key, recorder: manager, reason: 'left' });
    expect(await opened.store.current(appointmentRegister, { key })).toEqual([]);
  });

  test('while a department has a manager, nobody else of that role fills a vacant office; with none it is the beginning again', async () => {
    const end = (key: string) => opened.store.end(appointmentRegister, { key, recorder: successor, reason: 'left' });
    const fill = () => appoint({ office: 'PRIVACY_MANAGER', person: 'successor' }, headOfClub);
    await appoint({ office: 'DEPT_MANAGER', person: headOfClub.subjectId, department: 'CLUB' });
    await appoint({ office: 'DEPT_MANAGER', person: 'goro', department: 'DESK' });
    await end('DEPT_MANAGER/CLUB');
    await end('PRIVACY_MANAGER');
    await expect(fill()).rejects.toThrow('NO_DEPT_MANAGER');
    await end('DEPT_MANAGER/DESK');
    await expect(fill()).resolves.toMatchObject({ payload: { person: 'successor' } });
  });

  test('nobody appoints themselves', async () => {
    await expect(appoint({ office: 'DEPUTY', person: successor.subjectId })).rejects.toThrow('SELF_APPROVAL');
  });

  test.each([
    [{ office: 'DEPT_MANAGER', person: 'a' } as const, 'a DEPT_MANAGER has one'],
    [{ office: 'DEPUTY', person: 'a', department: 'CLUB' } as const, 'the others have none'],
    [{ office: 'DEPT_MANAGER', person: 'a', department: 'NONE' } as const, 'is not registered'],
  ])('%j is refused', async (payload, message) => {
    await expect(appoint(payload)).rejects.toThrow(message);
  });

  test('a person works in a registered department', async () => {
    const record = (department: string) =>
      opened.store.record(departmentMemberRegister, { payload: { person: 'shiro', department }, recorder: manager });
    await expect(record('NONE')).rejects.toThrow('is not registered');
    await record('CLUB');
    await record('DESK');
    const [entry] = await opened.store.current(departmentMemberRegister, { person: 'shiro' });
    expect(entry?.payload.department).toBe('DESK');
  });
});

test('a department’s manager has a say over others in that department, and over nobody else', async () => {
  const { store } = opened;
  const member = (person: string, department: string, recorder: ReturnType<typeof as>) =>
    store.record(departmentMemberRegister, { payload: { person, department }, recorder });
  await appoint({ office: 'DEPT_MANAGER', person: headOfClub.subjectId, department: 'CLUB' });
  await member('newcomer', 'CLUB', headOfClub);
  await member('auditor', 'DESK', manager);
  await expect(member('auditor', 'CLUB', headOfClub)).rejects.toThrow('OTHER_DEPARTMENT');
  await expect(member('newcomer', 'DESK', headOfClub)).rejects.toThrow('OTHER_DEPARTMENT');
  await expect(member(headOfClub.subjectId, 'CLUB', headOfClub)).rejects.toThrow('OTHER_DEPARTMENT');
  const end = (key: string) => store.end(departmentMemberRegister, { key, recorder: headOfClub, reason: 'left' });
  await expect(end('auditor')).rejects.toThrow('OTHER_DEPARTMENT');
  expect((await end('newcomer')).ended).toBe(true);
});

describe('rules', () => {
  const rules = (version: string) => ({
    version,
    title: 'Rules',
    url: 'https://gakko.example/r',
    issuedOn: appointedOn,
  });
  const acknowledge = (ruleVersion: string, pledged = true) =>
    opened.store.record(ruleAcknowledgementRegister, { payload: { ruleVersion, pledged }, recorder: clubStaff });

  test('everybody acknowledges for themselves, and the version that counts', async () => {
    await opened.store.record(ruleBookRegister, { payload: rules('1'), recorder: manager });
    expect((await acknowledge('1')).payload).toMatchObject({ person: 'shiro' });
    await opened.store.record(ruleBookRegister, { payload: rules('2'), recorder: manager });
    await expect(acknowledge('1')).rejects.toThrow('is not the current version');
    const [entry] = await opened.store.current(ruleAcknowledgementRegister, { person: 'shiro' });
    expect(entry?.payload.ruleVersion).toBe('1');
  });

  test('nobody can speak for another', async () => {
    const payload = { ruleVersion: '2', pledged: true, person: 'somebody' };
    const entry = await opened.store.record(ruleAcknowledgementRegister, { payload, recorder: clubStaff });
    expect(entry.payload.person).toBe('shiro');
  });

  test('the rules come with the pledge', async () => {
    await expect(acknowledge('2', false)).rejects.toThrow('pledge of secrecy');
  });

  test('a bulletin is read by whom it was read', async () => {
    const bulletin = { id: 'B1', title: 't', body: 'b', critical: true, publishedOn: '2026-11-01' };
    await opened.store.record(bulletinRegister, { payload: bulletin, recorder: manager });
    const read = (id: string) =>
      opened.store.record(bulletinReceiptRegister, { payload: { bulletin: id }, recorder: clubStaff });
    expect((await read('B1')).key).toBe('shiro/B1');
    await expect(read('B2')).rejects.toThrow('there is none');
  });
});

describe('training', () => {
  const train = (change: object = {}, recorder = manager) =>
    opened.store.record(trainingRegister, {
      payload: {
        person: 'shiro',
        course: 'basics',
        courseVersion: '1',
        channel: 'REGULAR_TRAINING',
        score: 90,
        completedOn: '2026-11-01',
        ...change,
      },
      recorder,
    });

  test('it counts for 365 days and not on the day after', async () => {
    const entry = await train();
    expect(entry.payload.counts).toBe(true);
    expect(entry.validFrom.toISOString()).toBe('2026-10-31T15:00:00.000Z');
    expect(entry.validTo?.toISOString()).toBe('2027-10-31T15:00:00.000Z');
  });

  test('a score below the pass mark does not count, and takes no earlier pass away', async () => {
    await train({ person: 'goro', completedOn: '2026-10-01' });
    expect((await train({ person: 'goro', score: 79, completedOn: '2026-11-02' })).payload.counts).toBe(false);
    const found = await opened.store.current(trainingRegister, { person: 'goro' });
    expect(found.map(({ payload }) => payload.counts).sort()).toEqual([false, true]);
  });

  test('a meeting does not count as training', async () => {
    const entry = await train({ channel: 'MEETING', score: null, completedOn: '2026-11-03' });
    expect(entry.payload.counts).toBe(false);
  });

  test('whether it counts is not said by who records it', async () => {
    const entry = await train({ score: 10, counts: true, completedOn: '2026-11-04' });
    expect(entry.payload.counts).toBe(false);
  });

  test.each([
    ['one that has not come yet', { completedOn: '2027-01-01' }, 'has not come yet'],
    ['a meeting with a score', { channel: 'MEETING' }, 'a meeting has none'],
    ['a training without a score', { score: null }, 'a training has one'],
    ['a score over 100', { score: 101 }, 'from 0 to 100'],
    ["one's own", { person: 'haruko' }, 'SELF_APPROVAL'],
  ])('%s is refused', async (_, change, message) => {
    await expect(train(change)).rejects.toThrow(message);
  });
});

describe('attestations', () => {
  const coop = as('COOP_STAFF', 'x', 'COOP');
  const attest = (change: object = {}, validTo: string | null = '2027-04-01T00:00:00+09:00', recorder = coop) =>
    opened.store.record(attestationRegister, {
      payload: { signatory: 'S', trained: true, secrecy: true, ...change },
      recorder,
      validTo: validTo === null ? null : new Date(validTo),
    });

  test('a year is the longest, and half of it is not attested', async () => {
    // The first of its organisation: a later version would keep the end of the one before.
    const first = attest({}, null, as('AFFILIATE_STAFF', 'z', 'COOP_AFFILIATE'));
    await expect(first).rejects.toThrow('within 365 days');
    await expect(attest({}, '2028-01-01T00:00:00Z')).rejects.toThrow('within 365 days');
    await expect(attest({ secrecy: false })).rejects.toThrow('attests both');
  });

  test('a recipient attests for itself and nobody else', async () => {
    expect((await attest({ organisation: 'SENDAI_HOSO' })).key).toBe('COOP');
  });

  test('another recipient cannot end it, the accountable party can', async () => {
    await attest();
    const end = (recorder: ReturnType<typeof as>) =>
      opened.store.end(attestationRegister, { key: 'COOP', recorder, reason: 'x' });
    await expect(end(as('OPERATOR_STAFF', 'y', 'SENDAI_HOSO'))).rejects.toThrow('there is no such entry');
    await expect(end(manager)).resolves.toMatchObject({ ended: true });
  });
});
