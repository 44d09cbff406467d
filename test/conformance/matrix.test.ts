import { join } from 'node:path';
import { decide } from '../../src/policy/decide.js';
import type { Decision } from '../../src/policy/decision.js';
import { declarationOf, DECLARATIONS, declarationsOf } from '../../src/policy/declaration.js';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { settle } from '../../src/policy/settle.js';
import {
  DATA_CATEGORIES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
  type Condition,
} from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';
import {
  expectedCell,
  expectedForm,
  expectedRungs,
  isDenial,
  matrix,
  MATRIX_CATEGORIES,
  type ExpectedQuestion,
  type ExpectedRow,
} from './expectedCell.js';

const policy = loadPolicy(join(projectRoot, 'policy', 'club.yaml'));

function ask(question: ExpectedQuestion): Decision {
  const { roles, recipientClasses, purpose, subPurpose, kind, lifeStage, category, shape } = question;
  return decide(policy, {
    caller: { roles, recipientClasses },
    purpose,
    subPurpose,
    subject: { kind, lifeStage },
    category,
    shape,
  });
}

/** Every caller, purpose and subject that a row names, one role and one class at a time. */
function questionsOf(row: ExpectedRow): Omit<ExpectedQuestion, 'category' | 'shape'>[] {
  return row.roles.flatMap((role) =>
    row.recipientClasses.flatMap((name) =>
      row.purposes.flatMap(declarationsOf).flatMap((word) =>
        row.kinds.flatMap((kind) =>
          row.lifeStages.map((lifeStage) => ({
            roles: [role],
            recipientClasses: [name],
            ...declarationOf(word),
            kind,
            lifeStage,
          })),
        ),
      ),
    ),
  );
}

/** Subsets of the conditions that a question turns on, all of them when there are few. */
function situations(conditions: readonly Condition[]): ReadonlySet<Condition>[] {
  return Array.from(
    { length: 2 ** conditions.length },
    (_, bits) => new Set(conditions.filter((__, index) => (bits >> index) & 1)),
  );
}

function disagreements(question: ExpectedQuestion): string[] {
  const decision = ask(question);
  const conditions = [...new Set([...expectedRungs(question), ...decision.ladder].flatMap((rung) => rung.when))];
  return situations(conditions)
    .filter((holds) => settle(decision, holds).form !== expectedForm(question, holds))
    .map((holds) => `${JSON.stringify(question)} with ${[...holds].join('+')}: ${settle(decision, holds).form}`);
}

const permits = matrix.filter((row) => !row.id.startsWith('X') && !isDenial(row));
const denials = matrix.filter(isDenial);

test('the matrix has its 45 rows, some of each kind', () => {
  expect(matrix).toHaveLength(45);
  expect(denials.map(({ id }) => id)).toEqual(['J07', 'S03', 'T03', 'E03', 'I03']);
});

describe.each(permits.map((row) => [row.id, row] as const))('row %s', (id, row) => {
  test.each(MATRIX_CATEGORIES)('%s comes out as its cell says', (category) => {
    const rungs = expectedCell(row, category);
    // Another row may add or deny; the rungs of this row are looked at alone first.
    const rule = policy.rules.find((each) => each.id === id);
    expect(rule?.single[category].map(({ form, when }) => ({ form, when }))).toEqual(rungs);
    const questions = questionsOf(row).filter(
      ({ lifeStage, kind }) => lifeStage !== 'DECEASED' && isClubSubject(row, kind),
    );
    expect(questions.length).toBeGreaterThan(0);
    for (const question of questions) {
      expect(disagreements({ ...question, category, shape: 'SINGLE' })).toEqual([]);
      expect(disagreements({ ...question, category, shape: 'LIST' })).toEqual([]);
      const decision = ask({ ...question, category, shape: 'SINGLE' });
      const whole = expectedRungs({ ...question, category, shape: 'SINGLE' });
      const alone = JSON.stringify(whole) === JSON.stringify(rungs);
      if (rungs.length === 0 || !alone) continue;
      expect(decision.rule).toBe(id);
      expect(decision.form).toBe(rungs[0]?.form);
      expect(decision.condition).toEqual(rungs[0]?.when);
      expect(decision.fallback).toBe(rungs.find((rung) => rung.when.length === 0)?.form ?? 'DENIED');
      expect(decision.clauses).toEqual([
        ...new Set([...row.clauses, `A2(2)-i${MATRIX_CATEGORIES.indexOf(category) + 1}`]),
      ]);
      expect(decision.ladder.every((rung) => rung.basis === row.basis)).toBe(true);
    }
  });
});

/** A row about every subject meets the restrictions X01 and X02 at some; those have their own tests. */
function isClubSubject(row: ExpectedRow, kind: string): boolean {
  return row.kinds.length < SUBJECT_KINDS.length || kind === 'CHILD_PARTICIPANT' || kind === 'GUARDIAN';
}

describe.each(denials.map((row) => [row.id, row] as const))('row %s', (id, row) => {
  test('denies all that it names, with its clauses', () => {
    const others = questionsOf(row)
      .flatMap((question) => DATA_CATEGORIES.map((category) => ask({ ...question, category, shape: 'SINGLE' })))
      .filter(
        ({ form, rule, clauses }) =>
          form !== 'DENIED' || rule !== id || !row.clauses.every((clause) => clauses.includes(clause)),
      );
    expect(others).toEqual([]);
  });
});

test('row X01: of officers, employees and suppliers only the rows D, L, E and I give anything', () => {
  const wrong: unknown[] = [];
  let given = 0;
  for (const question of everyQuestion(['OFFICER_OR_EMPLOYEE', 'SUPPLIER_CONTACT'], ['ADULT'])) {
    const decision = ask({ ...question, shape: 'SINGLE' });
    if (decision.ladder.some((rung) => !/^[DLEI]/.test(rung.rule))) wrong.push(question);
    if (decision.reason === 'DEFAULT_DENY' && decision.rule !== 'X01') wrong.push(question);
    given += decision.ladder.length;
  }
  expect(wrong).toEqual([]);
  expect(given).toBeGreaterThan(100);
});

test('row X02: a member who is no participant is out of scope for the Club, the operator, its contractors and partners', () => {
  for (const role of ['CLUB_STAFF', 'OPERATOR_STAFF', 'SUBCONTRACTOR_STAFF', 'PARTNER'] as const) {
    for (const purpose of ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'AGGREGATE_ANALYSIS'] as const) {
      for (const name of RECIPIENT_CLASSES) {
        for (const category of DATA_CATEGORIES) {
          const question = {
            roles: [role],
            recipientClasses: [name],
            purpose,
            subPurpose: purpose === 'AGGREGATE_ANALYSIS' ? 'IMPROVE' : null,
            kind: 'COOP_MEMBER',
            lifeStage: 'ADULT',
          } as const;
          const decision = ask({ ...question, category, shape: 'SINGLE' });
          const scope = decision.reason === 'NOT_NECESSARY' ? /^[SJ]/ : /^X02$/;
          expect([decision.form, scope.test(decision.rule)]).toEqual(['DENIED', true]);
        }
      }
    }
  }
});

test('row X03: of the deceased come aggregates at most, but for the rows C01 and L01', () => {
  const wrong: unknown[] = [];
  let raw = 0;
  for (const question of everyQuestion(['CHILD_PARTICIPANT', 'GUARDIAN'], ['DECEASED'])) {
    for (const rung of ask({ ...question, shape: 'SINGLE' }).ladder) {
      if (rung.rule === 'C01' || rung.rule === 'L01') raw += 1;
      else if (rung.form !== 'AGGREGATED') wrong.push(question);
    }
  }
  expect(wrong).toEqual([]);
  expect(raw).toBeGreaterThan(10);
});

test('row X99: whatever the matrix does not name is denied, and all that it names comes out: every single role, class, purpose, subject', () => {
  const wrong: unknown[] = [];
  let given = 0;
  let denied = 0;
  const children = everyQuestion(['CHILD_PARTICIPANT'], ['UNDER_16', 'AGE_16_17', 'ADULT', 'DECEASED']);
  const others = everyQuestion(
    ['GUARDIAN', 'COOP_MEMBER', 'OFFICER_OR_EMPLOYEE', 'SUPPLIER_CONTACT'],
    ['ADULT', 'DECEASED'],
  );
  for (const question of [...children, ...others]) {
    const full = { ...question, shape: 'SINGLE' } as const;
    const rungs = expectedRungs(full);
    const { ladder, form } = ask(full);
    if (rungs.length === 0) {
      denied += 1;
      if (ladder.length > 0 || form !== 'DENIED') wrong.push(full);
    } else {
      given += 1;
      wrong.push(...disagreements(full));
    }
  }
  expect(wrong).toEqual([]);
  expect(given).toBeGreaterThan(1000);
  expect(denied).toBeGreaterThan(given);
});

test('UNLISTED data come out by eight rules only, and joint users are told that the notice does not list them', () => {
  const rules = policy.rules.filter((rule) => rule.single.UNLISTED.length > 0).map(({ id }) => id);
  expect(rules).toEqual(['C01', 'C05', 'L01', 'D01', 'D02', 'D03', 'D04', 'D05']);
  for (const row of permits) {
    expect(
      policy.rules.find(({ id }) => id === row.id)?.single.UNLISTED.map(({ form, when }) => ({ form, when })),
    ).toEqual(expectedCell(row, 'UNLISTED'));
  }
});

function* everyQuestion(
  kinds: readonly ExpectedQuestion['kind'][],
  lifeStages: readonly ExpectedQuestion['lifeStage'][],
): Generator<Omit<ExpectedQuestion, 'shape'>> {
  for (const role of ROLES) {
    for (const name of RECIPIENT_CLASSES) {
      for (const word of DECLARATIONS) {
        for (const kind of kinds) {
          for (const lifeStage of lifeStages) {
            for (const category of DATA_CATEGORIES) {
              yield { roles: [role], recipientClasses: [name], ...declarationOf(word), kind, lifeStage, category };
            }
          }
        }
      }
    }
  }
}
