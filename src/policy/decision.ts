import type {
  Condition,
  DataCategory,
  DisclosureForm,
  LegalBasis,
  LifeStage,
  Purpose,
  RecipientClass,
  Role,
  SubjectKind,
} from './vocabulary.js';

/** Why a decision came out as it did; the whole list of this version. */
export type ReasonCode =
  | 'PERMITTED' // the asked form, without condition
  | 'PERMITTED_IF' // the best form depends on the subject; `condition` names on what
  | 'FALLBACK' // a condition that can't be met leaves the cell's lower form
  | 'CONDITION_UNMET' // a condition that can't be met leaves nothing
  | 'PURPOSE_MISSING'
  | 'PURPOSE_UNKNOWN'
  | 'PURPOSE_NOT_ALLOWED' // registered, but not among the purposes of the token
  | 'JOINT_USE_PURPOSE' // a joint user outside the purposes of joint use
  | 'RECIPIENT_NOT_LISTED'
  | 'CATEGORY_NOT_IN_NOTICE'
  | 'NOT_NECESSARY' // inside or joint use, the matrix has no form for the category (A2-2)
  | 'THIRD_PARTY_PROHIBITED' // outside, no exception of A4 holds (A4-0b)
  | 'LAW_NARROWER_THAN_POLICY'
  | 'NOT_OWN_DATA'
  | 'OUT_OF_CLUB_SCOPE'
  | 'BULK_LIMIT' // the rule gives one subject at a time, no lists
  | 'AGGREGATE_ONLY' // the caller may have statistics of this category, not rows
  | 'DEFAULT_DENY';

/** What the caller is, as verified. `roles` empty = the matrix's PUBLIC. */
export interface CallerFacts {
  readonly roles: readonly Role[];
  /** Of the caller's organisation; a guardian is DATA_SUBJECT and LEGAL_REPRESENTATIVE. Empty = not a listed recipient. */
  readonly recipientClasses: readonly RecipientClass[];
}

/** One question to the policy. Pure data; no clock, no register. */
export interface Question {
  readonly caller: CallerFacts;
  /** As declared and accepted; `null` when none was declared. A string that is not a `Purpose` is an unknown one. */
  readonly purpose: Purpose | (string & {}) | null;
  readonly subject: { readonly kind: SubjectKind | null; readonly lifeStage: LifeStage | null };
  readonly category: DataCategory;
  /** LIST: more than one subject may come back (list rules apply). */
  readonly shape: 'SINGLE' | 'LIST';
}

/** One way in which a form may come out: `form` if all of `when` hold. */
export interface Rung {
  readonly form: DisclosureForm;
  readonly when: readonly Condition[];
  readonly rule: string;
  readonly basis: LegalBasis;
  readonly clauses: readonly string[];
}

/**
 * The answer: a ladder of rungs, highest form first; the first whose conditions all hold is what comes out; none: DENIED.
 * `form`, `condition` and `fallback` restate its ends for readers. An empty ladder is a refusal with `reason` and `clauses`.
 */
export interface Decision {
  readonly ladder: readonly Rung[];
  /** The best form that may come out (DENIED when the ladder is empty). */
  readonly form: DisclosureForm;
  /** On what the best form depends; empty = on nothing. */
  readonly condition: readonly Condition[];
  /** What comes out when it does not hold. */
  readonly fallback: DisclosureForm;
  readonly reason: ReasonCode;
  /** The rule that speaks (a matrix row id), e.g. "O01"; X99 for the default. */
  readonly rule: string;
  readonly clauses: readonly string[];
}

/** A ladder once it is known which conditions hold. */
export interface Settled {
  readonly form: DisclosureForm;
  readonly reason: ReasonCode;
  readonly rule: string;
  readonly clauses: readonly string[];
  /** Conditions that would have given a higher form. */
  readonly missing: readonly Condition[];
}
