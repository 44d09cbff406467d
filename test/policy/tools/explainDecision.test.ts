import fc from 'fast-check';
import { decide } from '../../../src/policy/decide.js';
import { decideFully } from '../../../src/policy/decideFully.js';
import type { Question } from '../../../src/policy/decision.js';
import {
  formRank,
  CONDITIONS,
  DATA_CATEGORIES,
  PURPOSES,
  ROLES,
  SUBJECT_KINDS,
} from '../../../src/policy/vocabulary.js';
import { defaultOrganisation } from '../../../src/policy/tools/defaultOrganisation.js';
import { explainDecision, ladderText } from '../../../src/policy/tools/explainDecision.js';
import { conditionNamed, LACK_NAMES, orderlyFacts, type FactsWanted } from '../../../src/policy/tools/orderlyFacts.js';
import { club } from '../askClub.js';

type Asked = Partial<FactsWanted> & Partial<Omit<Question, 'caller'>> & { readonly role?: (typeof ROLES)[number] };

function explain({ role = 'OPERATOR_STAFF', without = [], holding = [], ...asked }: Asked = {}) {
  const organisation = asked.organisation ?? defaultOrganisation(club, role) ?? 'PUBLIC';
  const facts = orderlyFacts(club, { organisation, without, holding });
  const question: Question = {
    caller: { roles: [role], recipientClasses: club.organisations[organisation]?.recipientClasses ?? [] },
    purpose: 'CLUB_OPERATION',
    subject: { kind: 'GUARDIAN', lifeStage: 'ADULT' },
    category: 'PHONE',
    shape: 'SINGLE',
    ...asked,
  };
  const explanation = explainDecision(club, facts, question);
  const at = (gate: string) => explanation.steps.find((step) => step.gate === gate);
  return { ...explanation, at, facts, asked: question };
}

test('every gate has its line, in order', () => {
  const gates = explain().steps.map(({ gate }) => gate);
  expect(gates).toEqual(['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12']);
});

test('with all registers in order the matrix decides, and what differs by row is told as such', () => {
  const { at, decision } = explain();
  expect(at('G8')).toMatchObject({ verdict: 'PASSES', says: 'O01: RAW if OWN_CLASS, else MASKED' });
  expect(at('G9')).toMatchObject({ verdict: 'ROW' });
  expect(at('G7')?.says).toContain('ERASED');
  expect(ladderText(decision.ladder)).toBe('RAW if OWN_CLASS, else MASKED');
});

test.each<[(typeof LACK_NAMES)[number], string, string]>([
  ['registration', 'G0', 'UNAUTHENTICATED'],
  ['training', 'G3', 'TRAINING_EXPIRED'],
  ['attestation', 'G3', 'TRAINING_EXPIRED'],
  ['joint-use', 'G4', 'JOINT_USE_DISABLED'],
  ['notice', 'G5', 'NOTICE_NOT_IN_FORCE'],
  ['contract', 'G6', 'CONTRACT_INACTIVE'],
  ['confidentiality', 'G6', 'NO_CONFIDENTIALITY_CLAUSE'],
  ['assessment', 'G6', 'VENDOR_NOT_ASSESSED'],
])('without %s it ends at %s, and nothing after it is asked', (lack, gate, reason) => {
  const { steps, at } = explain({ without: [lack] });
  expect(at(gate)).toMatchObject({ verdict: 'REFUSES', says: reason });
  const after = steps.slice(steps.findIndex((step) => step.gate === gate) + 1);
  expect(after.every(({ verdict }) => verdict === 'NOT_ASKED')).toBe(true);
});

test('a critical bulletin is to be read by the own staff', () => {
  expect(explain({ role: 'CLUB_STAFF', without: ['bulletin'] }).decision).toMatchObject({
    gate: 'G3',
    reason: 'BULLETIN_UNREAD',
  });
});

test('a contractor falls with the contract above it', () => {
  const { at } = explain({ role: 'SUBCONTRACTOR_STAFF', without: ['upstream-contract'], category: 'NAME' });
  expect(at('G6')).toMatchObject({ verdict: 'REFUSES', says: 'UPSTREAM_CONTRACT_INACTIVE' });
});

test('a device that nobody manages lowers, and the gate says to what', () => {
  const { at, decision } = explain({ without: ['device'] });
  expect(at('G0')).toMatchObject({ verdict: 'LOWERS', says: expect.stringContaining('RAW -> MASKED') as unknown });
  expect(decision.form).toBe('MASKED');
});

test('a ticket is the exception: without it the form is lost and it is named, with it the form is there', () => {
  const sex = { role: 'CLUB_STAFF', category: 'SEX' } as const;
  expect(explain(sex).at('G9')).toMatchObject({
    verdict: 'REFUSES',
    says: expect.stringContaining('NECESSITY_TICKET') as unknown,
  });
  expect(explain({ ...sex, holding: ['NECESSITY_TICKET'] }).decision.form).toBe('RAW');
});

test('what the matrix withholds, a list refuses or the law closes is told at its gate', () => {
  expect(explain({ category: 'PURCHASE_HISTORY' }).at('G9')).toMatchObject({ verdict: 'REFUSES' });
  const list = { role: 'CLUB_STAFF', purpose: 'MATERIAL_CHANGE_NOTICE', shape: 'LIST' } as const;
  expect(explain(list).at('G12')?.says).toContain('BULK_LIMIT');
  const law = { role: 'PARTNER', purpose: 'SERVICE_PROTECTION' } as const;
  expect(explain(law).at('G10')?.says).toContain('LAW_NARROWER_THAN_POLICY');
});

test('every role is explained in an organisation where it has rights', () => {
  for (const role of ROLES) {
    const code = defaultOrganisation(club, role);
    expect([role, club.organisations[code ?? '']?.code]).toEqual([role, code]);
  }
});

test('conditions are named as words of a command line', () => {
  expect(conditionNamed('necessity-ticket')).toBe('NECESSITY_TICKET');
  expect(conditionNamed('nonsense')).toBeUndefined();
});

test('the explanation is that of the decision: it refuses where the decision does, and what is explained is never more than the matrix', () => {
  const asked = fc.record({
    role: fc.constantFrom(...ROLES),
    purpose: fc.constantFrom(...PURPOSES),
    subject: fc.record({
      kind: fc.constantFrom(...SUBJECT_KINDS),
      lifeStage: fc.constantFrom('UNDER_16', 'ADULT', 'DECEASED'),
    }),
    category: fc.constantFrom(...DATA_CATEGORIES),
    shape: fc.constantFrom('SINGLE', 'LIST'),
    without: fc.subarray([...LACK_NAMES], { maxLength: 2 }),
    holding: fc.subarray([...CONDITIONS]),
  }) as fc.Arbitrary<Asked>;
  fc.assert(
    fc.property(asked, (some) => {
      const { decision, steps, facts, asked: question } = explain(some);
      expect(decision).toEqual(decideFully(club, facts, question));
      expect(steps.some(({ verdict }) => verdict === 'REFUSES')).toBe(decision.ladder.length === 0);
      expect(formRank(decision.form)).toBeLessThanOrEqual(formRank(decide(club, question).form));
    }),
    { numRuns: 3000 },
  );
});
