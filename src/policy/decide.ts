import type { Decision, Question, Rung } from './decision.js';
import { ladderOf } from './ladder.js';
import type { Policy, Rule, SubPurposeEntry } from './policy.js';
import { refusal, type Refused } from './refusal.js';
import { subPurposeOf } from './subPurposeOf.js';
import {
  lowestForm,
  ROLES,
  SUBJECT_KINDS,
  type LifeStage,
  type RecipientClass,
  type Role,
  type SubjectKind,
  type SubPurpose,
} from './vocabulary.js';

/** What a rule is matched against: the known parts of a question. */
export interface Facts {
  readonly roles: readonly Role[];
  readonly recipientClasses: readonly RecipientClass[];
  readonly kind: SubjectKind;
  readonly lifeStage: LifeStage;
  /** @default none */
  readonly subPurpose?: SubPurpose | null;
}

const PUBLIC: readonly Role[] = ['PUBLIC'];

/**
 * May this caller have this category of this subject, in which form, and why? Pure, total, deny by default (A4-0b, A2-2).
 * A word that is no word of the vocabulary grants nothing; an unknown life stage is decided as UNDER_16.
 */
export function decide(policy: Policy, question: Question): Decision {
  const { purpose, category } = question;
  if (purpose === null || purpose === '') return refusal(policy, { why: 'PURPOSE_MISSING' });
  const rules = policy.index[purpose];
  if (rules === undefined) return refusal(policy, { why: 'PURPOSE_UNKNOWN' });
  const declared = subPurposeOf(policy, question);
  if (declared.problem !== null) return refusal(policy, { why: declared.problem });
  const recipientClasses = question.caller.recipientClasses.filter((name) =>
    Object.hasOwn(policy.recipientClasses, name),
  );
  if (recipientClasses.length === 0) return refusal(policy, { why: 'RECIPIENT_NOT_LISTED' });
  const kind = question.subject.kind;
  if (kind === null || !SUBJECT_KINDS.includes(kind) || !Object.hasOwn(policy.categories, category)) {
    return refusal(policy, { why: 'SUBJECT_UNKNOWN' });
  }

  const known = question.caller.roles.filter((role) => ROLES.includes(role));
  const facts: Facts = {
    roles: known.length === 0 ? PUBLIC : known,
    recipientClasses,
    kind,
    lifeStage: protectiveStage(question.subject.lifeStage),
    subPurpose: declared.subPurpose,
  };
  const refused: Omit<Refused, 'why'> = { purpose, category, recipientClasses };

  const denial = rules.denials.find((rule) => matches(rule, facts));
  if (denial !== undefined) return refusal(policy, { ...refused, why: 'DENIED_BY_RULE', rule: denial });

  const permits = rules.permits.filter((rule) => matches(rule, facts));
  const restrictions = rules.restrictions.filter((rule) => matches(rule, facts));
  const shape = question.shape === 'SINGLE' ? 'single' : 'list';
  const rungs = permits.flatMap((rule) => restrict(rule, rule[shape][category], restrictions, question));
  if (rungs.length > 0) return permission(ladderOf(withinSubPurpose(rungs, declared.entry)));

  const restriction = restrictions.find((rule) => rule.single[category].length === 0);
  if (restriction !== undefined) return refusal(policy, { ...refused, why: 'DENIED_BY_RULE', rule: restriction });
  const bulk =
    shape === 'list'
      ? permits.find((rule) => rule.listDenial.length > 0 && rule.single[category].length > 0)
      : undefined;
  if (bulk !== undefined) return refusal(policy, { ...refused, why: 'BULK_LIMIT', rule: bulk });
  return refusal(policy, { ...refused, why: 'NO_FORM', rule: permits[0] });
}

/** States a ladder as a decision. The ladder is in order and not empty. */
export function permission(ladder: readonly Rung[]): Decision {
  const best = ladder[0] as Rung;
  const last = ladder[ladder.length - 1] as Rung;
  const aggregateOnly = best.form === 'AGGREGATED';
  return {
    ladder,
    form: best.form,
    condition: best.when,
    fallback: last.when.length === 0 ? last.form : 'DENIED',
    reason: aggregateOnly ? 'AGGREGATE_ONLY' : best.when.length === 0 ? 'PERMITTED' : 'PERMITTED_IF',
    rule: best.rule,
    clauses: best.clauses,
  };
}

/** Lowers what leaves for a sub-purpose to the highest form that it allows: for partners' marketing totals only (A4-1c). */
function withinSubPurpose(rungs: readonly Rung[], entry: SubPurposeEntry | null): readonly Rung[] {
  const maxForm = entry?.maxForm;
  if (entry === null || maxForm === undefined) return rungs;
  return rungs.map((rung) => {
    const form = lowestForm(rung.form, maxForm);
    return form === rung.form ? rung : { ...rung, form, clauses: [...new Set([...entry.clauses, ...rung.clauses])] };
  });
}

function protectiveStage(stage: LifeStage | null): LifeStage {
  return stage === 'AGE_16_17' || stage === 'ADULT' || stage === 'DECEASED' ? stage : 'UNDER_16';
}

/** Whether a rule speaks about these facts; the purpose apart. */
export function matches(rule: Rule, facts: Facts): boolean {
  return (
    overlaps(rule.roles, facts.roles) &&
    overlaps(rule.recipientClasses, facts.recipientClasses) &&
    (rule.subjects === 'ANY' || rule.subjects.includes(facts.kind)) &&
    (rule.lifeStages === 'ANY' || rule.lifeStages.includes(facts.lifeStage)) &&
    (rule.subPurposes === 'ANY' || rule.subPurposes.some((name) => name === facts.subPurpose))
  );
}

function overlaps<T>(allowed: readonly T[] | 'ANY', held: readonly T[]): boolean {
  return allowed === 'ANY' || held.some((name) => allowed.includes(name));
}

/** Lowers each rung to the caps of the restrictions that do not leave its rule alone; a restriction that lowers speaks. */
function restrict(
  permit: Rule,
  rungs: readonly Rung[],
  restrictions: readonly Rule[],
  question: Question,
): readonly Rung[] {
  let lowered = rungs;
  for (const restriction of restrictions) {
    if (restriction.except.includes(permit.id)) continue;
    const cap = restriction.single[question.category][0]?.form ?? 'DENIED';
    lowered = lowered.flatMap((rung) => {
      const form = lowestForm(rung.form, cap);
      if (form === rung.form) return [rung];
      const clauses = [...new Set([...restriction.clauses, ...rung.clauses])];
      return form === 'DENIED' ? [] : [{ ...rung, form, rule: restriction.id, clauses }];
    });
  }
  return lowered;
}
