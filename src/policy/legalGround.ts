import type { Policy } from './policy.js';
import type { LegalBasis } from './vocabulary.js';

/** On which provision of the law a rule stands. */
export interface LegalGround {
  /** null: what speaks is no rule of the policy. */
  readonly basis: LegalBasis | null;
  /** Of the Act on the Protection of Personal Information; null: nothing is given on any. */
  readonly article: string | null;
}

/** What identifies nobody is no personal information (2(1)): so with statistics. What persons are told of their own data is 33. */
const ARTICLES: Readonly<Record<LegalBasis, string | null>> = {
  SPECIFIED_PURPOSE: 'APPI 17, 18',
  CONSENT: 'APPI 27(1)',
  JOINT_USE: 'APPI 27(5)(iii)',
  ENTRUSTMENT: 'APPI 27(5)(i)',
  LAW_OR_ORDINANCE: 'APPI 27(1)(i)',
  VITAL_OR_PROPERTY: 'APPI 27(1)(ii)',
  PUBLIC_HEALTH_OR_CHILD_WELFARE: 'APPI 27(1)(iii)',
  DATA_SUBJECT_REQUEST: 'APPI 33',
  STATISTICS: 'APPI 2(1)',
  NONE: null,
};

/** The basis of the rule that speaks, and its article: of a refusal, what would have to hold (B-2). */
export function legalGround({ rules }: Pick<Policy, 'rules'>, rule: string): LegalGround {
  const basis = rules.find(({ id }) => id === rule)?.basis ?? null;
  return { basis, article: basis === null ? null : ARTICLES[basis] };
}
