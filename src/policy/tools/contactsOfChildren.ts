import type { Decision } from '../decision.js';
import type { Policy } from '../policy.js';
import { DATA_CATEGORIES, formRank, ROLES, type DataCategory } from '../vocabulary.js';
import { DecisionTable, QUESTIONS, recipientsOf } from './decisionTable.js';

/** A rule by which somebody can reach a child under 16, and by what. */
export interface ContactOfChild {
  readonly rule: string;
  readonly categories: readonly DataCategory[];
}

/** By these somebody is reached; a place alone reaches nobody. */
const CONTACT: readonly DataCategory[] = ['ADDRESS', 'PHONE', 'EMAIL'];

/**
 * Rules that give the child's own contact data to whoever asks for a consent, where the law reads "the person" as the legal
 * representative below 16 (APPI 40-2 as amended): it is the representative who is asked. None under another law.
 */
export function contactsOfChildren(policy: Policy): readonly ContactOfChild[] {
  if (policy.law.under16.person !== 'LEGAL_REPRESENTATIVE') return [];
  const found = new Map<string, Set<DataCategory>>();
  for (const decision of decisionsOf(policy)) {
    if (!CONTACT.includes(decision.category)) continue;
    for (const rule of rulesThatReach(decision)) {
      found.set(rule, (found.get(rule) ?? new Set()).add(decision.category));
    }
  }
  return [...found].map(([rule, categories]) => ({
    rule,
    categories: DATA_CATEGORIES.filter((category) => categories.has(category)),
  }));
}

function* decisionsOf(policy: Policy): Generator<Decision & { readonly category: DataCategory }> {
  const table = new DecisionTable(policy);
  const asked = { purpose: 'CONSENT_REQUEST', subject: 'CHILD_PARTICIPANT', lifeStage: 'UNDER_16' } as const;
  for (const role of ROLES) {
    for (const recipient of recipientsOf([policy])) {
      const decisions = table.at({ role, recipient, ...asked });
      for (const [index, { category }] of QUESTIONS.entries()) yield { ...(decisions[index] as Decision), category };
    }
  }
}

function rulesThatReach({ ladder }: Decision): readonly string[] {
  return ladder.filter(({ form }) => formRank(form) > formRank('GENERALISED')).map(({ rule }) => rule);
}
