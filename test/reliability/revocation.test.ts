import { jest } from '@jest/globals';
import pg from 'pg';
import type { VerifiedCaller } from '../../src/policy/caller.js';
import type { GraphEnvironment } from '../../src/graph/graphEnvironment.js';
import type { FactsQuestion } from '../../src/registry/facts/factsReader.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { CLUB, DESK, HEAD, lookAt, MANAGER, openRegisters, type Registers } from '../conformance/httpRegisters.js';

/** The planted fault: one answer for all, until nobody has asked for so many milliseconds. */
function remembering<A extends readonly unknown[], R>(ask: (...args: A) => Promise<R>, milliseconds: number) {
  let kept: { readonly answer: Promise<R>; used: number } | undefined;
  return (...args: A): Promise<R> => {
    // By the gateway's clock, which stands still in a race: whether it is caught depends on no machine's speed.
    const now = gateway.clock.now.getTime();
    if (kept === undefined || now - kept.used > milliseconds) kept = { answer: ask(...args), used: now };
    kept.used = now;
    return kept.answer;
  };
}

/** What is taken back counts from the next request on, however many are under way. */

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
const self = (alias: string): Partial<VerifiedCaller> => {
  const { kind, key } = person(alias);
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject: { kind, reference: key } };
};
const nameSeen = async (as: string | Partial<VerifiedCaller>, purpose: string, alias: string) =>
  (await look({ as, purpose, about: person(alias), fields: 'name' })).found?.name ?? null;

describe('fifty readers and one who takes back', () => {
  const READERS = 50;
  /** So many requests begin after the acknowledgement of the revoker, beside those that are under way. */
  const AFTER = 3;

  interface Race {
    readonly as: string;
    readonly purpose: string;
    readonly about: string;
    readonly prepare?: () => Promise<unknown>;
    readonly revoke: () => Promise<unknown>;
  }

  /** What readers saw in requests that began after the acknowledgement, of which none may show the value. */
  async function race({ as, purpose, about, prepare, revoke }: Race, on: Gateway = gateway): Promise<number> {
    await prepare?.();
    const lookOn = lookAt(on);
    const secret = person(about).name;
    const one = { as, purpose, about: person(about), fields: 'name' };
    const first = await lookOn(one);
    expect(first.found?.name).toBe(secret);
    let acknowledged = Number.POSITIVE_INFINITY;
    const begun: { readonly at: number; readonly shows: boolean }[] = [];
    const reader = async (): Promise<void> => {
      let left = AFTER;
      while (left > 0) {
        const at = performance.now();
        if (at > acknowledged) left -= 1;
        const { answer } = await lookOn(one);
        begun.push({ at, shows: answer.everything.includes(secret) });
      }
    };
    const readers = Array.from({ length: READERS }, reader);
    const revoker = async (): Promise<void> => {
      while (begun.length < READERS) await new Promise((resolve) => setTimeout(resolve, 1));
      await revoke();
      acknowledged = performance.now();
    };
    await Promise.all([...readers, revoker()]);
    const late = begun.filter(({ at }) => at > acknowledged);
    expect(begun.some(({ shows }) => shows)).toBe(true);
    expect(late.length).toBeGreaterThanOrEqual(READERS * AFTER);
    return late.filter(({ shows }) => shows).length;
  }

  async function run(of: Race): Promise<void> {
    expect(await race(of)).toBe(0);
  }

  const said = `purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", textVersion: "2026-04", language: "ja"`;
  /** A consent that is given and withdrawn by the person. */
  function consent(): Race {
    let id = '';
    const own = async (query: string) => gateway.ask({ as: self('gn'), purpose: 'DATA_SUBJECT_RIGHTS', query });
    return {
      as: 'partner-analyst',
      purpose: 'CONSENTED_DISCLOSURE',
      about: 'gn',
      prepare: async () => {
        const { body } = await own(`mutation { grantConsent(input: { ${said}, categories: [NAME] }) { id } }`);
        id = (body.data as { readonly grantConsent: { readonly id: string } }).grantConsent.id;
      },
      revoke: async () => {
        const { body } = await own(`mutation { withdrawConsent(consentId: "${id}") { state } }`);
        expect(body.data).toEqual({ withdrawConsent: { state: 'WITHDRAWN' } });
      },
    };
  }

  test('a consent', async () => run(consent()));

  describe('catch a gateway that remembers for 200 ms after the last use', () => {
    const planted = async (change: (environment: GraphEnvironment) => GraphEnvironment, of: Race) => {
      const faulty = await startGateway({ on: gateway, change });
      try {
        return await race(of, faulty);
      } finally {
        await faulty.close();
      }
    };

    test('the facts of the registers', async () => {
      const change = (environment: GraphEnvironment) => ({
        ...environment,
        facts: remembering((question: FactsQuestion) => environment.facts(question), 200),
      });
      const revoke = async () => registers.end({ ...MANAGER, noun: 'Contract', key: 'JU-COOP' });
      expect(await planted(change, { as: 'coop-staff', purpose: OPERATION, about: 'ca', revoke })).toBeGreaterThan(0);
    });

    test('the consents of a recipient', async () => {
      const change = (environment: GraphEnvironment): GraphEnvironment => {
        const { consents } = environment;
        const recordsForRecipient = remembering(consents.recordsForRecipient.bind(consents), 200);
        return {
          ...environment,
          consents: Object.assign(Object.create(consents) as typeof consents, { recordsForRecipient }),
        };
      };
      expect(await planted(change, consent())).toBeGreaterThan(0);
    });
  });

  test('a contract', async () => {
    const revoke = async () => registers.end({ ...MANAGER, noun: 'Contract', key: 'JU-COOP' });
    await run({ as: 'coop-staff', purpose: OPERATION, about: 'ca', revoke });
  });

  // clauses: A3-2
  test.each([
    ['a recipient, by the switch', 'SENDAI_HOSO'],
    ['all recipients at once, by the switch', null],
  ])('%s', async (_, organisation) => {
    const input = { organisation, why: 'lists were seen on the internet' };
    const revoke = async () =>
      registers.record({ as: 'security-officer', purpose: 'SERVICE_PROTECTION', noun: 'Suspension', input });
    await run({ as: 'operator-staff', purpose: OPERATION, about: 'ca', revoke });
    const refused = await look({ as: 'operator-staff', purpose: OPERATION, about: person('ca'), fields: 'name' });
    expect([refused.reason, refused.gate]).toEqual(['RECIPIENT_SUSPENDED', 'G4']);
    expect(await nameSeen('club-staff', OPERATION, 'ca')).toBe(person('ca').name);
    const other = await nameSeen('coop-staff', OPERATION, 'ca');
    expect(other).toBe(organisation === null ? null : person('ca').name);
    await registers.end({ ...MANAGER, noun: 'Suspension', key: organisation ?? 'ALL' });
    expect(await nameSeen('operator-staff', OPERATION, 'ca')).toBe(person('ca').name);
  });

  test('the use of one person’s data', async () => {
    const input = { subject: person('gn'), flag: 'STOP_USE', why: 'asked' };
    const revoke = async () => registers.record({ ...DESK, noun: 'SubjectFlag', input });
    await run({ ...CLUB, about: 'gn', revoke });
  });
});

describe('the next request is decided on it', () => {
  const end = (noun: string, key: string, by: typeof MANAGER | typeof HEAD = MANAGER) =>
    registers.end({ ...by, noun, key });
  const version = async (register: string, noun: string, key: string, change: object) =>
    registers.record({ ...MANAGER, noun, input: { ...(await registers.standing(register, key)), ...change } });

  test.each<[string, string, string, () => Promise<unknown>]>([
    ['an appointment', 'club-staff', OPERATION, async () => end('Appointment', 'DEPT_MANAGER/CLUB')],
    ['a membership of a department', 'club-staff', OPERATION, async () => end('DepartmentMember', 'demo:club-staff')],
    ['a notice', 'coop-staff', OPERATION, async () => end('JointUseNotice', '2026-04')],
    ['a listing', 'affiliate-staff', OPERATION, async () => end('Organisation', 'COOP_AFFILIATE')],
    [
      'an organisation, suspended',
      'operator-staff',
      OPERATION,
      async () => version('ORGANISATION', 'Organisation', 'SENDAI_HOSO', { suspended: true }),
    ],
    [
      'an attestation',
      'operator-staff',
      OPERATION,
      async () => registers.end({ as: 'operator-staff', purpose: OPERATION, noun: 'Attestation', key: 'SENDAI_HOSO' }),
    ],
    [
      'training, by the clock',
      'club-staff',
      OPERATION,
      async () => Promise.resolve((gateway.clock.now = new Date('2027-09-23T00:00:00+09:00'))),
    ],
    [
      'a rule book that was renewed',
      'club-staff',
      OPERATION,
      async () => {
        const input = {
          version: '2026-12',
          title: 'rules',
          url: 'https://gakko.example/rules',
          issuedOn: '2026-11-22',
        };
        return registers.record({ ...MANAGER, noun: 'RuleBook', input });
      },
    ],
  ])('%s', async (_, as, purpose, revoke) => {
    expect(await nameSeen(as, purpose, 'ca')).not.toBeNull();
    await revoke();
    expect(await nameSeen(as, purpose, 'ca')).toBeNull();
  });

  test('a ticket and an approval', async () => {
    const about = { purpose: 'CLUB_OPERATION', categories: ['SEX'], why: 'x', organisation: 'GAKKO' };
    const sex = async (as: string, purpose: string) =>
      (await look({ as, purpose, about: person('ga'), fields: 'sex' })).found?.sex ?? null;
    const ticket = { ...about, role: 'CLUB_STAFF', forLists: false };
    const key = await registers.record({ ...HEAD, noun: 'NecessityTicket', input: ticket, validTo: NEXT_WEEK });
    expect(await sex('club-staff', OPERATION)).toBe('FEMALE');
    await end('NecessityTicket', key, HEAD);
    expect(await sex('club-staff', OPERATION)).toBeNull();

    const input = { ...about, role: 'ANALYST', purpose: 'AGGREGATE_ANALYSIS' };
    const request = await registers.record({ ...HEAD, noun: 'ApprovalRequest', input, validTo: NEXT_WEEK });
    expect(await sex('analyst', 'AGGREGATE_ANALYSIS')).toBeNull();
    await registers.approve({ ...MANAGER, noun: 'ApprovalRequest', key: request });
    expect(await sex('analyst', 'AGGREGATE_ANALYSIS')).toBe('FEMALE');
    await end('ApprovalRequest', request);
    expect(await sex('analyst', 'AGGREGATE_ANALYSIS')).toBeNull();
  });

  test('a send job, a case and an order', async () => {
    const job = { purpose: 'MATERIAL_CHANGE_NOTICE', sender: 'COOP', reasonCode: 'SUSPENSION', about: 'x' };
    const send = { as: 'club-staff', purpose: 'MATERIAL_CHANGE_NOTICE', noun: 'SendJob' };
    const sent = await registers.record({ ...send, input: job, validTo: NEXT_WEEK });
    expect(await nameSeen('coop-staff', 'MATERIAL_CHANGE_NOTICE', 'gn')).toBe(person('gn').name);
    await registers.end({ ...send, key: sent });
    expect(await nameSeen('coop-staff', 'MATERIAL_CHANGE_NOTICE', 'gn')).toBeNull();

    gateway.clock.now = new Date('2026-11-28T10:00:00+09:00');
    const verification = { method: 'CALL_BACK', document: 'x' };
    const parties = { subject: person('gn'), requestedBy: person('gn') };
    const input = { ...parties, right: 'ACCESS', receivedOn: '2026-11-20', verification };
    const found = await registers.record({ ...DESK, noun: 'RightsCase', input });
    expect(await nameSeen(DESK.as, DESK.purpose, 'gn')).toBe(person('gn').name);
    const answer = `mutation { answerRequest(key: "${found}", decision: GRANTED, explanation: "x") { open } }`;
    expect((await gateway.ask({ ...DESK, query: answer })).body.data).toEqual({ answerRequest: { open: false } });
    expect(await nameSeen(DESK.as, DESK.purpose, 'gn')).toBe('試＊＊ 花＊＊');

    const order = {
      authority: 'MIYAGI_POLICE',
      statute: 'x',
      caseNumber: '7',
      subjects: [person('gn')],
      fields: ['NAME'],
      binding: true,
      subjectNotice: true,
    };
    const key = await registers.record({ ...CLUB, noun: 'LegalOrder', input: order, validTo: '2026-12-30T00:00:00Z' });
    await registers.approve({ ...MANAGER, noun: 'LegalOrder', key });
    expect(await nameSeen('authority-liaison', 'LEGAL_OBLIGATION', 'gn')).toBe(person('gn').name);
    await end('LegalOrder', key);
    expect(await nameSeen('authority-liaison', 'LEGAL_OBLIGATION', 'gn')).toBeNull();
  });
});

describe('the registers cost a request', () => {
  test('one statement each for the facts, the volume and the audit log, and no more statements for more rows or more entries', async () => {
    const { database } = gateway.data.governance.options;
    const queries = jest.spyOn(pg.Client.prototype, 'query');
    const count = async (first: number) => {
      queries.mockClear();
      gateway.takeStatements();
      const query = `{ guardians(first: ${first}) { nodes { name phone children { name phone } member { name } } } }`;
      const { body } = await gateway.ask({ ...CLUB, query });
      expect(body.errors).toBeUndefined();
      const governance = queries.mock.calls
        .filter((_, index) => (queries.mock.contexts[index] as { readonly database?: string }).database === database)
        .map(([config]) => (config as unknown as { readonly text: string }).text);
      return { governance, sources: gateway.takeStatements().length };
    };
    const few = await count(2);
    expect(few.governance).toHaveLength(3);
    expect(few.governance[0]).toContain('register_entries_at');
    expect(few.governance[1]).toContain('request_volumes');
    expect(few.governance[2]).toContain('audit_append');
    const many = await count(100);
    expect([many.governance.length, many.sources]).toEqual([3, few.sources]);
    for (const alias of ['gn', 'go', 'gc', 'ca', 'cc']) {
      const input = { subject: person(alias), flag: 'STOP_USE', why: 'asked' };
      await registers.record({ ...DESK, noun: 'SubjectFlag', input });
    }
    const flagged = await count(100);
    expect([flagged.governance.length, flagged.sources]).toEqual([3, few.sources]);
    queries.mockRestore();
  });
});
