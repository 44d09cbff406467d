import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { CLUB, DESK, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const responder = { as: 'emergency-responder', purpose: 'VITAL_OR_PROPERTY_PROTECTION' } as const;
const cn = () => world.person('cn');

// clauses: A4-6a
test('an emergency is opened for a responder by the staff who know whom it is about; the responder finds that child and its guardian, and nobody else', async () => {
  const staff = { as: 'club-staff', purpose: 'CLUB_OPERATION' } as const;
  const names = async () => {
    const query = '{ children(first: 50) { nodes { name } } guardians(first: 50) { nodes { name } } }';
    const { body } = await gateway.ask({ ...responder, query });
    const lists = [body.data.children, body.data.guardians] as ({ nodes: { name: string | null }[] } | null)[];
    return lists.map((list) => (list?.nodes ?? []).flatMap(({ name }) => name ?? []));
  };
  expect(await names()).toEqual([[], []]);
  const danger = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: cn() };
  const responding = { person: 'demo:emergency-responder', organisation: 'SENDAI_FIRE' };
  const input = { ...danger, responder: responding };
  const key = await registers.record({ ...staff, noun: 'BreakGlass', input });
  expect(await names()).toEqual([[cn().name], ['後見 太郎']]);
  const other = { ...input, responder: { ...responding, organisation: 'PARTNER_BOOKS' } };
  expect((await registers.tryToRecord({ ...staff, noun: 'BreakGlass', input: other })).error).toContain('responder');
  await registers.end({ ...MANAGER, noun: 'BreakGlass', key });
  expect(await names()).toEqual([[], []]);
});

// clauses: A4-6a A9-4a
test('whose training has expired opens one all the same, and reads nobody', async () => {
  const trained = gateway.clock.now;
  gateway.clock.now = new Date('2027-09-23T00:00:00+09:00');
  const { body } = await gateway.ask({ ...CLUB, query: '{ children(first: 1) { nodes { name } } }' });
  expect(body.extensions?.governance.decisions[0]?.reason).toBe('TRAINING_EXPIRED');
  const responding = { person: 'demo:emergency-responder', organisation: 'SENDAI_FIRE' };
  const danger = { danger: 'BODY', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: cn() };
  const { error } = await registers.tryToRecord({
    ...CLUB,
    noun: 'BreakGlass',
    input: { ...danger, responder: responding },
  });
  expect(error).toBeUndefined();
  gateway.clock.now = trained;
});

describe('the person is told of what was given', () => {
  const alerts = async () => {
    const query = '{ supervision { alerts { code key } } }';
    const { body } = await gateway.ask({ ...MANAGER, query });
    const all = body.data.supervision.alerts as readonly { code: string; key: string | null }[];
    return all.filter(({ code }) => code === 'SUBJECT_NOT_TOLD').map(({ key }) => key);
  };
  const told = async (matter: string, entry: string, by: typeof DESK | typeof MANAGER = DESK, outcome = 'TOLD') => {
    const input = { matter, entry, outcome, how: 'by letter', doneOn: '2026-11-22' };
    return registers.tryToRecord({ ...by, noun: 'SubjectNotice', input });
  };

  // clauses: A4-6a
  test('in an emergency: it is owed until somebody told them', async () => {
    const danger = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: cn() };
    const before = await alerts();
    const key = await registers.record({ ...responder, noun: 'BreakGlass', input: danger });
    gateway.clock.now = new Date('2026-12-23T10:00:00+09:00');
    expect((await alerts()).filter((each) => !before.includes(each))).toEqual([`BREAK_GLASS/${key}`]);
    gateway.clock.now = new Date('2026-11-22T10:30:00+09:00');
    expect((await told('BREAK_GLASS', key)).error).toBeUndefined();
    gateway.clock.now = new Date('2026-12-23T10:00:00+09:00');
    expect((await alerts()).filter((each) => !before.includes(each))).toEqual([]);
  });

  // clauses: A4-5
  test('on an order: not where it prohibits that, and of a suspected guardian nobody is told', async () => {
    const validTo = '2026-12-30T00:00:00+09:00';
    const about = { authority: 'MIYAGI_POLICE', statute: 'x', subjects: [cn()], fields: ['NAME'], binding: true };
    const order = (caseNumber: string, subjectNotice: boolean) =>
      registers.record({ ...CLUB, noun: 'LegalOrder', input: { ...about, caseNumber, subjectNotice }, validTo });
    const [open, covert] = [await order('1', true), await order('2', false)];
    for (const key of [open, covert]) await registers.approve({ ...MANAGER, noun: 'LegalOrder', key });
    expect((await told('LEGAL_ORDER', covert)).error).toContain('NOTICE_PROHIBITED');
    expect((await told('LEGAL_ORDER', open, DESK, 'WITHHELD')).error).toContain('NOT_YOUR_NOTICE');
    const input = { subject: cn(), flag: 'GUARDIAN_NOTICE_SUPPRESSED', why: 'suspicion' };
    const flag = await registers.record({ ...MANAGER, noun: 'SubjectFlag', input });
    expect((await told('LEGAL_ORDER', open)).error).toContain('NOTICE_PROHIBITED');
    await registers.end({ ...MANAGER, noun: 'SubjectFlag', key: flag });
    expect((await told('LEGAL_ORDER', open)).error).toBeUndefined();
  });
});
