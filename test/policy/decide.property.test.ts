import fc from 'fast-check';
import { decide } from '../../src/policy/decide.js';
import type { Question } from '../../src/policy/decision.js';
import { narrow } from './narrow.js';
import { settle } from '../../src/policy/settle.js';
import {
  CONDITIONS,
  DATA_CATEGORIES,
  formRank,
  LIFE_STAGES,
  PURPOSES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
  type Condition,
} from '../../src/policy/vocabulary.js';
import { club } from './askClub.js';

const RUNS = { numRuns: 1500 };
const garbage = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'ANY', '*', ''),
);

/** A word of the vocabulary, or by and by something else. */
function word<T extends string>(words: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...words) },
    { weight: 1, arbitrary: garbage as fc.Arbitrary<T> },
  );
}

const question: fc.Arbitrary<Question> = fc.record({
  caller: fc.record({
    roles: fc.array(word(ROLES), { maxLength: 3 }),
    recipientClasses: fc.array(word(RECIPIENT_CLASSES), { maxLength: 2 }),
  }),
  purpose: fc.option(word(PURPOSES)),
  subject: fc.record({ kind: fc.option(word(SUBJECT_KINDS)), lifeStage: fc.option(word(LIFE_STAGES)) }),
  category: word(DATA_CATEGORIES),
  shape: fc.constantFrom('SINGLE', 'LIST'),
});

/** Questions of which a good part is answered: a rule of the file, asked as it is written. */
const fitting: fc.Arbitrary<Question> = fc
  .record({ rule: fc.constantFrom(...club.rules.filter((rule) => rule.effect === 'PERMIT')), question })
  .chain(({ rule, question: asked }) =>
    fc.record({
      caller: fc.record({
        roles: fc.subarray([...(rule.roles === 'ANY' ? ROLES : rule.roles)], { minLength: 1 }),
        recipientClasses: fc.subarray(
          [...(rule.recipientClasses === 'ANY' ? RECIPIENT_CLASSES : rule.recipientClasses)],
          { minLength: 1 },
        ),
      }),
      purpose: fc.constantFrom(...rule.purposes),
      subject: fc.record({
        kind: fc.constantFrom(...(rule.subjects === 'ANY' ? SUBJECT_KINDS : rule.subjects)),
        lifeStage: fc.constantFrom(...(rule.lifeStages === 'ANY' ? LIFE_STAGES : rule.lifeStages)),
      }),
      category: fc.constant(asked.category),
      shape: fc.constant(asked.shape),
    }),
  );

const anyQuestion = fc.oneof(question, fitting);
const held = fc.subarray([...CONDITIONS]).map((conditions) => new Set<Condition>(conditions));

function rank(asked: Question, holds: ReadonlySet<Condition>): number {
  return formRank(settle(decide(club, asked), holds).form);
}

test('there is an answer to every question, and it is a whole one', () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const decision = decide(club, asked);
      const best = decision.ladder[0];
      expect(decision.form).toBe(best?.form ?? 'DENIED');
      expect(decision.clauses.length).toBeGreaterThan(0);
      expect(decision.clauses.filter((id) => club.clauses[id] === undefined)).toEqual([]);
      expect(club.rules.some((rule) => rule.id === decision.rule)).toBe(true);
      expect(['PERMITTED', 'PERMITTED_IF', 'AGGREGATE_ONLY'].includes(decision.reason)).toBe(best !== undefined);
      expect(decision.ladder.some((rung) => rung.form === 'DENIED')).toBe(false);
    }),
    RUNS,
  );
});

test('a ladder falls from rung to rung, and each can be reached', () => {
  fc.assert(
    fc.property(anyQuestion, (asked) => {
      const { ladder } = decide(club, asked);
      ladder.forEach((rung, index) => {
        const above = ladder.slice(0, index);
        expect(above.every((other) => formRank(other.form) >= formRank(rung.form))).toBe(true);
        expect(settle(decide(club, asked), new Set(rung.when)).form).toBe(rung.form);
      });
    }),
    RUNS,
  );
});

test('a good part of the questions is answered, so that the properties say something', () => {
  const answered = fc.sample(fitting, 2000).filter((asked) => decide(club, asked).ladder.length > 0);
  expect(answered.length).toBeGreaterThan(500);
});

test('words of no vocabulary give nothing', () => {
  const nonsense = fc.oneof(garbage, fc.constant(''));
  fc.assert(
    fc.property(fitting, nonsense, fc.nat(4), (asked, text, place) => {
      const word = `${text}?` as never;
      const { caller, subject } = asked;
      const changed: Question[] = [
        { ...asked, purpose: word },
        { ...asked, category: word },
        { ...asked, subject: { ...subject, kind: word } },
        { ...asked, caller: { ...caller, recipientClasses: [word] } },
        // A caller of unknown roles is a caller without a role.
        { ...asked, caller: { ...caller, roles: [word] } },
      ];
      const wrong = changed[place] as Question;
      const none = decide(club, place === 4 ? { ...asked, caller: { ...caller, roles: [] } } : asked);
      if (place === 4) expect(decide(club, wrong)).toEqual(none);
      else expect(decide(club, wrong).ladder).toEqual([]);
    }),
    RUNS,
  );
});

test('no form ever comes out higher when a condition, be it a consent, falls away', () => {
  fc.assert(
    fc.property(anyQuestion, held, fc.constantFrom(...CONDITIONS), (asked, holds, lost) => {
      const less = new Set([...holds].filter((condition) => condition !== lost));
      expect(rank(asked, less)).toBeLessThanOrEqual(rank(asked, holds));
    }),
    RUNS,
  );
});

test('no form ever comes out higher without a purpose, a recipient class, a known kind of subject', () => {
  fc.assert(
    fc.property(anyQuestion, held, (asked, holds) => {
      const before = rank(asked, holds);
      expect(rank({ ...asked, purpose: null }, holds)).toBe(0);
      expect(rank({ ...asked, subject: { ...asked.subject, kind: null } }, holds)).toBe(0);
      expect(rank({ ...asked, caller: { ...asked.caller, recipientClasses: [] } }, holds)).toBeLessThanOrEqual(before);
    }),
    RUNS,
  );
});

test('the only role of a caller gives more than it took only where the public has a statistic or the role was a denial', () => {
  fc.assert(
    fc.property(fitting, fc.constantFrom(...ROLES), held, (asked, role, holds) => {
      const alone = { ...asked, caller: { ...asked.caller, roles: [role] } };
      const none = { ...asked, caller: { ...asked.caller, roles: [] } };
      const gained = rank(none, holds) > rank(alone, holds);
      if (gained) expect(settle(decide(club, none), holds).form).toBe('AGGREGATED');
    }),
    RUNS,
  );
});

test('no form ever comes out higher when a role is lost, unless what is lost carried a denial or a restriction', () => {
  const burdened = new Set(
    club.rules
      .filter((rule) => rule.effect === 'DENY' || rule.effect === 'RESTRICT')
      .flatMap(({ roles }) => (roles === 'ANY' ? [] : roles)),
  );
  fc.assert(
    fc.property(fitting, fc.constantFrom(...ROLES), held, (asked, role, holds) => {
      fc.pre(!burdened.has(role) && asked.caller.roles.length > 0);
      const more = { ...asked, caller: { ...asked.caller, roles: [...asked.caller.roles, role] } };
      expect(rank(asked, holds)).toBeLessThanOrEqual(rank(more, holds));
    }),
    RUNS,
  );
});

test('no form ever comes out higher in a list than alone', () => {
  fc.assert(
    fc.property(anyQuestion, held, (asked, holds) => {
      expect(rank({ ...asked, shape: 'LIST' }, holds)).toBeLessThanOrEqual(rank({ ...asked, shape: 'SINGLE' }, holds));
    }),
    RUNS,
  );
});

test('what is settled never exceeds the decision, and narrowing takes away exactly what needs a dead condition', () => {
  fc.assert(
    fc.property(anyQuestion, held, held, (asked, holds, live) => {
      const decision = decide(club, asked);
      const narrowed = narrow(decision, live);
      expect(formRank(settle(decision, holds).form)).toBeLessThanOrEqual(formRank(decision.form));
      expect(formRank(narrowed.form)).toBeLessThanOrEqual(formRank(decision.form));
      const both = new Set([...holds].filter((condition) => live.has(condition)));
      expect(settle(narrowed, holds).form).toBe(settle(decision, both).form);
    }),
    RUNS,
  );
});
