import type { Decision, ReasonCode } from './decision.js';
import type { Policy, Rule, Side } from './policy.js';
import type { DataCategory, RecipientClass } from './vocabulary.js';

/** At which point a question found no form. */
export interface Refused {
  readonly why:
    | 'PURPOSE_MISSING'
    | 'PURPOSE_UNKNOWN'
    | 'SUB_PURPOSE_MISSING'
    | 'SUB_PURPOSE_UNKNOWN'
    | 'RECIPIENT_NOT_LISTED'
    | 'SUBJECT_UNKNOWN'
    | 'DENIED_BY_RULE'
    | 'BULK_LIMIT'
    | 'NO_FORM';
  /** The rule that speaks, if one does. */
  readonly rule?: Rule | undefined;
  readonly purpose?: string;
  readonly category?: DataCategory;
  readonly recipientClasses?: readonly RecipientClass[];
}

/** What a request is told that does not say what its analysis is for. */
export const SUB_PURPOSE_CLAUSES: readonly string[] = ['A1-2', 'A4-1a', 'A4-1b', 'A4-1c'];

interface Said {
  readonly reason: ReasonCode;
  readonly rule: string;
  readonly clauses: readonly string[];
}

/** The empty ladder, with its reason, rule and clauses. */
export function refusal(policy: Policy, refused: Refused): Decision {
  const { reason, rule, clauses } = said(policy, refused);
  return {
    ladder: [],
    form: 'DENIED',
    condition: [],
    fallback: 'DENIED',
    reason,
    rule,
    clauses: [...new Set(clauses)],
  };
}

function said(policy: Policy, refused: Refused): Said {
  const rule = refused.rule;
  switch (refused.why) {
    case 'PURPOSE_MISSING':
    case 'PURPOSE_UNKNOWN':
      return { reason: refused.why, rule: 'X99', clauses: ['A1-2', 'A2-1'] };
    case 'SUB_PURPOSE_MISSING':
    case 'SUB_PURPOSE_UNKNOWN':
      return { reason: refused.why, rule: 'X99', clauses: SUB_PURPOSE_CLAUSES };
    case 'RECIPIENT_NOT_LISTED':
      return { reason: refused.why, rule: 'X99', clauses: ['A2(2)-1', 'A4-0b'] };
    case 'SUBJECT_UNKNOWN':
      return { reason: 'DEFAULT_DENY', rule: 'X99', clauses: ['A1-1', 'A4-0b', 'A2-2'] };
    case 'DENIED_BY_RULE':
      return {
        reason: rule?.reason ?? 'DEFAULT_DENY',
        rule: rule?.id ?? 'X99',
        clauses: [...(rule?.clauses ?? []), ...categoryClause(policy, refused)],
      };
    case 'BULK_LIMIT':
      return {
        reason: 'BULK_LIMIT',
        rule: rule?.id ?? 'X99',
        clauses: [...(rule?.clauses ?? []), ...(rule?.listDenial ?? []), ...categoryClause(policy, refused)],
      };
    case 'NO_FORM':
      return withheld(policy, refused);
  }
}

/**
 * No rule gives a form: a matching rule whose cell is `-`, or no rule at all (X99). The co-op collects purchases, not the Club at its
 * registration: where an exception of A4 reaches a third party, that is why it does not reach these (A4-0a).
 */
function withheld(policy: Policy, refused: Refused): Said {
  const { rule, purpose = '', recipientClasses = [] } = refused;
  const sides = recipientClasses.map((name) => policy.recipientClasses[name].side);
  const all = (side: Side): boolean => sides.every((each) => each === side);
  const row = rule?.clauses ?? [];
  const item = categoryClause(policy, refused);
  const speaker = rule?.id ?? 'X99';
  const jointUse = Object.entries(policy.purposes).some(([name, entry]) => name === purpose && entry.jointUse);

  if (all('JOINT_USE') && rule === undefined && !jointUse) {
    return { reason: 'JOINT_USE_PURPOSE', rule: speaker, clauses: ['A2(2)-2', ...item, 'A2-2'] };
  }
  if (all('JOINT_USE') && refused.category === 'UNLISTED') {
    return { reason: 'CATEGORY_NOT_IN_NOTICE', rule: speaker, clauses: [...row, ...item, 'A2-2'] };
  }
  if (all('THIRD_PARTY') && rule !== undefined && rule.basis !== 'NONE' && refused.category === 'PURCHASE_HISTORY') {
    return { reason: 'ORIGIN_NOT_COVERED', rule: speaker, clauses: [...row, ...item, 'A4-0a', 'A4-0b'] };
  }
  if (all('THIRD_PARTY')) {
    return { reason: 'THIRD_PARTY_PROHIBITED', rule: speaker, clauses: [...row, ...item, 'A4-0b'] };
  }
  if (rule !== undefined) return { reason: 'NOT_NECESSARY', rule: speaker, clauses: [...row, ...item, 'A2-2'] };
  return { reason: 'DEFAULT_DENY', rule: speaker, clauses: ['A4-0b', 'A2-2', ...item] };
}

function categoryClause(policy: Policy, refused: Refused): readonly string[] {
  return refused.category === undefined ? [] : [policy.categories[refused.category].clause];
}
