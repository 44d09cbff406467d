import type { Decision } from '../decision.js';
import { declarationsOf } from '../declaration.js';
import type { Policy, Rule } from '../policy.js';
import { LIFE_STAGES, ROLES, SUBJECT_KINDS } from '../vocabulary.js';
import { DecisionTable, recipientsOf, type Situation } from './decisionTable.js';

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
  const recipients = recipientsOf([policy]);
  return policy.rules.flatMap((rule) => {
    const instead = new Set<string>();
    for (const situation of situationsOf(rule, recipients)) {
      const speaking = table.at(situation).flatMap(speakers);
      if (speaking.includes(rule.id)) return [];
      for (const id of speaking) instead.add(id);
    }
    return [{ rule: rule.id, instead: [...instead].toSorted() }];
  });
}

function speakers({ rule, ladder }: Decision): readonly string[] {
  return [rule, ...ladder.map((rung) => rung.rule)];
}

/** Every situation that the rule names. */
function* situationsOf(rule: Rule, recipients: readonly string[]): Generator<Situation> {
  for (const recipient of recipients) {
    if (!names(rule.recipientClasses, recipient.split('+'))) continue;
    for (const role of rule.roles === 'ANY' ? ROLES : rule.roles) {
      for (const purpose of rule.purposes.flatMap(declarationsOf)) {
        for (const subject of rule.subjects === 'ANY' ? SUBJECT_KINDS : rule.subjects) {
          for (const lifeStage of rule.lifeStages === 'ANY' ? LIFE_STAGES : rule.lifeStages) {
            yield { role, recipient, purpose, subject, lifeStage };
          }
        }
      }
    }
  }
}

function names(list: readonly string[] | 'ANY', words: readonly string[]): boolean {
  return list === 'ANY' || words.some((word) => list.includes(word));
}
