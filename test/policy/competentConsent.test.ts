import fc from 'fast-check';
import { competentConsent, type ConsentQuestion } from '../../src/policy/competentConsent.js';
import { CONSENT_STATES, type ConsentRecord, type ConsentState } from '../../src/policy/consentRecord.js';
import { lifeStageOn } from '../../src/policy/lifeStage.js';
import { LIFE_STAGES, SUBJECT_KINDS } from '../../src/policy/vocabulary.js';

const MOTHER = 5;
const FATHER = 6;
const CHILD = 12;
const TODAY = '2026-11-22';
let serial = 0;

function said(state: ConsentState, change: Partial<ConsentRecord> = {}): ConsentRecord {
  serial += 1;
  return {
    id: `record ${serial}`,
    giver: { kind: 'GUARDIAN', reference: MOTHER, relation: 'GUARDIAN', ageAtEvent: 41 },
    purpose: 'CONSENTED_DISCLOSURE',
    recipient: 'PARTNER_BOOKS',
    categories: ['NAME', 'EMAIL'],
    state,
    decidedAt: new Date('2026-10-01T00:00:00Z'),
    validUntil: null,
    ...change,
  };
}

const byFather = { giver: { kind: 'GUARDIAN', reference: FATHER, relation: 'GUARDIAN', ageAtEvent: 43 } } as const;
const byChild = (ageAtEvent: number | null) =>
  ({ giver: { kind: 'CHILD_PARTICIPANT', reference: CHILD, relation: 'SELF', ageAtEvent } }) as const;
const later = { decidedAt: new Date('2026-11-21T00:00:00Z') };

function ask(records: readonly ConsentRecord[], change: Partial<ConsentQuestion> = {}) {
  return competentConsent(records, {
    subjectKind: 'CHILD_PARTICIPANT',
    lifeStage: 'UNDER_16',
    birthDate: '2013-05-03',
    purpose: 'CONSENTED_DISCLOSURE',
    recipient: 'PARTNER_BOOKS',
    category: 'NAME',
    today: TODAY,
    activeGuardians: new Set([MOTHER, FATHER]),
    ...change,
  });
}

/** A child of this birth date, on a day. */
function child(birthDate: string, today = TODAY): Partial<ConsentQuestion> {
  return { birthDate, today, lifeStage: lifeStageOn(birthDate, null, today) };
}

describe('under 16', () => {
  test('one active guardian is enough', () => {
    expect(ask([said('GIVEN')])).toMatchObject({ valid: true, reason: 'CONSENT_GIVEN' });
    expect(ask([said('RENEWED')])).toMatchObject({ valid: true });
  });

  test("the child's own yes alone does not count", () => {
    expect(ask([said('GIVEN', byChild(13))])).toMatchObject({ valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' });
  });

  test("the child's own no always counts", () => {
    expect(ask([said('GIVEN'), said('REFUSED', byChild(13))])).toMatchObject({
      valid: false,
      reason: 'CONSENT_REFUSED',
    });
    expect(ask([said('GIVEN', later), said('WITHDRAWN', byChild(6))])).toMatchObject({
      valid: false,
      reason: 'CONSENT_WITHDRAWN',
    });
  });

  test('of two guardians who disagree the refusal wins, whoever spoke last', () => {
    for (const [yes, no] of [
      [{}, later],
      [later, {}],
    ] as const) {
      expect(ask([said('GIVEN', yes), said('REFUSED', { ...byFather, ...no })]).reason).toBe('CONSENT_REFUSED');
    }
  });

  test('a guardian without an active link cannot say yes, and a no of theirs stays', () => {
    const alone = { activeGuardians: new Set<number>() };
    expect(ask([said('GIVEN')], alone)).toMatchObject({ valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' });
    const fatherLeft = { activeGuardians: new Set([MOTHER]) };
    expect(ask([said('GIVEN'), said('REFUSED', byFather)], fatherLeft).reason).toBe('CONSENT_REFUSED');
  });

  test('an unknown life stage is under 16', () => {
    const unknown = { lifeStage: 'UNKNOWN', birthDate: null } as const;
    expect(ask([said('GIVEN', byChild(17))], unknown).reason).toBe('CONSENT_GIVER_NOT_COMPETENT');
    expect(ask([said('GIVEN')], unknown).valid).toBe(true);
  });
});

describe('16 and 17', () => {
  const sixteen = child('2010-01-10');

  test('the child decides', () => {
    expect(ask([said('GIVEN', byChild(16))], sixteen)).toMatchObject({ valid: true });
    expect(ask([said('GIVEN', later)], sixteen)).toMatchObject({ valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' });
  });

  test('a yes said at 13, or at an unknown age, does not ripen', () => {
    expect(ask([said('GIVEN', byChild(13))], sixteen).reason).toBe('CONSENT_GIVER_NOT_COMPETENT');
    expect(ask([said('GIVEN', byChild(null))], sixteen).reason).toBe('CONSENT_GIVER_NOT_COMPETENT');
  });

  test("a guardian's no outweighs the child's yes", () => {
    expect(ask([said('GIVEN', byChild(16)), said('REFUSED')], sixteen).reason).toBe('CONSENT_REFUSED');
  });

  test('a requested service takes child and guardian', () => {
    const purpose = 'REQUESTED_SERVICE' as const;
    const service = { ...sixteen, purpose };
    const own = said('GIVEN', { ...byChild(16), purpose });
    const guardian = said('GIVEN', { purpose, ...later });
    expect(ask([own], service)).toMatchObject({ valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' });
    expect(ask([guardian], service).valid).toBe(false);
    expect(ask([own, guardian], service)).toMatchObject({ valid: true, consentId: own.id, besideId: guardian.id });
    expect(ask([own, guardian], { ...service, activeGuardians: new Set<number>() }).valid).toBe(false);
    expect(ask([own, said('EXPIRED', { purpose })], service).valid).toBe(false);
  });

  test('what a guardian gave before lasts 90 days after the 16th birthday, while the child is asked', () => {
    const before = said('GIVEN', { decidedAt: new Date('2026-08-01T00:00:00Z') });
    expect(ask([before], child('2010-08-24', '2026-08-24'))).toMatchObject({ valid: true });
    expect(ask([before], child('2010-08-24', '2026-11-22'))).toMatchObject({ valid: true });
    expect(ask([before], child('2010-08-24', '2026-11-23'))).toMatchObject({ valid: false, reason: 'CONSENT_EXPIRED' });
  });

  test('there are no such days for adverts', () => {
    const purpose = 'BENEFICIAL_INFORMATION' as const;
    const before = said('GIVEN', { purpose, decidedAt: new Date('2026-08-01T00:00:00Z') });
    expect(ask([before], { ...child('2010-08-24', '2026-08-23'), purpose }).valid).toBe(true);
    expect(ask([before], { ...child('2010-08-24', '2026-08-24'), purpose })).toMatchObject({
      valid: false,
      reason: 'CONSENT_EXPIRED',
    });
  });

  test('what a guardian gave on the 16th birthday came too late; the day is that of Tokyo', () => {
    const onTheDay = said('GIVEN', { decidedAt: new Date('2026-08-23T15:00:00Z') });
    expect(ask([onTheDay], child('2010-08-24', '2026-09-01')).reason).toBe('CONSENT_GIVER_NOT_COMPETENT');
    const justBefore = said('GIVEN', { decidedAt: new Date('2026-08-23T14:59:59Z') });
    expect(ask([justBefore], child('2010-08-24', '2026-09-01')).valid).toBe(true);
  });
});

describe('of age', () => {
  const adult = child('2008-11-22');

  test('what a guardian gave ends on the 18th birthday', () => {
    expect(ask([said('GIVEN')], adult)).toMatchObject({ valid: false, reason: 'CONSENT_EXPIRED' });
  });

  test('only the person counts, for yes and for no', () => {
    expect(ask([said('GIVEN', byChild(18)), said('REFUSED')], adult)).toMatchObject({ valid: true });
    expect(ask([said('WITHDRAWN', byChild(18))], adult).reason).toBe('CONSENT_WITHDRAWN');
    expect(ask([said('GIVEN', byChild(17))], adult).valid).toBe(true);
    expect(ask([said('GIVEN', byChild(15))], adult).valid).toBe(false);
  });

  test('a guardian, member, employee or supplier decides for the own person', () => {
    const own = { giver: { kind: 'GUARDIAN', reference: MOTHER, relation: 'SELF', ageAtEvent: null } } as const;
    const person = {
      subjectKind: 'GUARDIAN',
      lifeStage: 'ADULT',
      birthDate: null,
      activeGuardians: new Set<number>(),
    } as const;
    expect(ask([said('GIVEN', own)], person)).toMatchObject({ valid: true });
    expect(ask([said('GIVEN', own), said('REFUSED', { ...own, ...later })], person).reason).toBe('CONSENT_REFUSED');
    expect(ask([said('GIVEN')], person).reason).toBe('CONSENT_GIVER_NOT_COMPETENT');
  });

  test('nobody consents for the deceased', () => {
    expect(ask([said('GIVEN', byChild(18))], { lifeStage: 'DECEASED' })).toEqual({
      valid: false,
      reason: 'CONSENT_GIVER_NOT_COMPETENT',
    });
  });
});

describe('what was said', () => {
  test('silence is no consent', () => {
    expect(ask([])).toEqual({ valid: false, reason: 'CONSENT_REQUIRED' });
    for (const state of ['UNKNOWN', 'REQUESTED', 'DEFERRED', 'INVALIDATED'] as const) {
      expect(ask([said(state)])).toMatchObject({ valid: false, reason: 'CONSENT_REQUIRED' });
    }
  });

  test('the last word of a giver counts', () => {
    expect(ask([said('REFUSED'), said('GIVEN', later)]).valid).toBe(true);
    expect(ask([said('GIVEN', later), said('REFUSED')]).valid).toBe(true);
    expect(ask([said('GIVEN'), said('WITHDRAWN', later)]).reason).toBe('CONSENT_WITHDRAWN');
    expect(ask([said('GIVEN'), said('INVALIDATED', later)]).valid).toBe(false);
  });

  test('at the same instant a no is the last word, in either order', () => {
    expect(ask([said('GIVEN'), said('REFUSED')]).reason).toBe('CONSENT_REFUSED');
    expect(ask([said('REFUSED'), said('GIVEN')]).reason).toBe('CONSENT_REFUSED');
  });

  test('a request that was sent later does not undo a yes', () => {
    expect(ask([said('GIVEN'), said('REQUESTED', later)]).valid).toBe(true);
  });

  test('a consent counts up to its last day', () => {
    expect(ask([said('GIVEN', { validUntil: '2026-11-22' })]).valid).toBe(true);
    expect(ask([said('GIVEN', { validUntil: '2026-11-21' })])).toMatchObject({
      valid: false,
      reason: 'CONSENT_EXPIRED',
    });
    expect(ask([said('EXPIRED')]).reason).toBe('CONSENT_EXPIRED');
  });

  test('a consent covers its purpose, its recipient and its categories, and nothing else', () => {
    const given = said('GIVEN');
    expect(ask([given], { purpose: 'REQUESTED_SERVICE' })).toMatchObject({ valid: false, reason: 'CONSENT_SCOPE' });
    expect(ask([given], { recipient: 'AD_AGENCY' })).toMatchObject({ valid: false, reason: 'CONSENT_SCOPE' });
    expect(ask([given], { category: 'PHONE' })).toMatchObject({ valid: false, reason: 'CONSENT_SCOPE' });
    expect(ask([said('GIVEN', { categories: [] })]).valid).toBe(false);
  });

  test('a refusal of one category leaves the others, a refusal of none is one of all', () => {
    const refused = said('REFUSED', { ...byFather, categories: ['EMAIL'] });
    expect(ask([said('GIVEN'), refused]).valid).toBe(true);
    expect(ask([said('GIVEN'), refused], { category: 'EMAIL' }).reason).toBe('CONSENT_REFUSED');
    expect(ask([said('GIVEN'), said('REFUSED', { ...byFather, categories: [] })]).reason).toBe('CONSENT_REFUSED');
  });
});

const record: fc.Arbitrary<ConsentRecord> = fc.record({
  id: fc.uuid(),
  giver: fc.record({
    kind: fc.constantFrom('GUARDIAN', 'CHILD_PARTICIPANT'),
    reference: fc.constantFrom(MOTHER, FATHER, CHILD),
    relation: fc.constantFrom('SELF', 'GUARDIAN'),
    ageAtEvent: fc.option(fc.integer({ min: 10, max: 50 })),
  }),
  purpose: fc.constantFrom('CONSENTED_DISCLOSURE', 'REQUESTED_SERVICE', 'BENEFICIAL_INFORMATION'),
  recipient: fc.constantFrom('PARTNER_BOOKS', 'PARTNER_BOOKS', 'AD_AGENCY'),
  categories: fc.constantFrom<ConsentRecord['categories'][]>(['NAME'], ['NAME', 'EMAIL'], []),
  state: fc.constantFrom(...CONSENT_STATES),
  decidedAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-11-22'), noInvalidDate: true }),
  validUntil: fc.constantFrom(null, '2026-11-21', '2027-11-21'),
});
const question = fc.record({
  subjectKind: fc.constantFrom(...SUBJECT_KINDS),
  lifeStage: fc.constantFrom(...LIFE_STAGES),
  birthDate: fc.constantFrom(null, '2013-05-03', '2010-10-01', '2010-01-01', '2008-01-01'),
  purpose: fc.constantFrom(
    'CONSENTED_DISCLOSURE' as const,
    'REQUESTED_SERVICE' as const,
    'BENEFICIAL_INFORMATION' as const,
  ),
  activeGuardians: fc.subarray([MOTHER, FATHER]).map((references) => new Set(references)),
});
const records = fc.array(record, { maxLength: 5 });

test('there is no valid consent without a yes that names purpose, recipient and category', () => {
  let valid = 0;
  fc.assert(
    fc.property(records, question, (all, change) => {
      const answer = ask(all, change);
      if (!answer.valid) return;
      valid += 1;
      const given = all.find(({ id }) => id === answer.consentId);
      expect(['GIVEN', 'RENEWED']).toContain(given?.state);
      expect(given).toMatchObject({ purpose: change.purpose, recipient: 'PARTNER_BOOKS' });
      expect(given?.categories).toContain('NAME');
    }),
    { numRuns: 3000 },
  );
  expect(valid).toBeGreaterThan(20);
});

test('a consent that falls away, a guardian whose link ends, a further no: nothing becomes valid by them', () => {
  fc.assert(
    fc.property(records, question, fc.nat(4), (all, change, index) => {
      fc.pre(!ask(all, change).valid);
      const target = all[index];
      if (target !== undefined && !['REFUSED', 'WITHDRAWN', 'REVOKED'].includes(target.state)) {
        const takenBack = all.map((each) => (each === target ? { ...each, state: 'WITHDRAWN' as const } : each));
        expect(ask(takenBack, change).valid).toBe(false);
      }
      for (const reference of change.activeGuardians) {
        const activeGuardians = new Set([...change.activeGuardians].filter((each) => each !== reference));
        expect(ask(all, { ...change, activeGuardians }).valid).toBe(false);
      }
      const no = said('REFUSED', {
        ...byChild(13),
        categories: [],
        purpose: change.purpose,
        decidedAt: new Date(`${TODAY}T00:00:00Z`),
      });
      expect(ask([...all, no], change).valid).toBe(false);
    }),
    { numRuns: 3000 },
  );
});

test('the order of the records does not matter', () => {
  fc.assert(
    fc.property(records, question, (all, change) => {
      expect(ask([...all].reverse(), change).valid).toBe(ask(all, change).valid);
    }),
    { numRuns: 3000 },
  );
});
