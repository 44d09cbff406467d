import { RIGHTS as ALL_RIGHTS } from '../../../src/registry/registers/rightsCase.js';
import { CLUB, DESK, MANAGER, openRegisters, type Person, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterEach(async () => registers.putBack());
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
const REQUEST = `{ key right dueOn alert verified open decision refusal explanation fee { yen approved acceptedAt } }`;

function self(alias: string, role: 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 10;
  return {
    subjectId: alias,
    organisation: 'SELF',
    roles: [role],
    subject: { kind, reference: key },
    authTime,
  } as const;
}
const freshly = (name: string) => ({
  ...gateway.identity(name),
  authTime: Math.floor(gateway.clock.now.getTime() / 1_000) - 10,
});
const person = (alias: string): Person => world.person(alias);

async function say(as: As, call: string, purpose = OWN): Promise<Answer['body']> {
  return (await gateway.ask({ as, purpose, query: `mutation { said: ${call} ${REQUEST} }` })).body;
}
const said = async (answer: Promise<Answer['body']>): Promise<Data> => {
  const { data, errors } = await answer;
  expect(errors).toBeUndefined();
  return data.said;
};
const refused = async (answer: Promise<Answer['body']>): Promise<string> => {
  const { data, errors } = await answer;
  expect(data?.said ?? null).toBeNull();
  return errors?.[0]?.message ?? 'no error';
};
const desk = (call: string) => say('consultation-desk', call);
const ask = (as: As, right: string, about?: string) =>
  say(as, `requestRight(right: ${right}${about === undefined ? '' : `, about: "${about}"`})`);

async function atTheDesk(input: Record<string, unknown>): Promise<string> {
  return registers.record({ ...DESK, noun: 'RightsCase', input: { receivedOn: '2026-11-20', ...input } });
}

describe('every right can be asked for by every kind of subject (A6-1, A6-3e)', () => {
  const KINDS = ['guardian', 'member', 'employee', 'supplier', 'adult'] as const;
  test.each(KINDS)('on the page by a %s', async (name) => {
    for (const right of ALL_RIGHTS) {
      const { verified, open, dueOn } = await said(ask(freshly(name), right));
      expect([right, verified, open, dueOn]).toEqual([right, true, true, '2026-12-06']);
    }
    const { body } = await gateway.ask({ as: name, purpose: OWN, query: `{ me { requests ${REQUEST} } }` });
    expect(body.data.me.requests).toHaveLength(ALL_RIGHTS.length);
  });

  test('by a child of 16 or 17, and for a child by the guardian', async () => {
    const about = gateway.idOf(self('ga'), 'Child', person('ca').key);
    for (const right of ALL_RIGHTS) {
      expect((await said(ask(self('ct', 'SELF_CHILD'), right))).open).toBe(true);
      expect((await said(ask(self('ga'), right, about))).open).toBe(true);
    }
  });
});

test("a child below 16 stops and withdraws on the page, asks for the rest at the desk; nobody asks about another's child (5.4)", async () => {
  for (const right of ['STOP_USE', 'STOP_PROVISION', 'WITHDRAW_CONSENT']) {
    expect((await said(ask(self('ca', 'SELF_CHILD'), right))).open).toBe(true);
  }
  for (const right of ['ACCESS', 'ERASE', 'RECTIFY']) {
    expect(await refused(ask(self('ca', 'SELF_CHILD'), right))).toContain('AT_THE_DESK');
  }
  for (const alias of ['co', 'cc', 'cn', 'cu']) {
    const about = gateway.idOf(self('ga'), 'Child', person(alias).key);
    expect(await refused(ask(self('ga'), 'ACCESS', about))).toContain('NOT_OWN_DATA');
  }
});

test('at the desk: a guardian for a child, an agent with a power of attorney, nobody else', async () => {
  const byGuardian = { subject: person('ca'), requestedBy: person('ga'), right: 'ACCESS' };
  await atTheDesk({ ...byGuardian, verification: { method: 'IDENTITY_DOCUMENT', document: 'd-1' } });
  const stranger = { subject: person('ca'), requestedBy: person('gn'), right: 'ACCESS', receivedOn: '2026-11-20' };
  const method = (name: string) => ({ verification: { method: name, document: 'd-2' } });
  const tried = await registers.tryToRecord({
    ...DESK,
    noun: 'RightsCase',
    input: { ...stranger, ...method('IDENTITY_DOCUMENT') },
  });
  expect(tried.error).toContain('NOT_OWN_DATA');
  await atTheDesk({ ...stranger, ...method('POWER_OF_ATTORNEY') });
  // The guardian of a grown-up is an agent like any other.
  const grownUp = { ...byGuardian, subject: person('cu'), receivedOn: '2026-11-20', ...method('IDENTITY_DOCUMENT') };
  expect((await registers.tryToRecord({ ...DESK, noun: 'RightsCase', input: grownUp })).error).toContain(
    'NOT_OWN_DATA',
  );
});

// clauses: A6-3d B-2
test('from the day of the amendment no stop and no erasure under 16 is refused as a hindrance; before it, and from 16 on, they are', async () => {
  const child = gateway.idOf(self('ga'), 'Child', person('ca').key);
  const open = async (as: As, right: string, about?: string) => (await said(ask(as, right, about))).key as string;
  const refuse = (key: string, reason = 'SERIOUS_HINDRANCE') =>
    desk(`answerRequest(key: "${key}", decision: REFUSED, refusal: ${reason}, explanation: "x")`);
  gateway.clock.now = new Date('2028-07-15T23:59:59+09:00');
  const trained = `person: "demo:consultation-desk", course: "c", courseVersion: "1", channel: REGULAR_TRAINING, score: 90`;
  const query = `mutation { recordTraining(input: { ${trained}, completedOn: "2028-07-14" }) { key } }`;
  expect((await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query })).body.errors).toBeUndefined();
  for (const right of ['STOP_USE', 'STOP_PROVISION', 'ERASE', 'ACCESS']) {
    expect((await said(refuse(await open(self('ga'), right, child)))).decision).toBe('REFUSED');
  }
  gateway.clock.now = new Date('2028-07-16T00:00:00+09:00');
  for (const right of ['STOP_USE', 'STOP_PROVISION', 'ERASE']) {
    const key = await open(self('ga'), right, child);
    expect(await refused(refuse(key))).toContain('WITHOUT_GROUNDS');
    expect((await said(refuse(key, 'OTHER_LAW'))).refusal).toBe('OTHER_LAW');
  }
  expect(await refused(refuse(await open(self('ca', 'SELF_CHILD'), 'STOP_USE')))).toContain('WITHOUT_GROUNDS');
  expect((await said(refuse(await open(self('ga'), 'ACCESS', child)))).decision).toBe('REFUSED');
  expect((await said(refuse(await open(self('ga'), 'STOP_USE')))).decision).toBe('REFUSED');
});

describe('fees (A6-6, A6-7)', () => {
  const COSTS = 'costs: [{ what: "copies", yen: 30000 }, { what: "post", yen: 1200 }]';
  const quote = (key: string, yen: number) => desk(`quoteFee(key: "${key}", ${COSTS}, yen: ${yen})`);
  const approve = (as: As, key: string) => say(as, `approveFee(key: "${key}")`, 'GOVERNANCE');
  const accept = (as: As, key: string) => say(as, `acceptFee(key: "${key}")`);

  test('an error for whatever is no disclosure and no notice of purposes, and above the items', async () => {
    for (const right of ALL_RIGHTS) {
      const { key } = await said(ask(self('gn'), right));
      const isAllowed = right === 'ACCESS' || right === 'PURPOSE_NOTICE';
      if (isAllowed) expect((await said(quote(key, 31_200))).fee.yen).toBe(31_200);
      else expect(await refused(quote(key, 100))).toContain('FEE_NOT_ALLOWED');
      if (isAllowed) expect(await refused(quote(key, 31_201))).toContain('FEE_ABOVE_COST');
    }
  });

  test('quoted, approved by a manager, accepted by the requester: only then the work starts', async () => {
    const { key } = await said(ask(self('gn'), 'ACCESS'));
    const head = gateway.identity('dept-manager').subjectId;
    const both = { ...gateway.identity('consultation-desk'), subjectId: head };
    await said(say(both, `quoteFee(key: "${key}", ${COSTS}, yen: 20000)`));
    const grant = () => desk(`answerRequest(key: "${key}", decision: GRANTED, explanation: "by post")`);
    expect(await refused(grant())).toContain('FEE_NOT_ACCEPTED');
    expect(await refused(accept(self('gn'), key))).toContain('FEE_NOT_APPROVED');
    expect(await refused(approve('dept-manager', key))).toContain('SELF_APPROVAL');
    expect((await said(approve('privacy-manager', key))).fee.approved).toBe(true);
    expect(await refused(accept(self('go'), key))).toContain('NOT_OWN_DATA');
    expect(await refused(grant())).toContain('FEE_NOT_ACCEPTED');
    expect((await said(accept(self('gn'), key))).fee.acceptedAt).not.toBeNull();
    expect((await said(grant())).decision).toBe('GRANTED');
  });

  test('without a quote it is free', async () => {
    const { key, fee } = await said(ask(self('gn'), 'ACCESS'));
    expect(fee).toBeNull();
    expect((await said(desk(`answerRequest(key: "${key}", decision: GRANTED, explanation: "x")`))).fee).toBeNull();
  });
});

describe('what the desk grants is done', () => {
  const open = async (right: string, alias = 'gc') => (await said(ask(self(alias), right))).key as string;
  const grant = (key: string) => desk(`answerRequest(key: "${key}", decision: GRANTED, explanation: "done")`);
  const clubSees = async (alias: string) =>
    (
      await gateway.ask({
        as: 'club-staff',
        purpose: 'CLUB_OPERATION',
        query: '{ guardians(first: 200) { nodes { name email } } }',
      })
    ).text.includes(world.person(alias).name);

  test('a stop of use, and a withdrawal of every consent', async () => {
    expect(await clubSees('gc')).toBe(true);
    await said(grant(await open('WITHDRAW_CONSENT')));
    const { body } = await gateway.ask({ as: self('gc'), purpose: OWN, query: '{ me { consents { on } } }' });
    expect(body.data.me.consents.every(({ on }: Data) => !on)).toBe(true);
    await said(grant(await open('STOP_USE')));
    expect(await clubSees('gc')).toBe(false);
  });

  test('what a child had withdrawn at the desk stays withdrawn, whatever a guardian says then (A4-3)', async () => {
    const partnerSees = async () => {
      const query = 'query ($id: ID!) { child(id: $id) { name } }';
      const variables = { id: gateway.idOf('partner-analyst', 'Child', world.person('ca').key) };
      const asking = { as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE', query, variables };
      return (await gateway.ask(asking)).body.data.child !== null;
    };
    expect(await partnerSees()).toBe(true);
    const { key } = await said(ask(self('ca', 'SELF_CHILD'), 'WITHDRAW_CONSENT'));
    await said(grant(key));
    expect(await partnerSees()).toBe(false);
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
    const query = `mutation ($child: ID) { grantConsent(input: { childId: $child, purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS",
      categories: [NAME], textVersion: "2026-04" }) { on counts } }`;
    const variables = { child: gateway.idOf(self('ga'), 'Child', world.person('ca').key) };
    const { body } = await gateway.ask({ as: self('ga'), purpose: OWN, query, variables });
    expect(body.data.grantConsent).toEqual({ on: true, counts: false });
    expect(await partnerSees()).toBe(false);
  });

  test('an erasure that a hold keeps is no grant: the part of it is the stop of use, and the reason is told (A6-5)', async () => {
    const { kind, key: reference } = world.person('go');
    const input = { subject: { kind, key: reference }, flag: 'LEGAL_HOLD', why: 'a suit' };
    await registers.record({ ...MANAGER, noun: 'SubjectFlag', input });
    const key = await open('ERASE', 'go');
    expect(await refused(grant(key))).toContain('NOT_DONE: use is stopped');
    const partly = `answerRequest(key: "${key}", decision: PARTLY_GRANTED, refusal: OTHER_LAW, explanation: "a suit keeps it")`;
    expect(await said(desk(partly))).toMatchObject({ open: false, decision: 'PARTLY_GRANTED', refusal: 'OTHER_LAW' });
    const { body } = await gateway.ask({ as: self('go'), purpose: OWN, query: '{ me { erasure { state } } }' });
    expect(body.data.me.erasure.state).toBe('HELD');
    expect(await refused(desk(partly.replace(key, await open('STOP_USE', 'go'))))).toContain('has no part');
  });

  test('an erasure of a child whom an approved welfare case is about is held, without saying by what (A4-7b)', async () => {
    const { kind, key: reference } = world.person('ct');
    const input = {
      purpose: 'CHILD_WELFARE',
      body: 'CHILD_GUIDANCE_CENTRE',
      caseNumber: 'W-9',
      subject: { kind, key: reference },
      others: [],
      categories: ['NAME'],
      whySpeciallyNecessary: 'x',
      whyConsentHard: 'x',
      bestInterestNote: 'x',
      suppressGuardianNotice: true,
    };
    const opened = await registers.record({ ...CLUB, noun: 'WelfareCase', input, validTo: '2027-01-01T00:00:00Z' });
    await registers.approve({ ...MANAGER, noun: 'WelfareCase', key: opened });
    const about = gateway.idOf(self('ga'), 'Child', reference);
    const query = `mutation { eraseMine(about: "${about}") { state reason } }`;
    const { body } = await gateway.ask({ as: self('ga'), purpose: OWN, query });
    expect(body.data.eraseMine).toEqual({ state: 'HELD', reason: 'LEGAL_HOLD' });
    expect((await gateway.data.club.query('select from children where id = $1', [reference])).rowCount).toBe(1);
  });

  test('a correction needs the correction first, in desk hours, for a verified case of that right', async () => {
    const key = await open('RECTIFY');
    const correct = async (which: string) => {
      const query = `mutation { correctForCase(key: "${which}", input: { birthDate: "1980-01-02" }) { state changes { after } } }`;
      return (await gateway.ask({ as: 'consultation-desk', purpose: OWN, query })).body;
    };
    expect(await refused(grant(key))).toContain('NOT_DONE');
    expect((await correct(key)).errors?.[0]?.message).toContain('OUTSIDE_DESK_HOURS');
    gateway.clock.now = new Date('2026-11-28T10:00:00+09:00');
    expect((await correct(await open('ACCESS'))).errors?.[0]?.message).toContain('ACCESS');
    const { data, errors } = await correct(key);
    expect(data.correctForCase[0].state).toBe('DONE');
    // The values are for the person alone.
    expect(data.correctForCase[0].changes).toBeNull();
    expect(errors?.[0]?.extensions.code).toBe('REFUSED');
    expect((await said(grant(key))).decision).toBe('GRANTED');
  });

  test('an erasure', async () => {
    const { key: reference } = world.person('gn');
    await said(grant(await open('ERASE', 'gn')));
    const { rowCount } = await gateway.data.club.query('select from guardians where id = $1', [reference]);
    expect(rowCount).toBe(0);
  });
});

describe('only who asked takes a request back', () => {
  test('on the page, once; nobody else, and the desk with the proof of it alone', async () => {
    const { key } = await said(ask(self('ga'), 'ACCESS'));
    expect(await refused(say(self('gn'), `withdrawRequest(key: "${key}")`))).toContain('NOT_OWN_DATA');
    expect(await refused(say('consultation-desk', `withdrawRequest(key: "${key}")`))).toContain('requires');
    const end = (proof: string) => `answerRequest(key: "${key}", decision: WITHDRAWN, explanation: "x"${proof})`;
    expect(await refused(desk(end('')))).toContain('NOT_WITHDRAWN');
    expect(await said(say(self('ga'), `withdrawRequest(key: "${key}")`))).toMatchObject({
      open: false,
      decision: 'WITHDRAWN',
    });
    expect(await refused(say(self('ga'), `withdrawRequest(key: "${key}")`))).toContain('has ended');
    expect(await refused(desk(end(', proof: "L-1"')))).toContain('no such open request');
  });
});

test('an erasure or a correction asked for with an old sign-in waits for the desk to find out who it is (A6-4a)', async () => {
  const { authTime: _, ...old } = self('gc');
  for (const right of ['ERASE', 'RECTIFY']) {
    const { key, verified } = await said(ask(old, right));
    expect([right, verified]).toEqual([right, false]);
    const grant = desk(`answerRequest(key: "${key}", decision: GRANTED, explanation: "x")`);
    expect(await refused(grant)).toContain('NOT_VERIFIED');
  }
  expect((await said(ask(old, 'ACCESS'))).verified).toBe(true);
});

test('by telephone the desk takes requests in its hours only, and the clock of a case can not be set back', async () => {
  const input = {
    subject: person('go'),
    requestedBy: person('go'),
    right: 'ACCESS',
    channel: 'TELEPHONE',
    receivedOn: '2026-11-20',
  };
  expect((await registers.tryToRecord({ ...DESK, noun: 'RightsCase', input })).error).toContain('OUTSIDE_DESK_HOURS');
  const key = await atTheDesk({ ...input, channel: 'DESK' });
  const again = `mutation ($input: RightsCaseInput!, $key: ID) { recordRightsCase(input: $input, key: $key) { key } }`;
  const id = gateway.idOf('consultation-desk', 'Guardian', person('go').key);
  const later = { ...input, channel: 'DESK', subject: id, requestedBy: id, receivedOn: '2026-11-22' };
  const { body } = await gateway.ask({
    as: 'consultation-desk',
    purpose: OWN,
    query: again,
    variables: { input: later, key },
  });
  expect(body.errors?.[0]?.message).toContain('another case');
});
