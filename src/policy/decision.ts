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
  SubPurpose,
} from './vocabulary.js';

/** Why a decision came out as it did; the whole list of this version. Its texts for people: reasons/. */
export const REASON_CODES = [
  // What comes out.
  'PERMITTED', // the asked form, without condition
  'PERMITTED_IF', // the best form depends on the subject; `condition` names on what
  'FALLBACK', // the best form can't come out and leaves a lower one
  'AGGREGATE_ONLY', // the caller may have statistics of this category, not rows
  'FORM_NOT_OFFERED', // the field can't show the form that the policy grants
  'RELATION_NOT_ALLOWED', // a family would be rarer than each of its members' de-identified rows
  'INPUT_NOT_ALLOWED', // a filter or sort key would give away more than the caller may see
  'CONDITION_UNMET', // a condition that can't be met leaves nothing, and no code of its own says which
  // G0 to G6: the caller, its organisation and its papers.
  'UNAUTHENTICATED',
  'MFA_REQUIRED', // RAW without a second factor
  'DEVICE_NOT_MANAGED', // RAW lowered to MASKED
  'PURPOSE_MISSING',
  'PURPOSE_UNKNOWN',
  'PURPOSE_NOT_ALLOWED', // registered, but not among the purposes of the token
  'SUB_PURPOSE_MISSING', // the purpose has sub-purposes, and none is declared (A4-1)
  'SUB_PURPOSE_UNKNOWN', // none of the purpose
  'PURPOSE_NOT_FOR_PROVISION', // a purpose of the inside, and the data would leave
  'OUT_OF_CLUB_SCOPE',
  'NO_DEPT_MANAGER',
  'NOT_IN_OFFICE', // the token names an office, the register of appointments does not (A8-1, A8-3)
  'RULES_NOT_ACKNOWLEDGED',
  'BULLETIN_UNREAD', // a critical one, for longer than its days (A9-4b)
  'TRAINING_EXPIRED', // or, of another organisation, not attested
  'RECIPIENT_NOT_LISTED',
  'JOINT_USE_DISABLED',
  'RECIPIENT_SUSPENDED', // by the switch, or by the volume limit (A3-2)
  'NOTICE_NOT_IN_FORCE',
  'CATEGORY_NOT_IN_NOTICE',
  'JOINT_USE_PURPOSE', // a joint user outside the purposes of joint use
  'CAPPED_BY_NOTICE', // the notice allows a lower form
  'CONTRACT_INACTIVE',
  'UPSTREAM_CONTRACT_INACTIVE',
  'NO_CONFIDENTIALITY_CLAUSE',
  'CONTRACT_SCOPE',
  'VENDOR_NOT_ASSESSED',
  'CAPPED_BY_CONTRACT', // a contract of the chain allows a lower form
  // G7: the subject.
  'ERASED',
  'STOPPED_BY_SUBJECT',
  // G8: the matrix.
  'DEFAULT_DENY',
  'THIRD_PARTY_PROHIBITED', // outside, no exception of A4 holds (A4-0b)
  'ORIGIN_NOT_COVERED', // not collected at the registration with the Club, so no exception of A4 covers it (A4-0a)
  'RULE_SUSPENDED', // a critical finding of an audit is open (A9-3)
  // G9: the cell and its conditions.
  'NOT_NECESSARY', // no form for the category, or no necessity ticket (A2-2)
  'NOT_OWN_DATA',
  'GUARDIAN_LINK_INACTIVE',
  'HARM_TO_CHILD',
  'NOT_OWN_CLASS',
  'OPT_IN_REQUIRED',
  'CONSENT_REQUIRED',
  'CONSENT_REQUIRED_BY_LAW',
  'CONSENT_WITHDRAWN',
  'CONSENT_REFUSED',
  'CONSENT_EXPIRED',
  'CONSENT_SCOPE',
  'CONSENT_GIVER_NOT_COMPETENT',
  'CONSENT_REQUEST_LIMIT',
  'SEND_JOB_REQUIRED',
  'BENEFIT_NOT_JUDGED',
  'MATERIALITY_NOT_APPROVED',
  'OUTSIDE_INSTRUCTION',
  'APPROVAL_REQUIRED',
  'SELF_APPROVAL',
  'NO_PRIVACY_MANAGER', // no approval is valid without one (A8-1)
  'SERVICE_NOT_REQUESTED',
  'ORDER_FIELD',
  'BREAK_GLASS_REQUIRED',
  'BREAK_GLASS_EXPIRED',
  'WELFARE_CASE_REQUIRED',
  'RIGHTS_CASE_REQUIRED',
  'OUTSIDE_DESK_HOURS',
  // G10 to G12, and the record.
  'LAW_NARROWER_THAN_POLICY',
  'PSEUDONYM_TO_THIRD_PARTY', // a rule would give pseudonyms where results must single out nobody (A4-2c)
  'K_THRESHOLD',
  'DIFFERENCING',
  'DP_BUDGET_EXHAUSTED',
  'BULK_LIMIT', // the rule gives one subject at a time, no lists; or the caller has had as many as a day or an answer may have
  'RATE_LIMIT',
  'AUDIT_UNAVAILABLE',
  'REGISTERS_UNAVAILABLE', // what the gates ask could not be read
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

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
  /** Of a purpose that has sub-purposes; a word that is none of them gives nothing. */
  readonly subPurpose?: SubPurpose | (string & {}) | null;
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
