import { demoOrganisations } from '../../../src/embedded/data/demoOrganisations.js';
import { breakGlassRegister } from '../../../src/registry/registers/breakGlass.js';
import { appointmentRegister } from '../../../src/registry/registers/appointment.js';
import { legalOrderRegister } from '../../../src/registry/registers/legalOrder.js';
import { organisationRegister } from '../../../src/registry/registers/organisation.js';
import { subjectFlagRegister } from '../../../src/registry/registers/subjectFlag.js';
import { subjectNoticeRegister, type SubjectNoticePayload } from '../../../src/registry/registers/subjectNotice.js';
import { supervise } from '../../../src/supervision/watches/supervise.js';
import { as, clubStaff, desk, headOfClub, manager, openStore } from '../openStore.js';

let opened: Awaited<ReturnType<typeof openStore>>;
beforeEach(async () => {
  opened = await openStore('2026-11-20T10:00:00+09:00');
  for (const payload of demoOrganisations(opened.policy)) {
    await opened.store.record(organisationRegister, { payload, recorder: manager });
  }
  const office = { office: 'PRIVACY_MANAGER', person: manager.subjectId, appointedOn: '2026-04-01' } as const;
  await opened.store.record(appointmentRegister, { payload: office, recorder: headOfClub });
});
afterEach(async () => opened.close());

const child = { kind: 'CHILD_PARTICIPANT', reference: 12 } as const;
const days = (count: number) => new Date(opened.clock.now.getTime() + count * 86_400_000);

async function emergency(): Promise<string> {
  const payload = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: child } as const;
  const recorder = as('EMERGENCY_RESPONDER', 'taro', 'SENDAI_FIRE');
  return (await opened.store.record(breakGlassRegister, { payload, recorder })).key;
}
async function order(subjectNotice: boolean): Promise<string> {
  const said = { authority: 'MIYAGI_POLICE', statute: 'x', caseNumber: '1', subjects: [child], binding: true } as const;
  const payload = { ...said, fields: ['NAME'], subjectNotice } as const;
  const { key } = await opened.store.record(legalOrderRegister, { payload, recorder: clubStaff, validTo: days(100) });
  await opened.store.approve(legalOrderRegister, { key, recorder: manager, reason: 'right' });
  return key;
}
const note = (said: Partial<SubjectNoticePayload> & { entry: string }, recorder = desk) =>
  opened.store.record(subjectNoticeRegister, {
    payload: { matter: 'BREAK_GLASS', outcome: 'TOLD', how: 'by letter', doneOn: '2026-11-20', ...said },
    recorder,
  });
const untold = async () => {
  const { alerts } = await supervise(opened.pool, { policy: opened.policy, now: opened.clock.now, dataSets: [] });
  return alerts.filter(({ code }) => code === 'SUBJECT_NOT_TOLD');
};

// clauses: A4-6a
test('whose data were given in an emergency is told within fourteen days, or it is an alert until somebody has told them', async () => {
  const entry = await emergency();
  opened.clock.now = new Date('2026-12-04T23:59:59+09:00');
  expect(await untold()).toEqual([]);
  opened.clock.now = new Date('2026-12-05T00:00:00+09:00');
  expect(await untold()).toMatchObject([{ key: `BREAK_GLASS/${entry}`, since: '2026-12-04', clauses: ['A4-6a'] }]);
  await note({ entry });
  expect(await untold()).toEqual([]);
});

// clauses: A4-5
test('of an order the person is told, unless that is prohibited', async () => {
  const [open, silent] = [await order(true), await order(false)];
  opened.clock.now = days(15);
  expect(await untold()).toMatchObject([{ key: `LEGAL_ORDER/${open}`, clauses: ['A4-5'] }]);
  await expect(note({ matter: 'LEGAL_ORDER', entry: silent })).rejects.toThrow('NOTICE_PROHIBITED');
  await note({ matter: 'LEGAL_ORDER', entry: open });
  expect(await untold()).toEqual([]);
});

// clauses: A4-7b
test('while the guardian may not be told, nobody tells; that nobody will is the privacy manager’s word', async () => {
  const entry = await emergency();
  const flag = { subject: child, flag: 'GUARDIAN_NOTICE_SUPPRESSED', why: 'W01' } as const;
  const { key } = await opened.store.record(subjectFlagRegister, { payload: flag, recorder: manager });
  await expect(note({ entry })).rejects.toThrow('NOTICE_PROHIBITED');
  const never = { entry, outcome: 'WITHHELD', how: 'it would tell of the case' } as const;
  await expect(note(never)).rejects.toThrow('NOT_YOUR_NOTICE');
  await note(never, manager);
  opened.clock.now = days(15);
  expect(await untold()).toEqual([]);
  await opened.store.end(subjectFlagRegister, { key, recorder: manager, reason: 'over' });
  await expect(note({ entry, doneOn: '2026-12-05' })).resolves.toMatchObject({ version: 2 });
});

test.each([
  ['of an emergency that is none', { entry: 'x' }, 'there is none'],
  ['on a day to come', { entry: 'x', doneOn: '2026-11-21' }, 'has not come yet'],
])('a notice %s is refused', async (_, said, message) => {
  await expect(note(said)).rejects.toThrow(message);
});

test('and it is the desk’s or the privacy manager’s to give', async () => {
  await expect(note({ entry: await emergency() }, clubStaff)).rejects.toThrow('may not do this');
});
