import { decide, matches } from '../decide.js';
import type { Decision } from '../decision.js';
import type { Policy } from '../policy.js';
import { declarationOf, DECLARATIONS } from '../declaration.js';
import {
  DATA_CATEGORIES,
  LIFE_STAGES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
  type DataCategory,
  type LifeStage,
  type RecipientClass,
  type Role,
  type SubjectKind,
} from '../vocabulary.js';

/** Who asks about whom, and why; the category and the shape of the question apart. */
export interface Situation {
  readonly role: Role;
  /** Of one organisation, joined by "+": most have one class. */
  readonly recipient: string;
  /** As it is declared: `AGGREGATE_ANALYSIS/IMPROVE`. */
  readonly purpose: string;
  readonly subject: SubjectKind;
  readonly lifeStage: LifeStage;
}

/** One question of the decision space. */
export interface Point extends Situation {
  readonly shape: 'SINGLE' | 'LIST';
  readonly category: DataCategory;
}

/** The questions of every situation, in the order of the decisions of `at`. */
export const QUESTIONS: readonly Pick<Point, 'shape' | 'category'>[] = (['SINGLE', 'LIST'] as const).flatMap((shape) =>
  DATA_CATEGORIES.map((category) => ({ shape, category })),
);

/** Every class alone, and the classes that an organisation of these policies has together. */
export function recipientsOf(policies: readonly Policy[]): readonly string[] {
  const together = policies.flatMap(({ organisations }) =>
    Object.values(organisations)
      .map(({ recipientClasses }) => recipientClasses)
      .filter((classes) => classes.length > 1)
      .map((classes) => classes.toSorted().join('+')),
  );
  return [...new Set([...RECIPIENT_CLASSES, ...together])];
}

/** All situations there are. With the questions of each it is the whole decision space, some millions of points. */
export function* situations(recipients: readonly string[]): Generator<Situation> {
  for (const role of ROLES) {
    for (const recipient of recipients) {
      for (const purpose of DECLARATIONS) {
        for (const subject of SUBJECT_KINDS) {
          for (const lifeStage of LIFE_STAGES) yield { role, recipient, purpose, subject, lifeStage };
        }
      }
    }
  }
}

/**
 * The decisions of a policy, as a table. What `decide` says turns on the rules that match, the purpose and the recipient: situations
 * that agree in these share their decisions, and are the same array.
 */
export class DecisionTable {
  readonly #decisions = new Map<string, readonly Decision[]>();

  constructor(readonly policy: Policy) {}

  /** The decisions of a situation, one for each of `QUESTIONS`. */
  at(situation: Situation): readonly Decision[] {
    const classes = situation.recipient.split('+') as RecipientClass[];
    const key = `${situation.purpose} ${situation.recipient} ${this.#matching(situation, classes)}`;
    const known = this.#decisions.get(key);
    if (known !== undefined) return known;
    const decisions = QUESTIONS.map((question) => ask(this.policy, { ...situation, ...question }));
    this.#decisions.set(key, decisions);
    return decisions;
  }

  #matching(situation: Situation, recipientClasses: readonly RecipientClass[]): string {
    const { role, subject: kind, lifeStage: stage } = situation;
    const { purpose, subPurpose } = declarationOf(situation.purpose);
    const facts = {
      roles: [role],
      recipientClasses,
      kind,
      lifeStage: stage === 'UNKNOWN' ? 'UNDER_16' : stage,
      subPurpose,
    } as const;
    const rules = this.policy.index[purpose];
    if (rules === undefined) return '';
    return [rules.denials, rules.permits, rules.restrictions]
      .map((each) => each.flatMap((rule) => (matches(rule, facts) ? [rule.id] : [])).join(','))
      .join(';');
  }
}

/** What the policy says at one point. */
export function ask(
  policy: Policy,
  { role, recipient, purpose, subject, lifeStage, shape, category }: Point,
): Decision {
  const recipientClasses = recipient.split('+') as RecipientClass[];
  return decide(policy, {
    caller: { roles: [role], recipientClasses },
    ...declarationOf(purpose),
    subject: { kind: subject, lifeStage },
    category,
    shape,
  });
}
