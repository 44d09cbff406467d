import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ageBandOn } from '../../src/disclosure/ageBand.js';
import { competentConsent } from '../../src/policy/competentConsent.js';
import type { ConsentRecord } from '../../src/policy/consentRecord.js';
import { settle } from '../../src/policy/settle.js';
import type { Condition, DisclosureForm } from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';
import { askClub, club, type Asked } from '../policy/askClub.js';

const operator = { role: 'OPERATOR_STAFF', as: 'JOINT_USER_OPERATOR' } as const;
const contractor = { role: 'SUBCONTRACTOR_STAFF', as: 'JOINT_USER_SUBCONTRACTOR' } as const;
const partner = { role: 'PARTNER', as: 'PARTNER_THIRD_PARTY', purpose: 'REQUESTED_SERVICE' } as const;
const guardian = {
  role: 'SELF_GUARDIAN',
  as: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'],
  purpose: 'DATA_SUBJECT_RIGHTS',
} as const;

/** What comes out of the matrix for one subject of whom these conditions hold. */
function formOf(asked: Asked, ...holds: Condition[]): DisclosureForm {
  return settle(askClub(asked), new Set(holds)).form;
}

function consent(change: Partial<ConsentRecord> = {}): ConsentRecord {
  return {
    id: 'consent',
    giver: { kind: 'GUARDIAN', reference: 5, relation: 'GUARDIAN', ageAtEvent: 41 },
    purpose: 'REQUESTED_SERVICE',
    recipient: 'PARTNER_BOOKS',
    categories: ['NAME', 'EMAIL'],
    state: 'GIVEN',
    decidedAt: new Date('2026-11-01T00:00:00Z'),
    validUntil: null,
    ...change,
  };
}

function consentOf(record: ConsentRecord | null) {
  return competentConsent(record === null ? [] : [record], {
    subjectKind: 'CHILD_PARTICIPANT',
    lifeStage: 'UNDER_16',
    birthDate: '2013-05-03',
    purpose: 'REQUESTED_SERVICE',
    recipient: 'PARTNER_BOOKS',
    category: 'NAME',
    today: '2026-11-22',
    activeGuardians: new Set([5]),
  });
}

/** The cases that the policy, its conditions and the consents decide. */
const CHECKED: Readonly<Record<string, () => void>> = {
  TV01: () => {
    expect([formOf({ category: 'NAME' }), formOf({ category: 'PHONE' })]).toEqual(['RAW', 'RAW']);
  },
  // The word NOT_NECESSARY is that of the gate after the matrix (httpRegisterCases.test.ts).
  TV02: () => {
    const settled = settle(askClub({ category: 'SEX' }), new Set());
    expect(settled).toMatchObject({ form: 'DENIED', rule: 'C01', missing: ['NECESSITY_TICKET'] });
    expect(settled.clauses).toContain('A2-2');
  },
  TV03: () => expect(formOf({ category: 'PURCHASE_HISTORY' })).toBe('DENIED'),
  TV05: () =>
    expect(askClub({ purpose: null })).toMatchObject({
      reason: 'PURPOSE_MISSING',
      clauses: expect.arrayContaining(['A1-2']) as unknown,
    }),
  TV06: () => {
    expect(formOf({ ...operator, category: 'BIRTH_DATE' })).toBe('GENERALISED');
    expect(ageBandOn('2014-05-03', '2026-11-22')).toBe('AGE_12_14');
  },
  TV07: () => expect(formOf({ ...operator, category: 'ADDRESS' })).toBe('GENERALISED'),
  TV09: () => {
    expect(formOf({ ...operator, category: 'PHONE' }, 'OWN_CLASS')).toBe('RAW');
    expect(formOf({ ...operator, category: 'PHONE' })).toBe('MASKED');
  },
  TV10: () => expect(askClub({ ...operator, purpose: 'AUDIENCE_RESEARCH' }).reason).toBe('PURPOSE_UNKNOWN'),
  TV11: () =>
    expect(askClub({ ...operator, purpose: 'REQUESTED_SERVICE' })).toMatchObject({
      form: 'DENIED',
      reason: 'JOINT_USE_PURPOSE',
    }),
  TV14: () => {
    expect(formOf(contractor, 'OWN_CLASS')).toBe('RAW');
    expect(formOf(contractor)).toBe('PSEUDONYMISED');
  },
  TV15: () => expect(formOf({ ...contractor, category: 'EMAIL' }, 'OWN_CLASS')).toBe('DENIED'),
  TV18: () =>
    expect(askClub({ ...operator, category: 'UNLISTED' })).toMatchObject({
      form: 'DENIED',
      reason: 'CATEGORY_NOT_IN_NOTICE',
    }),
  TV19: () => {
    const coop = {
      role: 'COOP_STAFF',
      as: 'JOINT_USER_COOP_GROUP',
      purpose: 'BENEFICIAL_INFORMATION',
      kind: 'GUARDIAN',
      category: 'EMAIL',
    } as const;
    expect(formOf(coop, 'OPT_IN')).toBe('RAW');
    expect(formOf(coop)).toBe('DENIED');
  },
  TV25: () => {
    expect(consentOf(null)).toEqual({ valid: false, reason: 'CONSENT_REQUIRED' });
    expect(formOf(partner, 'SERVICE_REQUEST')).toBe('DENIED');
  },
  TV27: () => {
    const byChild = consent({ giver: { kind: 'CHILD_PARTICIPANT', reference: 12, relation: 'SELF', ageAtEvent: 13 } });
    expect(consentOf(byChild)).toMatchObject({ valid: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' });
  },
  TV29: () => {
    const withdrawn = consent({ state: 'WITHDRAWN', decidedAt: new Date('2026-11-21T23:59:59.999Z') });
    expect(consentOf(withdrawn)).toMatchObject({ valid: false, reason: 'CONSENT_WITHDRAWN' });
  },
  TV30: () =>
    expect(consentOf(consent({ purpose: 'CONSENTED_DISCLOSURE' }))).toMatchObject({
      valid: false,
      reason: 'CONSENT_SCOPE',
    }),
  TV37: () => {
    const outside = {
      role: 'PARTNER',
      as: 'PARTNER_THIRD_PARTY',
      purpose: 'ANONYMISED_DISCLOSURE',
      category: 'PURCHASE_HISTORY',
    } as const;
    expect(formOf(outside)).toBe('DENIED');
    expect(formOf(outside, 'APPROVAL')).toBe('AGGREGATED');
  },
  TV41: () =>
    expect(askClub({ ...partner, purpose: 'SERVICE_PROTECTION' })).toMatchObject({
      reason: 'LAW_NARROWER_THAN_POLICY',
      rule: 'E03',
    }),
  TV43: () => {
    expect(formOf(guardian, 'LINKED_CHILD', 'GUARDIAN_LINK')).toBe('RAW');
    expect(settle(askClub(guardian), new Set())).toMatchObject({ form: 'DENIED', reason: 'NOT_OWN_DATA' });
  },
  TV57: () => {
    const employee = { kind: 'OFFICER_OR_EMPLOYEE', stage: 'ADULT', category: 'PHONE' } as const;
    expect(askClub({ ...operator, ...employee })).toMatchObject({ form: 'DENIED', rule: 'X01' });
    const own = { ...employee, role: 'SELF_EMPLOYEE', as: 'DATA_SUBJECT', purpose: 'DATA_SUBJECT_RIGHTS' } as const;
    expect(formOf(own, 'OWN_RECORD')).toBe('RAW');
    expect(formOf(own)).toBe('DENIED');
  },
  TV59: () => {
    expect(formOf({ kind: null })).toBe('DENIED');
    const self = { role: 'SELF_CHILD', as: 'DATA_SUBJECT', purpose: 'DATA_SUBJECT_RIGHTS', category: 'PHONE' } as const;
    expect(formOf({ ...self, stage: 'UNKNOWN' }, 'OWN_RECORD')).toBe(
      formOf({ ...self, stage: 'UNDER_16' }, 'OWN_RECORD'),
    );
  },
  TV64: () => {
    expect(Object.keys(club.clauses)).toHaveLength(106);
    for (const rule of club.rules) expect(rule.clauses.length).toBeGreaterThan(0);
  },
};

/** Where each case comes out over HTTP: its number is in the title of a test. */
const HTTP_TESTS = [
  'httpCases.test.ts',
  'httpRegisterCases.test.ts',
  'httpServiceCases.test.ts',
  'httpStatisticCases.test.ts',
  'httpRecordCases.test.ts',
  'subjectStory.test.ts',
];

const listed: readonly string[] =
  readFileSync(join(projectRoot, 'test', 'conformance', 'cases.txt'), 'utf8').match(/^TV\d+/gm) ?? [];
const texts = HTTP_TESTS.map((name) => readFileSync(join(projectRoot, 'test', 'conformance', name), 'utf8')).join('\n');

test.each(Object.keys(CHECKED))('%s comes out of the matrix as cases.txt says', (id) => {
  CHECKED[id]?.();
});

test('nothing is checked here that cases.txt does not list', () => {
  expect(listed).toHaveLength(43);
  expect(Object.keys(CHECKED).filter((id) => !listed.includes(id))).toEqual([]);
});

test.each(listed)('%s has a test over HTTP in this folder', (id) => {
  expect(texts).toMatch(
    new RegExp(`^ *test(\\.each\\([^)]*\\))?\\([^\\n]*\\b${id}\\b|^ *describe\\([^\\n]*\\b${id}\\b`, 'm'),
  );
});
