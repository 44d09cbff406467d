import type { Policy, Rule } from '../policy.js';
import { DecisionTable, recipientsOf, situations, type Situation } from './decisionTable.js';
import type { Decision } from '../decision.js';

/** A rule that speaks nowhere in the whole decision space, and the rules that speak in its place. */
export interface UnreachableRule {
  readonly rule: string;
  readonly instead: readonly string[];
}

/**
 * Rules that could be taken away without a trace: denied or restricted wherever they match, or never better than another. A rule
 * speaks where it is the rule of a decision or of one of its rungs.
 */
export function unreachableRules(policy: Policy): readonly UnreachableRule[] {
  const table = new DecisionTable(policy);
  const speaking = new Set<string>();
  const seen = new Set<readonly Decision[]>();
  for (const situation of situations(recipientsOf([policy]))) {
    const decisions = table.at(situation);
    if (seen.has(decisions)) continue;
    seen.add(decisions);
    for (const rule of decisions.flatMap(speakers)) speaking.add(rule);
  }
  return policy.rules
    .filter(({ id }) => !speaking.has(id))
    .map((rule) => ({ rule: rule.id, instead: insteadOf(policy, table, rule) }));
}

function speakers({ rule, ladder }: Decision): readonly string[] {
  return [rule, ...ladder.map((rung) => rung.rule)];
}

/** Who speaks where the rule would. */
function insteadOf(policy: Policy, table: DecisionTable, rule: Rule): readonly string[] {
  const found = new Set<string>();
  for (const situation of situations(recipientsOf([policy]))) {
    if (isMeant(rule, situation))
      table
        .at(situation)
        .flatMap(speakers)
        .forEach((id) => found.add(id));
  }
  return [...found].toSorted();
}

function isMeant(rule: Rule, { role, recipient, purpose, subject, lifeStage }: Situation): boolean {
  const names = (list: readonly string[] | 'ANY', words: readonly string[]): boolean =>
    list === 'ANY' || words.some((word) => list.includes(word));
  return (
    rule.purposes.includes(purpose) &&
    names(rule.roles, [role]) &&
    names(rule.recipientClasses, recipient.split('+')) &&
    names(rule.subjects, [subject]) &&
    names(rule.lifeStages, [lifeStage])
  );
}
