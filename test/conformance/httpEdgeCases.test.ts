import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { CLUB, DESK, HEAD, lookAt, MANAGER, openRegisters, type Registers } from './httpRegisters.js';

/** The edge cases of the decision model over HTTP: at the instant before, and at the instant itself. */

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
const at = (instant: string) => {
  gateway.clock.now = new Date(instant);
};
const self = (alias: string): Partial<VerifiedCaller> => {
  const { kind, key } = person(alias);
  const role = kind === 'GUARDIAN' ? 'SELF_GUARDIAN' : kind === 'OFFICER_OR_EMPLOYEE' ? 'SELF_EMPLOYEE' : 'SELF_CHILD';
  return { subjectId: alias, organisation: 'SELF', roles: [role], subject: { kind, reference: key } };
};
const partner = { as: 'partner-analyst', purpose: 'CONSENTED_DISCLOSURE' } as const;
const police = { as: 'authority-liaison', purpose: 'LEGAL_OBLIGATION' } as const;
const responder = { as: 'emergency-responder', purpose: 'VITAL_OR_PROPERTY_PROTECTION' } as const;

async function nameOf(as: string | Partial<VerifiedCaller>, purpose: string, alias: string) {
  const { found, reason } = await look({ as, purpose, about: person(alias), fields: 'name' });
  return [found?.name ?? null, reason];
}
const seen = async (as: string | Partial<VerifiedCaller>, purpose: string, alias: string) =>
  (await nameOf(as, purpose, alias))[0] !== null;

describe('an emergency', () => {
  const breakGlass = async () => {
    const input = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious', subject: person('ca') };
    return registers.tryToRecord({ ...responder, noun: 'BreakGlass', input });
  };

  test('lasts sixty minutes, for the one child and its guardians', async () => {
    await breakGlass();
    at('2026-11-22T10:59:59.999+09:00');
    for (const alias of ['ca', 'ga']) expect(await seen(responder.as, responder.purpose, alias)).toBe(true);
    for (const alias of ['cn', 'gn', 'ct']) expect(await seen(responder.as, responder.purpose, alias)).toBe(false);
    at('2026-11-22T11:00:00+09:00');
    for (const alias of ['ca', 'ga'])
      expect(await nameOf(responder.as, responder.purpose, alias)).toEqual([null, 'BREAK_GLASS_EXPIRED']);
    // What ended yesterday is told no more.
    at('2026-11-23T11:00:00+09:00');
    expect(await nameOf(responder.as, responder.purpose, 'ca')).toEqual([null, 'BREAK_GLASS_REQUIRED']);
  });

  test('is of the one who broke the glass, not of a colleague', async () => {
    await breakGlass();
    const colleague = { subjectId: 'other', organisation: 'SENDAI_FIRE', roles: ['EMERGENCY_RESPONDER'] } as const;
    expect(await seen(colleague, responder.purpose, 'ca')).toBe(false);
  });

  test('that nobody reviewed in time blocks the next one of the same person', async () => {
    const { said } = await breakGlass();
    // Monday is a holiday: due at the end of Tuesday.
    at('2026-11-24T23:59:59.999+09:00');
    expect((await breakGlass()).error).toBeUndefined();
    at('2026-11-25T00:00:00+09:00');
    expect((await breakGlass()).error).toContain('BREAK_GLASS_UNREVIEWED');
    const query = `mutation { reviewBreakGlass(key: "${said?.key}", note: "right", justified: true) { key } }`;
    expect((await gateway.ask({ ...MANAGER, query })).body.errors).toBeUndefined();
    expect((await breakGlass()).error).toBeUndefined();
  });
});

describe('a legal order', () => {
  const order = (change: object = {}) =>
    registers.tryToRecord({
      ...CLUB,
      noun: 'LegalOrder',
      input: {
        authority: 'MIYAGI_POLICE',
        statute: 'x',
        caseNumber: '7',
        subjects: [person('ca'), person('gd')],
        fields: ['NAME', 'ADDRESS'],
        binding: true,
        subjectNotice: true,
        ...change,
      },
      validTo: NEXT_WEEK,
    });
  const fields = 'name phone municipality { code }';
  const sees = async (alias: string) => (await look({ ...police, about: person(alias), fields })).found;

  test('opens its fields of its subjects, the dead among them, once it is approved, until it ends', async () => {
    const { said } = await order();
    expect(await look({ ...police, about: person('ca'), fields })).toMatchObject({
      found: null,
      reason: 'ORDER_FIELD',
    });
    const key = said?.key ?? '';
    await registers.approve({ ...MANAGER, noun: 'LegalOrder', key });
    for (const alias of ['ca', 'gd'])
      expect(await sees(alias)).toEqual({ name: person(alias).name, phone: null, municipality: { code: '04101' } });
    for (const alias of ['cn', 'ga']) expect(await sees(alias)).toBeNull();
    await registers.end({ ...MANAGER, noun: 'LegalOrder', key });
    expect(await sees('ca')).toBeNull();
  });

  test('an inquiry that may be declined needs the ground on which it is answered', async () => {
    expect((await order({ binding: false })).error).toContain('decisionNote');
    const { said } = await order({ binding: false, decisionNote: 'APPI 27(1)(i)' });
    await registers.approve({ ...HEAD, noun: 'LegalOrder', key: said?.key ?? '' });
    expect(await sees('ca')).not.toBeNull();
  });

  test('is not kept back by a stop of use, nor by a consent withdrawn', async () => {
    const { said } = await order();
    await registers.approve({ ...MANAGER, noun: 'LegalOrder', key: said?.key ?? '' });
    await gateway.data.governance.query("update consents set state = 'WITHDRAWN'");
    await flag('ca', 'STOP_USE');
    expect(await sees('ca')).not.toBeNull();
  });

  test('of one authority serves no other caller', async () => {
    const { said } = await order();
    await registers.approve({ ...MANAGER, noun: 'LegalOrder', key: said?.key ?? '' });
    const other = { organisation: 'SENDAI_FIRE', roles: ['AUTHORITY_LIAISON'] } as const;
    expect(await seen(other, police.purpose, 'ca')).toBe(false);
  });
});

const flag = (alias: string, name: string) =>
  registers.record({
    ...MANAGER,
    noun: 'SubjectFlag',
    input: { subject: person(alias), flag: name, why: 'asked' },
  });

describe('flags of a subject', () => {
  const callers = () =>
    [
      ['the Club', CLUB.as, OPERATION],
      ['the co-op', 'coop-staff', OPERATION],
      ['the partner', partner.as, partner.purpose],
      ['the person', self('ca'), 'DATA_SUBJECT_RIGHTS'],
    ] as const;
  const whoSees = async (alias: string) => {
    const found = [];
    for (const [who, as, purpose] of callers()) if (await seen(as, purpose, alias)) found.push(who);
    return found;
  };

  test.each([
    ['ERASED', []],
    ['STOP_USE', ['the person']],
    ['STOP_PROVISION', ['the Club', 'the person']],
    ['LEGAL_HOLD', ['the Club', 'the co-op', 'the partner', 'the person']],
    ['GUARDIAN_NOTICE_SUPPRESSED', ['the Club', 'the co-op', 'the partner', 'the person']],
  ])('%s leaves the child to be seen by %j, and the others are as before', async (name, left) => {
    await flag('ca', name);
    expect(await whoSees('ca')).toEqual(left);
    expect(await whoSees('ct')).toEqual(['the Club', 'the co-op', 'the partner']);
  });

  test('a flag that is ended counts no more', async () => {
    const key = await flag('ca', 'STOP_USE');
    expect(await whoSees('ca')).toEqual(['the person']);
    await registers.end({ ...MANAGER, noun: 'SubjectFlag', key });
    expect(await whoSees('ca')).toHaveLength(4);
  });

  test('under a legal hold nothing is erased: use stops', async () => {
    await flag('ca', 'LEGAL_HOLD');
    const input = { subject: person('ca'), flag: 'ERASED', why: 'asked' };
    await expect(registers.record({ ...DESK, noun: 'SubjectFlag', input })).rejects.toThrow('LEGAL_HOLD');
    await flag('ca', 'STOP_USE');
    expect(await whoSees('ca')).toEqual(['the person']);
  });

  // clauses: A6-3d
  test('nobody says "erased" of data that are all there: the flag comes with the erasure', async () => {
    const input = { subject: person('ca'), flag: 'ERASED', why: 'asked' };
    for (const who of [DESK, MANAGER]) {
      const { error } = await registers.tryToRecord({ ...who, noun: 'SubjectFlag', input });
      expect(error).toContain('NOT_YOUR_FLAG');
    }
    expect(await whoSees('ca')).toHaveLength(4);
  });

  test('whose death the desk knows of is dead before the sources say so', async () => {
    const input = { subject: person('go'), deceasedOn: '2026-11-20', evidence: 'certificate' };
    const coop = ['coop-staff', 'BENEFICIAL_INFORMATION'] as const;
    expect(await seen(...coop, 'go')).toBe(true);
    await registers.record({ ...DESK, noun: 'Deceased', input });
    expect(await seen(...coop, 'go')).toBe(false);
  });
});

describe('growing up', () => {
  // `ca` turns 16 on 2030-05-03, and `ct`, born on 2010-02-03, turns 18 on 2028-02-03; their papers would have run out by then,
  // so that the birth date is moved and not the clock.
  const born = (alias: string, day: string) =>
    gateway.data.club.query('update children set birth_date = $2 where id = $1', [person(alias).key, day]);
  afterEach(async () => {
    for (const alias of ['ca', 'ct', 'cc']) await born(alias, person(alias).birthDate);
  });

  test('at 16 a guardian’s consent lasts 90 days more, an opt-in not one', async () => {
    const coop = ['coop-staff', 'BENEFICIAL_INFORMATION'] as const;
    await born('ca', '2010-11-23');
    expect([await seen(partner.as, partner.purpose, 'ca'), await seen(...coop, 'ca')]).toEqual([true, true]);
    at('2026-11-22T23:59:59.999+09:00');
    expect([await seen(partner.as, partner.purpose, 'ca'), await seen(...coop, 'ca')]).toEqual([true, true]);
    at('2026-11-23T00:00:00+09:00');
    expect([await seen(partner.as, partner.purpose, 'ca'), await seen(...coop, 'ca')]).toEqual([true, false]);
    // A guardian's yes that the child has not taken over.
    at('2027-02-21T23:59:59+09:00');
    expect(await seen(partner.as, partner.purpose, 'ca')).toBe(true);
    at('2027-02-22T00:00:00+09:00');
    expect(await seen(partner.as, partner.purpose, 'ca')).toBe(false);
  });

  test('at 18 the guardian’s view ends that day, and so does what they consented to', async () => {
    const guardian = self('ga');
    await born('ca', '2008-11-23');
    at('2026-11-22T23:59:59.999+09:00');
    expect(await seen(guardian, 'DATA_SUBJECT_RIGHTS', 'ca')).toBe(true);
    at('2026-11-23T00:00:00+09:00');
    expect(await seen(guardian, 'DATA_SUBJECT_RIGHTS', 'ca')).toBe(false);
    expect(await seen(partner.as, partner.purpose, 'ca')).toBe(false);
    expect(await seen(guardian, 'DATA_SUBJECT_RIGHTS', 'ga')).toBe(true);
  });
});

describe('a guardian', () => {
  const link = (change: string) =>
    gateway.data.club.query(`update guardian_links set ${change} where guardian_id = $1 and child_id = $2`, [
      person('ga').key,
      person('ca').key,
    ]);
  afterEach(async () => link("state = 'ACTIVE', harm_flag = false"));

  test.each(["state = 'ENDED'", "state = 'DISPUTED'", 'harm_flag = true'])(
    'whose link is %s sees nothing',
    async (to) => {
      expect(await seen(self('ga'), 'DATA_SUBJECT_RIGHTS', 'ca')).toBe(true);
      await link(to);
      expect(await seen(self('ga'), 'DATA_SUBJECT_RIGHTS', 'ca')).toBe(false);
    },
  );
});

describe('those whom the Club has nothing to do with', () => {
  test.each([
    ['the Club', 'club-staff'],
    ['the operator', 'operator-staff'],
    ['the contractor', 'subcontractor-staff'],
  ])('%s hears of a member without a child what it hears of nobody', async (_, as) => {
    const nobody = { kind: 'COOP_MEMBER', key: 987_654 } as const;
    const asked = { as, purpose: OPERATION, fields: 'name memberCode' };
    const [member, none] = [await look({ ...asked, about: person('ma') }), await look({ ...asked, about: nobody })];
    expect(member.found).toBeNull();
    expect(JSON.stringify(member.answer.body)).toBe(JSON.stringify(none.answer.body));
    expect(member.reason).toBe('OUT_OF_CLUB_SCOPE');
  });

  // Each sees the own one alone, as `me.supplierContact`.
  test('contacts of suppliers are no list of the graph', async () => {
    const { body } = await gateway.ask({ ...CLUB, query: '{ supplierContacts { nodes { email } } }' });
    expect(body.data).toBeUndefined();
  });

  test('a colleague’s data are not the employee’s own', async () => {
    const query = 'query ($id: ID!) { class(id: $id) { staff { name } } }';
    const as = self('sa');
    const variables = { id: gateway.idOf(as, 'Class', world.classKey) };
    const { body } = await gateway.ask({ as, purpose: 'DATA_SUBJECT_RIGHTS', query, variables });
    expect(body.data.class.staff).toEqual([{ name: person('sa').name }]);
  });

  test('an advertiser gets no list of those who opted in', async () => {
    const query = '{ guardians(first: 5) { nodes { name email } } }';
    const { body } = await gateway.ask({ as: 'advertiser', purpose: 'BENEFICIAL_INFORMATION', query });
    expect(body.data).toEqual({ guardians: null });
    expect(body.extensions?.governance.decisions[0]?.rule).toBe('T03');
  });
});

describe('consents', () => {
  test('a request that is not answered is no consent, however long it waits', async () => {
    await registers.record({
      as: 'club-staff',
      purpose: 'CONSENT_REQUEST',
      noun: 'ConsentRequest',
      input: {
        subject: person('gn'),
        addressee: person('gn'),
        matter: 'm',
        purpose: partner.purpose,
        recipient: 'PARTNER_BOOKS',
        categories: ['NAME'],
        textVersion: '1',
        outcome: 'SENT',
      },
    });
    for (const instant of ['2026-11-22T10:00:00+09:00', '2027-01-22T10:00:00+09:00']) {
      at(instant);
      expect(await seen(partner.as, partner.purpose, 'gn')).toBe(false);
    }
  });

  // clauses: A2-1 A4-3
  test('a text that has changed: what was said to the old one stands for what it named, and for nothing new', async () => {
    const say = async (field: string, rest: string): Promise<string> => {
      const about = 'purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS"';
      const query = `mutation { said: ${field}(${field === 'grantConsent' ? `input: { ${about}, ${rest} }` : rest}) { id } }`;
      const { body } = await gateway.ask({ as: self('gn'), purpose: 'DATA_SUBJECT_RIGHTS', query });
      return (body.data as { said: { id: string } }).said.id;
    };
    const shown = async () => {
      const asked = { ...partner, about: person('gn'), fields: 'name email phone' };
      return (await look(asked)).found;
    };
    const { name, email } = person('gn');
    await say('grantConsent', 'categories: [NAME], textVersion: "2026-04"');
    expect(await shown()).toEqual({ name, email: null, phone: null });
    const added = await say('grantConsent', 'categories: [EMAIL], textVersion: "2026-11"');
    expect(await shown()).toEqual({ name, email, phone: null });
    expect(await seen(partner.as, 'REQUESTED_SERVICE', 'gn')).toBe(false);
    await say('withdrawConsent', `consentId: "${added}"`);
    expect(await shown()).toEqual({ name, email: null, phone: null });
  });

  test('the guardian says yes and the child of twelve says no: no; the Club goes on working', async () => {
    expect(await seen(partner.as, partner.purpose, 'ca')).toBe(true);
    const query = `mutation { refuseConsent(input: { purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", categories: [NAME],
      textVersion: "2026-04", language: "ja" }) { state } }`;
    const { body } = await gateway.ask({ as: self('ca'), purpose: 'DATA_SUBJECT_RIGHTS', query });
    expect(body.data?.refuseConsent).toEqual({ state: 'REFUSED' });
    expect(await seen(partner.as, partner.purpose, 'ca')).toBe(false);
    expect(await seen(CLUB.as, OPERATION, 'ca')).toBe(true);
  });
});
