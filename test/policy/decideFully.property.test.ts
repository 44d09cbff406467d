import fc from 'fast-check';
import { decideFully } from '../../src/policy/decideFully.js';
import { gateOf } from '../../src/policy/gates/gateOf.js';
import type { Question } from '../../src/policy/decision.js';
import type { ContractFact, GateFacts, SubjectFlag } from '../../src/policy/gateFacts.js';
import { declarationOf, DECLARATIONS } from '../../src/policy/declaration.js';
import { settleFully } from '../../src/policy/settleFully.js';
import {
  CASE_CONDITIONS,
  CONDITIONS,
  DATA_CATEGORIES,
  formRank,
  LIFE_STAGES,
  PURPOSES,
  RECIPIENT_CLASSES,
  ROLES,
  ROW_CONDITIONS,
  SUBJECT_KINDS,
  SUB_PURPOSES,
  subPurposesOf,
  type Condition,
  type RecipientClass,
  type Role,
} from '../../src/policy/vocabulary.js';
import { club } from './askClub.js';
import {
  contract,
  EIGHT_ITEMS,
  factsOf,
  JOINT_USE,
  NOTICE,
  PEOPLE,
  questionOf,
  type PersonName,
} from './gates/gateWorld.js';
import { IDLE_LOSSES } from './gates/idleLosses.js';
import { casesOf, TAKE_AWAYS, type Situation } from './gates/takeAway.js';

const SEED = 20261122;
const NAMES = Object.keys(PEOPLE) as PersonName[];
const REQUEST_CONDITIONS = CONDITIONS.filter(
  (condition) => !(ROW_CONDITIONS as readonly Condition[]).includes(condition),
);

function rankIn({ facts, holds, flags }: Situation, question: Question): number {
  const decision = decideFully(club, facts, question);
  return formRank(settleFully(decision, { purpose: question.purpose, holds, flags }).form);
}

const mostly = (weight = 30): fc.Arbitrary<boolean> =>
  fc.oneof({ weight, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

/** All of them, or by and by a part. */
function most<T>(all: T[]): fc.Arbitrary<T[]> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(all) }, { weight: 1, arbitrary: fc.subarray(all) });
}

const forms = fc.constantFrom('RAW', 'RAW', 'MASKED', 'PSEUDONYMISED', 'GENERALISED', 'AGGREGATED', 'DENIED');
const caps = fc.dictionary(fc.constantFrom(...DATA_CATEGORIES), forms, { maxKeys: 2 }) as fc.Arbitrary<
  ContractFact['caps']
>;

const link = (given: ContractFact): fc.Arbitrary<ContractFact> =>
  fc
    .record({
      status: mostly().map((active) => (active ? 'ACTIVE' : 'EXPIRED')),
      confidential: mostly(),
      scope: fc.subarray([...PURPOSES], { minLength: 15 }),
      caps,
      assessed: mostly(),
    })
    .map(({ confidential, ...rest }) => ({
      ...contract(given.type),
      ...rest,
      clauses: confidential ? given.clauses : [],
    }));

/** Papers in every state, mostly good ones, of one of the people. */
const factsArbitrary = (name: PersonName): fc.Arbitrary<GateFacts> => {
  const chain = (factsOf(name).contracts[0]?.chain ?? []).map(link);
  return fc
    .record({
      caller: fc.record({ mfa: mostly(), managedDevice: mostly(), human: mostly() }),
      organisation: fc.record({
        jointUseEnabled: mostly(),
        suspended: mostly().map((each) => !each),
        stopped: mostly().map((each) => !each),
        abroad: mostly(8).map((each) => !each),
      }),
      notice: fc.option(
        fc.record({
          missing: mostly().map((whole) => (whole ? [] : ['retentionPeriod'])),
          items: fc.constantFrom(EIGHT_ITEMS, EIGHT_ITEMS, DATA_CATEGORIES, ['NAME', 'PHONE'] as const),
          purposes: fc.constantFrom(JOINT_USE, JOINT_USE, ['CLUB_OPERATION'] as const),
          maxForm: caps,
        }),
        { freq: 30 },
      ),
      chain: fc.tuple(...chain),
      other: fc.option(fc.tuple(...chain)),
      complete: mostly(),
      booleans: fc.tuple(mostly(), mostly(), mostly(), mostly(), mostly(), mostly(), fc.boolean()),
      held: most([...REQUEST_CONDITIONS]),
      heldFor: fc.constantFrom('ALL' as const, 'ALL' as const, DATA_CATEGORIES, ['NAME', 'PHONE'] as const),
      cases: most([...CASE_CONDITIONS]),
      unmet: fc.dictionary(fc.constantFrom(...CONDITIONS), fc.constantFrom('SELF_APPROVAL', '__proto__', '')),
    })
    .map(({ caller, organisation, notice, chain: links, other, complete, booleans, held, heldFor, cases, unmet }) => {
      const before = factsOf(name);
      const [manager, privacyManager, rules, training, attested, desk, breakGlassActive] = booleans;
      return {
        ...before,
        caller: { ...before.caller, ...caller },
        organisation: before.organisation === null ? null : { ...before.organisation, ...organisation },
        notice: notice === null ? null : { ...NOTICE, ...notice },
        contracts: [links, ...(other === null ? [] : [other])].map((each) => ({ chain: each, complete })),
        departmentHasManager: manager,
        privacyManagerActive: privacyManager,
        rulesAcknowledged: rules,
        trainingCurrent: training,
        attested,
        deskOpen: desk,
        breakGlassActive,
        held: Object.fromEntries(held.map((condition) => [condition, heldFor])),
        unmet,
        rowHolders: casesOf(cases),
      };
    });
};

const asked = (name: PersonName): fc.Arbitrary<Question> =>
  fc
    .record({
      purpose: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...purposesOf(name)) },
        { weight: 1, arbitrary: fc.constantFrom(...PURPOSES) },
      ),
      subPurpose: fc.constantFrom<string | null>(...SUB_PURPOSES, ...SUB_PURPOSES, null, '', 'constructor'),
      kind: fc.constantFrom(...four('CHILD_PARTICIPANT'), ...four('GUARDIAN'), ...SUBJECT_KINDS),
      stage: fc.constantFrom(...LIFE_STAGES),
      category: fc.constantFrom(...DATA_CATEGORIES),
      shape: fc.constantFrom('SINGLE', 'LIST'),
    })
    .map(({ subPurpose, ...asking }) => {
      // Mostly what the purpose has; at times one that it has not.
      const has = subPurposesOf(asking.purpose).length > 0;
      const said = has || subPurpose === 'constructor' ? subPurpose : null;
      return questionOf(name, { ...asking, subPurpose: said } as Parameters<typeof questionOf>[1]);
    });

function four<T>(value: T): readonly T[] {
  return [value, value, value, value];
}

/** Those in which the matrix names the person. */
function purposesOf(name: PersonName): readonly (typeof PURPOSES)[number][] {
  const { role } = PEOPLE[name];
  return PURPOSES.filter((purpose) =>
    club.index[purpose]?.permits.some(({ roles }) => roles === 'ANY' || roles.includes(role ?? 'PUBLIC')),
  );
}

const FLAGS: SubjectFlag[] = ['ERASED', 'STOP_USE', 'STOP_PROVISION', 'LEGAL_HOLD'];

function isCase(condition: Condition): boolean {
  return (CASE_CONDITIONS as readonly Condition[]).includes(condition);
}

const situation = fc.constantFrom(...NAMES).chain((name) =>
  fc.record({
    question: asked(name),
    facts: factsArbitrary(name),
    row: most(CONDITIONS.filter((condition) => !isCase(condition))),
    flags: fc.oneof(fc.constant([]), fc.subarray<SubjectFlag>(FLAGS, { maxLength: 1 })),
  }),
);

function situationOf(facts: GateFacts, row: readonly Condition[], flags: readonly SubjectFlag[]): Situation {
  const cases = CASE_CONDITIONS.filter((condition) => facts.rowHolders[`${condition}:NAME`] !== undefined);
  return { facts, holds: new Set([...row, ...cases]), flags: new Set(flags) };
}

test.each([SEED, 11, 77])('nothing that is taken away ever widens what comes out (seed %s)', (seed) => {
  let shown = 0;
  fc.assert(
    fc.property(situation, fc.constantFrom(...Object.keys(TAKE_AWAYS)), ({ question, facts, row, flags }, lost) => {
      const before = situationOf(facts, row, flags);
      const rank = rankIn(before, question);
      if (rank > 0) shown += 1;
      expect(rankIn((TAKE_AWAYS[lost] as (typeof TAKE_AWAYS)[string])(before), question)).toBeLessThanOrEqual(rank);
    }),
    { seed, numRuns: 6000 },
  );
  expect(shown).toBeGreaterThan(1200);
});

test('nothing that is taken away widens any decision of people whose papers are in order', () => {
  const losses = Object.entries(TAKE_AWAYS);
  const lowered = new Set<string>();
  for (const name of NAMES) {
    const held = Object.fromEntries(REQUEST_CONDITIONS.map((condition) => [condition, 'ALL' as const]));
    const facts = { ...factsOf(name), held, rowHolders: casesOf(CASE_CONDITIONS), breakGlassActive: true };
    for (const purpose of purposesOf(name)) {
      for (const kind of SUBJECT_KINDS) {
        // A child is asked about by its guardian, everybody else by themselves.
        const row = CONDITIONS.filter(
          (each) => each !== (kind === 'CHILD_PARTICIPANT' ? 'OWN_RECORD' : 'LINKED_CHILD'),
        );
        const before = situationOf(facts, row, []);
        for (const category of DATA_CATEGORIES) {
          for (const [stage, shape] of [
            ['UNDER_16', 'SINGLE'],
            ['ADULT', 'LIST'],
            ['AGE_16_17', 'SINGLE'],
          ] as const) {
            const question = questionOf(name, { purpose, kind, category, stage, shape });
            const rank = rankIn(before, question);
            // What is refused in good order is left to the random property.
            if (rank === 0) continue;
            for (const [loss, takeAway] of losses.filter(([each]) => concerns(each, purpose, category))) {
              const after = rankIn(takeAway(before), question);
              if (after > rank) throw new Error(`${name} ${purpose} ${kind} ${category} gains by losing ${loss}`);
              if (after < rank) lowered.add(loss);
            }
          }
        }
      }
    }
  }
  // A loss that never mattered would be a fact that no gate asks for.
  const idle = losses.map(([loss]) => loss).filter((loss) => !lowered.has(loss));
  expect(idle.toSorted()).toEqual(IDLE_LOSSES.toSorted());
});

test('of the sub-purposes none gives more than another but by the policy, and none or an unknown one gives nothing', () => {
  let shown = 0;
  fc.assert(
    fc.property(situation, fc.constantFrom('', 'SALES', '__proto__'), ({ question, facts, row, flags }, unknown) => {
      const asked = { ...question, purpose: 'AGGREGATE_ANALYSIS' };
      const rank = (subPurpose: string | null) => rankIn(situationOf(facts, row, flags), { ...asked, subPurpose });
      expect([rank(null), rank(unknown)]).toEqual([0, 0]);
      expect(rank('PARTNER_MARKETING')).toBeLessThanOrEqual(formRank('AGGREGATED'));
      expect(rank('IMPROVE')).toBe(rank('RELATED_BUSINESS'));
      if (rank('IMPROVE') > 0) shown += 1;
    }),
    { seed: SEED, numRuns: 4000 },
  );
  expect(shown).toBeGreaterThan(100);
});

test('there is an answer to every question of the whole space, and none comes out without a rule for it', () => {
  const held = Object.fromEntries(REQUEST_CONDITIONS.map((condition) => [condition, 'ALL' as const]));
  const rowHolders = casesOf(CASE_CONDITIONS);
  const tally = { answered: 0, refused: 0 };
  let turn = 0;
  for (const recipientClass of RECIPIENT_CLASSES) {
    const facts = { ...personOfClass(recipientClass), held, rowHolders };
    for (const role of [null, ...ROLES]) {
      for (const declared of DECLARATIONS.map(declarationOf)) {
        for (const kind of SUBJECT_KINDS) {
          for (const category of DATA_CATEGORIES) {
            for (const [lifeStage, shape] of shapesFor(role, recipientClass, turn++)) {
              const roles: readonly Role[] = role === null ? [] : [role];
              const caller = { roles, recipientClasses: [recipientClass] };
              check({ caller, ...declared, subject: { kind, lifeStage }, category, shape }, facts, tally);
            }
          }
        }
      }
    }
  }
  expect(tally.answered).toBeGreaterThan(3000);
  expect(tally.refused).toBeGreaterThan(100_000);
});

const SHAPES = [
  ['UNDER_16', 'SINGLE'],
  ['AGE_16_17', 'LIST'],
  ['ADULT', 'SINGLE'],
  ['DECEASED', 'SINGLE'],
] as const;

/** All of them for who is named by a rule; one in turn for a role in an organisation where no rule expects it. */
function shapesFor(
  role: Role | null,
  recipientClass: RecipientClass,
  turn: number,
): readonly (typeof SHAPES)[number][] {
  return EXPECTED.has(`${role ?? 'PUBLIC'} ${recipientClass}`) ? SHAPES : SHAPES.slice(turn % 4, (turn % 4) + 1);
}

const EXPECTED: ReadonlySet<string> = new Set(
  club.rules.flatMap(({ roles, recipientClasses }) =>
    (roles === 'ANY' ? [] : roles).flatMap((role) =>
      (recipientClasses === 'ANY' ? [] : recipientClasses).map((name) => `${role} ${name}`),
    ),
  ),
);

/** Not about another purpose or category than the one asked about. */
function concerns(loss: string, purpose: string, category: string): boolean {
  const word = loss.split(' ')[0] ?? '';
  const others: readonly string[] = [...PURPOSES, ...DATA_CATEGORIES];
  return word === purpose || word === category || !others.includes(word);
}

/** Papers in order for a recipient class. */
function personOfClass(recipientClass: RecipientClass): GateFacts {
  const name = NAMES.find((each) => (PEOPLE[each].classes as readonly RecipientClass[]).includes(recipientClass));
  if (name === undefined) throw new Error(`nobody is ${recipientClass}`);
  const facts = factsOf(name);
  return { ...facts, caller: { ...facts.caller, mfa: true, managedDevice: true } };
}

/** Plain comparisons: a matcher a question would take minutes. */
function check(question: Question, facts: GateFacts, tally: { answered: number; refused: number }): void {
  const decision = decideFully(club, facts, question);
  const fault = faultOf(decision, question);
  if (fault !== null) throw new Error(`${fault}: ${JSON.stringify({ question, decision })}`);
  tally[decision.ladder.length > 0 ? 'answered' : 'refused'] += 1;
}

function faultOf(decision: ReturnType<typeof decideFully>, { caller, purpose }: Question): string | null {
  const { ladder, gate, reason, clauses } = decision;
  if (clauses.length === 0 || clauses.some((id) => club.clauses[id] === undefined)) return 'no clause';
  if (decision.form !== (ladder[0]?.form ?? 'DENIED')) return 'another form than the best rung';
  if (ladder.length === 0) return gate === null || gateOf(reason) !== gate ? 'a refusal of no gate' : null;
  for (const rung of ladder) {
    if (rung.form === 'DENIED') return 'a rung of nothing';
    if (rung.when.some((condition) => (REQUEST_CONDITIONS as readonly Condition[]).includes(condition)))
      return 'unsettled';
    const permitted = club.index[purpose ?? '']?.permits.some(
      ({ roles, recipientClasses }) =>
        (roles === 'ANY' ||
          roles.some((role) => (caller.roles.length === 0 ? ['PUBLIC'] : caller.roles).includes(role))) &&
        (recipientClasses === 'ANY' || recipientClasses.some((name) => caller.recipientClasses.includes(name))),
    );
    if (permitted !== true) return 'no rule permits it';
  }
  return null;
}

test('with empty registers nothing comes out but own records, and statistics to outsiders', () => {
  const anything = new Set(CONDITIONS);
  let shown = 0;
  for (const name of NAMES) {
    const before = factsOf(name);
    const caller = { ...before.caller, mfa: true, managedDevice: true };
    const nothing = {
      bulletinUnreadSince: '2000-01-01',
      departmentHasManager: false,
      rulesAcknowledged: false,
      trainingCurrent: false,
      attested: false,
    };
    const empty: GateFacts = {
      ...before,
      ...nothing,
      caller,
      notice: null,
      contracts: [{ chain: [], complete: false }],
      privacyManagerActive: false,
      deskOpen: false,
    };
    for (const purpose of PURPOSES) {
      for (const category of DATA_CATEGORIES) {
        const decision = decideFully(club, empty, questionOf(name, { purpose, category }));
        const consented = purpose === 'CONSENTED_DISCLOSURE' && decision.condition.includes('CONSENT');
        const { form } = settleFully(decision, { purpose, holds: anything, flags: new Set() });
        if (form === 'DENIED' || form === 'AGGREGATED') continue;
        shown += 1;
        expect([name, purpose, consented]).toEqual(
          name === 'partner' ? ['partner', 'CONSENTED_DISCLOSURE', true] : [name, 'DATA_SUBJECT_RIGHTS', false],
        );
        expect(['guardian', 'employee', 'partner']).toContain(name);
      }
    }
  }
  expect(shown).toBeGreaterThan(10);
});

test('words of no vocabulary throw nothing and give nothing', () => {
  const garbage = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'ANY', '*', ''));
  fc.assert(
    fc.property(situation, garbage, fc.nat(3), ({ question, facts }, text, place) => {
      const word = `${text}?` as never;
      const { caller, subject } = question;
      const wrong: readonly Question[] = [
        { ...question, purpose: word },
        { ...question, category: word },
        { ...question, subject: { ...subject, kind: word } },
        { ...question, caller: { ...caller, recipientClasses: [word] } },
      ];
      expect(decideFully(club, facts, wrong[place] as Question).ladder).toEqual([]);
    }),
    { seed: SEED, numRuns: 1500 },
  );
});
