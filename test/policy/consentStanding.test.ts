import fc from 'fast-check';
import { competentConsent, type ConsentQuestion } from '../../src/policy/competentConsent.js';
import type { ConsentRecord } from '../../src/policy/consentRecord.js';
import { consentStanding } from '../../src/policy/consentStanding.js';

const CHILD = { kind: 'CHILD_PARTICIPANT', reference: 1, relation: 'SELF', ageAtEvent: 16 } as const;
const MOTHER = { kind: 'GUARDIAN', reference: 5, relation: 'GUARDIAN', ageAtEvent: null } as const;
const FATHER = { ...MOTHER, reference: 6 } as const;

const QUESTION: ConsentQuestion = {
  subjectKind: 'CHILD_PARTICIPANT',
  lifeStage: 'UNDER_16',
  birthDate: '2014-05-03',
  purpose: 'CONSENTED_DISCLOSURE',
  recipient: 'PARTNER_BOOKS',
  category: 'NAME',
  today: '2026-11-22',
  activeGuardians: new Set([5]),
};

let count = 0;
const said = (giver: ConsentRecord['giver'], change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  id: `c${(count += 1)}`,
  giver,
  purpose: QUESTION.purpose,
  recipient: QUESTION.recipient,
  categories: ['NAME'],
  state: 'GIVEN',
  decidedAt: new Date('2026-11-01T00:00:00Z'),
  validUntil: null,
  ...change,
});
const standing = (
  record: ConsentRecord,
  others: readonly ConsentRecord[] = [],
  change: Partial<ConsentQuestion> = {},
) => consentStanding(record, [record, ...others], { ...QUESTION, ...change });

test('each reason of a word that stands no more, or never did', () => {
  expect(standing(said(MOTHER))).toBe('CONSENT_GIVEN');
  expect(standing(said(MOTHER, { state: 'WITHDRAWN' }))).toBe('CONSENT_WITHDRAWN');
  expect(standing(said(MOTHER, { state: 'REFUSED', categories: [] }))).toBe('CONSENT_REFUSED');
  expect(standing(said(MOTHER, { validUntil: '2026-11-21' }))).toBe('CONSENT_EXPIRED');
  expect(standing(said(CHILD))).toBe('CONSENT_GIVER_NOT_COMPETENT');
  expect(standing(said(FATHER))).toBe('CONSENT_GIVER_NOT_COMPETENT');
  expect(standing(said(MOTHER), [], { lifeStage: 'ADULT' })).toBe('CONSENT_EXPIRED');
});

test('a yes beside the no of another does not stand, and says that it is the no', () => {
  expect(standing(said(MOTHER), [said(CHILD, { state: 'REFUSED' })])).toBe('CONSENT_REFUSED');
  expect(standing(said(MOTHER), [said(FATHER, { state: 'WITHDRAWN' })])).toBe('CONSENT_WITHDRAWN');
  // Its own end comes first: turning the no would not bring it back.
  const over = said(MOTHER, { validUntil: '2026-11-21' });
  expect(standing(over, [said(CHILD, { state: 'REFUSED' })])).toBe('CONSENT_EXPIRED');
});

test('a yes of who may not speak does not stand beside one that counts; two that need each other both do', () => {
  expect(standing(said(CHILD), [said(MOTHER)])).toBe('CONSENT_GIVER_NOT_COMPETENT');
  const service = { purpose: 'REQUESTED_SERVICE' } as const;
  const asked = { ...service, lifeStage: 'AGE_16_17', birthDate: '2010-05-03' } as const;
  expect(standing(said(CHILD, service), [], asked)).toBe('CONSENT_GIVER_NOT_COMPETENT');
  expect(standing(said(CHILD, service), [said(MOTHER, service)], asked)).toBe('CONSENT_GIVEN');
  expect(standing(said(MOTHER, service), [said(CHILD, service)], asked)).toBe('CONSENT_GIVEN');
});

test('whatever was said: something is given exactly where a record of it stands', () => {
  const record = fc.record({
    giver: fc.constantFrom(CHILD, MOTHER, FATHER),
    state: fc.constantFrom('GIVEN', 'WITHDRAWN', 'REFUSED', 'EXPIRED', 'INVALIDATED', 'REQUESTED'),
    day: fc.integer({ min: 1, max: 21 }),
    validUntil: fc.constantFrom(null, '2026-11-21', '2026-11-22'),
  });
  const stage = fc.constantFrom('UNDER_16', 'AGE_16_17', 'ADULT', 'UNKNOWN', 'DECEASED');
  const purpose = fc.constantFrom('CONSENTED_DISCLOSURE', 'REQUESTED_SERVICE');
  fc.assert(
    fc.property(fc.array(record, { maxLength: 6 }), stage, purpose, (words, lifeStage, asked) => {
      const records = words.map(({ giver, state, day, validUntil }) => {
        const decidedAt = new Date(Date.UTC(2026, 10, day));
        return said(giver, { state, validUntil, decidedAt, purpose: asked });
      });
      const question = { ...QUESTION, lifeStage, purpose: asked };
      const stands = records.some((each) => consentStanding(each, records, question) === 'CONSENT_GIVEN');
      expect(stands).toBe(competentConsent(records, question).valid);
    }),
    { seed: 20_261_122, numRuns: 2_000 },
  );
});
