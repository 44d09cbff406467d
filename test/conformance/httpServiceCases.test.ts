import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { DESK, lookAt, openRegisters, type Registers } from './httpRegisters.js';

/** The decision cases about a requested service, by their numbers in cases.txt: it takes the request, its need set, and a consent. */

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

const person = (alias: string) => world.person(alias);

describe('a service that a guardian requests of a partner', () => {
  const partner = { as: 'partner-analyst', purpose: 'REQUESTED_SERVICE' } as const;
  const guardian = () => {
    const { kind, key } = person('ga');
    return {
      subjectId: 'ga',
      organisation: 'SELF',
      roles: ['SELF_GUARDIAN'],
      subject: { kind, reference: key },
    } as const;
  };
  const request = (about: string, needSet = ['NAME', 'EMAIL']) =>
    registers.record({
      ...DESK,
      noun: 'ServiceRequest',
      input: {
        subject: person(about),
        requestedBy: person(about.startsWith('g') ? about : 'ga'),
        partner: 'PARTNER_BOOKS',
        service: 'books',
        needSet,
      },
    });
  const fields = 'name email phone ageBand';
  const sees = async (about: string) => (await look({ ...partner, about: person(about), fields })).found;
  const consent = (about: string, giver: string, change: object = {}) => {
    const said = { purpose: 'REQUESTED_SERVICE', recipient: 'PARTNER_BOOKS', state: 'GIVEN', ...change };
    const [subject, by] = [person(about), person(giver)];
    return gateway.data.governance.query(
      `insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference, giver_relation,
         giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state, decided_at, created_at)
       values (gen_random_uuid(), '27560:2023', $1, $2, $3, $4, $5, $6, $7, $8, '{NAME,EMAIL}', '2026-04', 'ja', 'PAPER', $9,
         '2026-11-01', '2026-11-01')`,
      [
        subject.kind,
        subject.key,
        by.kind,
        by.key,
        about === giver ? 'SELF' : 'GUARDIAN',
        by.kind === 'GUARDIAN' ? 40 : 13,
        said.purpose,
        said.recipient,
        said.state,
      ],
    );
  };

  test('TV24 with her consent the partner gets what the service needs, and nothing else', async () => {
    expect(await look({ ...partner, about: person('ca'), fields })).toMatchObject({
      found: null,
      reason: 'SERVICE_NOT_REQUESTED',
    });
    const key = await registers.record({
      as: guardian(),
      purpose: 'DATA_SUBJECT_RIGHTS',
      noun: 'ServiceRequest',
      input: {
        subject: person('ca'),
        requestedBy: person('ga'),
        partner: 'PARTNER_BOOKS',
        service: 'books',
        needSet: ['NAME', 'EMAIL'],
      },
    });
    const { name, email } = person('ca');
    expect(await sees('ca')).toEqual({ name, email, phone: null, ageBand: null });
    expect(await sees('ct')).toBeNull();
    await registers.end({ as: guardian(), purpose: 'DATA_SUBJECT_RIGHTS', noun: 'ServiceRequest', key });
    expect(await sees('ca')).toBeNull();
  });

  test('TV25 without a consent there is nothing, and the law is why', async () => {
    await request('cn');
    expect(await sees('cn')).toBeNull();
    const { decisions } = await look({ ...partner, about: person('cn'), fields: 'name' });
    expect(decisions[0]?.condition).toContain('CONSENT');
  });

  test('TV27 the yes of the child of twelve alone does not count', async () => {
    await request('cn');
    await consent('cn', 'cn');
    expect(await sees('cn')).toBeNull();
  });

  test('TV29 withdrawn a millisecond before, it is over', async () => {
    await request('ca');
    expect(await sees('ca')).not.toBeNull();
    await gateway.data.governance.query(
      "update consents set state = 'WITHDRAWN', decided_at = $2 where subject_reference = $1",
      [person('ca').key, new Date(gateway.clock.now.getTime() - 1)],
    );
    expect(await sees('ca')).toBeNull();
  });

  test.each([
    ['purpose', { purpose: 'CONSENTED_DISCLOSURE' }],
    ['recipient', { recipient: 'AD_AGENCY' }],
  ])('TV30 a consent for another %s does not serve this one', async (_, change) => {
    await request('gn');
    await consent('gn', 'gn', change);
    expect(await sees('gn')).toBeNull();
    await consent('gn', 'gn');
    expect(await sees('gn')).not.toBeNull();
  });
});
