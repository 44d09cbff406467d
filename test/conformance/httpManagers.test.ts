import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { HEAD, lookAt, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

/** Who answers for protection: what they read, on whose yes, and until when. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const OPERATION = 'CLUB_OPERATION';
const NEXT_WEEK = '2026-11-30T00:00:00+09:00';
const person = (alias: string) => world.person(alias);

describe('the privacy manager', () => {
  const sample = (by: typeof MANAGER | typeof HEAD) =>
    registers.record({
      ...by,
      noun: 'ApprovalRequest',
      input: {
        role: 'PRIVACY_MANAGER',
        organisation: 'GAKKO',
        purpose: 'GOVERNANCE',
        categories: ['NAME'],
        subjects: [person('ga')],
        why: 'complaint',
      },
      validTo: NEXT_WEEK,
    });
  const sees = async (alias: string) =>
    (await look({ ...MANAGER, about: person(alias), fields: 'name' })).found?.name ?? null;

  test('who asks does not approve; a deputy does, for the sample alone', async () => {
    const key = await sample(MANAGER);
    expect((await registers.tryToApprove({ ...MANAGER, noun: 'ApprovalRequest', key })).error).toContain(
      'SELF_APPROVAL',
    );
    expect(await sees('ga')).toBe('試＊＊ 花＊＊');
    await registers.approve({ ...HEAD, noun: 'ApprovalRequest', key });
    expect(await sees('ga')).toBe(person('ga').name);
    expect(await sees('gn')).toBe('試＊＊ 花＊＊');
  });

  // clauses: A7-o A8-1
  test('nobody reads on the own yes, and who asked reads on it', async () => {
    const approved = async (role: string) => {
      const about = { subjects: [person('ga')], categories: ['NAME'], why: 'complaint' };
      const input = { role, organisation: 'GAKKO', purpose: 'GOVERNANCE', ...about };
      const key = await registers.record({ ...HEAD, noun: 'ApprovalRequest', input, validTo: NEXT_WEEK });
      await registers.approve({ ...MANAGER, noun: 'ApprovalRequest', key });
    };
    await approved('PRIVACY_MANAGER');
    await approved('DEPT_MANAGER');
    const reads = async (asked: typeof MANAGER | typeof HEAD) => {
      const { found, reason } = await look({ ...asked, about: person('ga'), fields: 'name' });
      return [found?.name, reason];
    };
    expect(await reads(MANAGER)).toEqual([expect.stringContaining('＊'), 'FALLBACK']);
    expect(await reads(HEAD)).toEqual([person('ga').name, 'PERMITTED_IF']);
  });

  // clauses: A7-o A8-3
  test('nor on the own ticket; a colleague does', async () => {
    const input = { role: 'CLUB_STAFF', organisation: 'GAKKO', purpose: OPERATION, categories: ['SEX'] };
    const ticket = { ...input, forLists: false, why: 'rooms' };
    await registers.record({ ...HEAD, noun: 'NecessityTicket', input: ticket, validTo: NEXT_WEEK });
    const sex = async (subjectId: string) => {
      const as = { ...gateway.identity('club-staff'), subjectId };
      const { found, reason } = await look({ as, purpose: OPERATION, about: person('ga'), fields: 'sex' });
      return [found?.sex, reason];
    };
    expect(await sex(gateway.identity('club-staff').subjectId)).toEqual(['FEMALE', 'PERMITTED']);
    expect(await sex(gateway.identity('dept-manager').subjectId)).toEqual([null, 'SELF_APPROVAL']);
  });

  test('out of office, nothing that hangs on an approval is open', async () => {
    const key = await sample(MANAGER);
    await registers.approve({ ...HEAD, noun: 'ApprovalRequest', key });
    await registers.end({ ...MANAGER, noun: 'Appointment', key: 'DEPUTY/demo:dept-manager' });
    expect(await sees('ga')).toBe(person('ga').name);
    await registers.end({ ...MANAGER, noun: 'Appointment', key: 'PRIVACY_MANAGER' });
    expect(await sees('ga')).toBeNull();
  });

  // clauses: A8-1 A8-3
  test('a former manager reads nobody by what the token still says, of the department neither', async () => {
    const reads = async (asked: typeof MANAGER | typeof HEAD) => {
      const { found, reason, gate } = await look({ ...asked, about: person('ga'), fields: 'name' });
      return [found?.name, reason, gate];
    };
    const masked = ['試＊＊ 花＊＊', 'FALLBACK', 'G9'];
    const gone = [undefined, 'NOT_IN_OFFICE', 'G3'];
    expect([await reads(MANAGER), await reads(HEAD)]).toEqual([masked, masked]);
    await registers.end({ ...MANAGER, noun: 'Appointment', key: 'DEPT_MANAGER/CLUB' });
    await registers.end({ ...MANAGER, noun: 'Appointment', key: 'PRIVACY_MANAGER' });
    expect([await reads(MANAGER), await reads(HEAD)]).toEqual([gone, gone]);
  });
});
