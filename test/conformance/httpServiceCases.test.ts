import { arrangeSubjects, GIVER, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type As, type Gateway } from '../support/startGateway.js';
import { DESK, lookAt, MANAGER, openRegisters, TYPES, type Person, type Registers } from './httpRegisters.js';

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
  const atDesk = (about: string, requestedBy: Person, needSet = ['NAME', 'EMAIL'], service = 'books') => ({
    ...DESK,
    noun: 'ServiceRequest',
    input: { subject: person(about), requestedBy, partner: 'PARTNER_BOOKS', service, needSet },
  });
  /** By themselves, or by a guardian who speaks for the child. */
  const asker = (about: string): Person => {
    if (about.startsWith('g')) return person(about);
    return about === 'cn' ? { kind: 'GUARDIAN', key: GIVER } : person('ga');
  };
  const request = (about: string, ...rest: readonly [needSet?: string[], service?: string]) =>
    registers.record(atDesk(about, asker(about), ...rest));
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

  /** Why, for who answers for the data; the partner learns no more than that there is nothing. */
  const reasonsOf = async (about: string, change: object = {}, who: { as: As; purpose: string } = MANAGER) => {
    const { kind, key } = person(about);
    const asked = { as: 'PARTNER', organisation: 'PARTNER_BOOKS', purpose: partner.purpose, categories: ['NAME'] };
    const question = { ...asked, subject: gateway.idOf(who.as, TYPES[kind], key), ...change };
    const query = `query ($question: SubjectReasonQuestion!) {
      supervision { subjectReasons(question: $question) { category form gate reason rule clauses needs message } } }`;
    const { body } = await gateway.ask({ ...who, query, variables: { question } });
    return { found: body.data?.supervision?.subjectReasons ?? null, error: body.errors?.[0]?.message ?? '' };
  };
  const reasonOf = async (about: string) => (await reasonsOf(about)).found?.[0]?.reason;

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

  // clauses: A4-4a
  test.each([
    ['a guardian of others', 'cn'],
    ['a guardian whose link has ended', 'co'],
    ['a guardian who may harm the child', 'cc'],
    ['a parent of who is grown up', 'cu'],
  ])('at the desk too it is not requested by %s', async (_, about) => {
    const { said, error } = await registers.tryToRecord(atDesk(about, person('ga'), ['PHONE'], 'music'));
    expect([said, error]).toEqual([null, expect.stringMatching(/^NOT_OWN_DATA: /)]);
    expect(await sees(about)).toBeNull();
  });

  // clauses: A4-4c
  test('a request for one service gets what that one needs, and nothing of another that the same person requested', async () => {
    await request('ca', ['NAME'], 'books');
    await request('ca', ['EMAIL'], 'music');
    const { name, email } = person('ca');
    const forService = (service: string) =>
      look({ ...partner, purpose: `REQUESTED_SERVICE/${service}`, about: person('ca'), fields: 'name email' });
    const books = await forService('books');
    expect(books.found).toEqual({ name, email: null });
    expect(books.answer.body.extensions?.governance).toMatchObject({ obligations: ['USE_LIMIT:books'] });
    expect((await forService('music')).found).toEqual({ name: null, email });
    expect(await forService('games')).toMatchObject({ found: null, reason: 'SERVICE_NOT_REQUESTED' });
    const both = await look({ ...partner, about: person('ca'), fields: 'name email' });
    expect(both.found).toEqual({ name, email });
    expect(both.answer.body.extensions?.governance).toMatchObject({
      obligations: ['USE_LIMIT:books', 'USE_LIMIT:music'],
    });
  });

  test('a partner that moves abroad gets nothing by the same consent, from the next request on', async () => {
    await request('ca');
    expect(await sees('ca')).not.toBeNull();
    const standing = await registers.standing('ORGANISATION', 'PARTNER_BOOKS');
    await registers.record({ ...MANAGER, noun: 'Organisation', input: { ...standing, country: 'US' } });
    const asked = { ...partner, about: person('ca'), fields };
    expect(await look(asked)).toMatchObject({ found: null, reason: 'LAW_NARROWER_THAN_POLICY', gate: 'G10' });
    await registers.record({ ...MANAGER, noun: 'Organisation', input: { ...standing, country: 'JP' } });
    expect(await sees('ca')).not.toBeNull();
  });

  test('TV25 without a consent there is nothing, and the law is why', async () => {
    await request('cn');
    expect(await sees('cn')).toBeNull();
    const { decisions } = await look({ ...partner, about: person('cn'), fields: 'name' });
    expect(decisions[0]?.condition).toContain('CONSENT');
    expect((await reasonsOf('cn')).found).toEqual([
      expect.objectContaining({
        category: 'NAME',
        form: 'DENIED',
        gate: 'G9',
        reason: 'CONSENT_REQUIRED_BY_LAW',
        rule: 'T01',
      }),
    ]);
  });

  test('TV27 the yes of the child of twelve alone does not count', async () => {
    await request('cn');
    await consent('cn', 'cn');
    expect(await sees('cn')).toBeNull();
    expect(await reasonOf('cn')).toBe('CONSENT_GIVER_NOT_COMPETENT');
  });

  test('TV29 withdrawn a millisecond before, it is over', async () => {
    await request('ca');
    expect(await sees('ca')).not.toBeNull();
    expect(await reasonOf('ca')).toBe('PERMITTED_IF');
    await gateway.data.governance.query(
      "update consents set state = 'WITHDRAWN', decided_at = $2 where subject_reference = $1",
      [person('ca').key, new Date(gateway.clock.now.getTime() - 1)],
    );
    expect(await sees('ca')).toBeNull();
    expect(await reasonOf('ca')).toBe('CONSENT_WITHDRAWN');
  });

  test.each([
    ['purpose', { purpose: 'CONSENTED_DISCLOSURE' }],
    ['recipient', { recipient: 'AD_AGENCY' }],
  ])('TV30 a consent for another %s does not serve this one', async (_, change) => {
    await request('gn');
    await consent('gn', 'gn', change);
    expect(await sees('gn')).toBeNull();
    expect(await reasonOf('gn')).toBe('CONSENT_SCOPE');
    await consent('gn', 'gn');
    expect(await sees('gn')).not.toBeNull();
    expect(await reasonOf('gn')).toBe('PERMITTED_IF');
  });

  test('a no and a stop have their own reasons, and what the request does not need has its own', async () => {
    expect(await reasonOf('gn')).toBe('SERVICE_NOT_REQUESTED');
    await request('gn');
    await consent('gn', 'gn', { state: 'REFUSED' });
    expect(await reasonOf('gn')).toBe('CONSENT_REFUSED');
    await request('ca');
    const { found } = await reasonsOf('ca', { categories: ['NAME', 'PHONE', 'NAME'] });
    expect(found).toMatchObject([
      { category: 'NAME', form: 'RAW', gate: null },
      { category: 'PHONE', form: 'DENIED', reason: 'SERVICE_NOT_REQUESTED', needs: ['SERVICE_REQUEST'] },
    ]);
    // Told before her refusal, as G7 stands before G9.
    for (const about of ['ca', 'gn']) {
      const input = { subject: person(about), flag: 'STOP_PROVISION', why: 'asked' };
      await registers.record({ ...MANAGER, noun: 'SubjectFlag', input });
      expect((await reasonsOf(about)).found).toMatchObject([{ gate: 'G7', reason: 'STOPPED_BY_SUBJECT' }]);
    }
    expect(await sees('ca')).toBeNull();
  });

  test('nobody is told so of a person who may not know it of single persons', async () => {
    const { found } = await reasonsOf('cn', {}, { as: 'internal-auditor', purpose: 'INTERNAL_AUDIT' });
    expect(found).toMatchObject([{ reason: 'SERVICE_NOT_REQUESTED' }]);
    const both = { ...gateway.identity('internal-auditor'), roles: ['INTERNAL_AUDITOR', 'CLUB_STAFF'] as const };
    for (const [as, purpose] of [
      [both, 'INTERNAL_AUDIT'],
      ['dept-manager', 'GOVERNANCE'],
      ['club-staff', 'CLUB_OPERATION'],
      ['partner-analyst', 'REQUESTED_SERVICE'],
      ['coop-staff', 'CLUB_OPERATION'],
    ] as const) {
      const { found: none, error } = await reasonsOf('cn', {}, { as, purpose });
      expect([purpose, none, error]).toEqual([purpose, null, expect.stringMatching(/./)]);
    }
  });

  test.each<[string, object, string]>([
    ['an organisation that is not in the policy', { organisation: 'NOBODY' }, 'question.organisation'],
    ['no id of a person', { subject: 'x' }, 'question.subject'],
  ])('%s is refused', async (_, change, why) => {
    const { found, error } = await reasonsOf('ga', change);
    expect([found, error]).toEqual([null, expect.stringContaining(why)]);
  });
});
