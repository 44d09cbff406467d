/** The words of the policy, one list a word. Source: the published policy's clauses; see GLOSSARY.md. */

export const PURPOSES = [
  'CLUB_OPERATION',
  'BENEFICIAL_INFORMATION',
  'MATERIAL_CHANGE_NOTICE',
  'CONSENT_REQUEST',
  'AGGREGATE_ANALYSIS',
  'ANONYMISED_DISCLOSURE',
  'CONSENTED_DISCLOSURE',
  'REQUESTED_SERVICE',
  'LEGAL_OBLIGATION',
  'VITAL_OR_PROPERTY_PROTECTION',
  'SERVICE_PROTECTION',
  'PUBLIC_HEALTH',
  'CHILD_WELFARE',
  'DATA_SUBJECT_RIGHTS',
  'INTERNAL_AUDIT',
  'GOVERNANCE',
  'TRAINING',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What an analysis is for (A4-1a, A4-1b, A4-1c). Declared together with its purpose: `AGGREGATE_ANALYSIS/IMPROVE`. */
export const SUB_PURPOSES = ['IMPROVE', 'RELATED_BUSINESS', 'PARTNER_MARKETING'] as const;
export type SubPurpose = (typeof SUB_PURPOSES)[number];

/** The sub-purposes of a purpose, of which a request must declare one; of most purposes there are none. */
export function subPurposesOf(purpose: string | null): readonly SubPurpose[] {
  return purpose === 'AGGREGATE_ANALYSIS' ? SUB_PURPOSES : [];
}

/** The eight items of A2(2)-i1..i8, and `UNLISTED` (A2(2)-i9): what the list does not name. */
export const DATA_CATEGORIES = [
  'NAME',
  'MEMBER_CODE',
  'SEX',
  'BIRTH_DATE',
  'ADDRESS',
  'PHONE',
  'EMAIL',
  'PURCHASE_HISTORY',
  'UNLISTED',
] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];

/** What goes by the clock of the Club: purchases are kept by the co-op, by its own. */
export type ClockedCategory = Exclude<DataCategory, 'PURCHASE_HISTORY'>;
export const CLOCKED_CATEGORIES = DATA_CATEGORIES.filter(
  (category): category is ClockedCategory => category !== 'PURCHASE_HISTORY',
);

export const RECIPIENT_CLASSES = [
  'OWN_ORGANISATION',
  'JOINT_USER_COOP_GROUP',
  'JOINT_USER_OPERATOR',
  'JOINT_USER_SUBCONTRACTOR',
  'PROCESSOR',
  'PARTNER_THIRD_PARTY',
  'ADVERTISER_THIRD_PARTY',
  'PUBLIC_AUTHORITY',
  'EMERGENCY_RECIPIENT',
  'CHILD_WELFARE_BODY',
  'DATA_SUBJECT',
  'LEGAL_REPRESENTATIVE',
  'PUBLIC',
] as const;
export type RecipientClass = (typeof RECIPIENT_CLASSES)[number];

export const SUBJECT_KINDS = [
  'CHILD_PARTICIPANT',
  'GUARDIAN',
  'COOP_MEMBER',
  'OFFICER_OR_EMPLOYEE',
  'SUPPLIER_CONTACT',
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** `UNKNOWN` is decided as `UNDER_16`, the most protective stage of a living person. */
export const LIFE_STAGES = ['UNDER_16', 'AGE_16_17', 'ADULT', 'UNKNOWN', 'DECEASED'] as const;
export type LifeStage = (typeof LIFE_STAGES)[number];

export const ROLES = [
  'CLUB_STAFF',
  'ANALYST',
  'COOP_STAFF',
  'AFFILIATE_STAFF',
  'OPERATOR_STAFF',
  'SUBCONTRACTOR_STAFF',
  'PROCESSOR_STAFF',
  'MARKETING_TOOL',
  'PARTNER',
  'ADVERTISER',
  'PUBLIC',
  'AUTHORITY_LIAISON',
  'EMERGENCY_RESPONDER',
  'CHILD_WELFARE_BODY',
  'SECURITY_OFFICER',
  'SELF_GUARDIAN',
  'SELF_MEMBER',
  'SELF_EMPLOYEE',
  'SELF_SUPPLIER',
  'SELF_ADULT',
  'SELF_CHILD',
  'CONSULTATION_DESK',
  'INTERNAL_AUDITOR',
  'PRIVACY_MANAGER',
  'DEPT_MANAGER',
] as const;
export type Role = (typeof ROLES)[number];

export const LEGAL_BASES = [
  'SPECIFIED_PURPOSE',
  'CONSENT',
  'JOINT_USE',
  'ENTRUSTMENT',
  'LAW_OR_ORDINANCE',
  'VITAL_OR_PROPERTY',
  'PUBLIC_HEALTH_OR_CHILD_WELFARE',
  'DATA_SUBJECT_REQUEST',
  'STATISTICS',
  'NONE',
] as const;
export type LegalBasis = (typeof LEGAL_BASES)[number];

/** Weakest first: the index is the rank, and forms combine by minimum. */
export const DISCLOSURE_FORMS = ['DENIED', 'AGGREGATED', 'GENERALISED', 'PSEUDONYMISED', 'MASKED', 'RAW'] as const;
export type DisclosureForm = (typeof DISCLOSURE_FORMS)[number];

const RANK: Readonly<Record<DisclosureForm, number>> = {
  DENIED: 0,
  AGGREGATED: 1,
  GENERALISED: 2,
  PSEUDONYMISED: 3,
  MASKED: 4,
  RAW: 5,
};

/** 0 (DENIED) to 5 (RAW). */
export function formRank(form: DisclosureForm): number {
  return RANK[form];
}

/** The narrower of two forms. */
export function lowestForm(a: DisclosureForm, b: DisclosureForm): DisclosureForm {
  return RANK[a] <= RANK[b] ? a : b;
}

/**
 * What a matrix cell may depend on: the letters of the published matrix, in words, and two that come from a rule's subject
 * column (`OWN_RECORD`, `LINKED_CHILD`).
 */
export const CONDITIONS = [
  'CONSENT', // c: valid consent of the competent giver that names purpose, recipient and category
  'OPT_IN', // o: advertising opt-in with proof
  'NECESSITY_TICKET', // n
  'SEND_JOB', // d
  'OWN_CLASS', // s: the caller's own class or session
  'INSTRUCTION', // k: contract or instruction lists category and form
  'SERVICE_REQUEST', // q
  'LEGAL_ORDER', // l
  'BREAK_GLASS', // b
  'WELFARE_CASE', // w
  'RIGHTS_CASE', // v
  'APPROVAL', // a
  'GUARDIAN_LINK', // z: guardian link active and no harm flag
  'OWN_RECORD', // the subject is the caller
  'LINKED_CHILD', // the subject is a child linked to the caller
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Conditions that a register ties to single subjects and categories: cases, requests, orders. */
export const CASE_CONDITIONS = [
  'SERVICE_REQUEST',
  'LEGAL_ORDER',
  'BREAK_GLASS',
  'WELFARE_CASE',
  'RIGHTS_CASE',
  // These two may also be about anybody; then they hold for the whole request.
  'NECESSITY_TICKET',
  'APPROVAL',
] as const satisfies readonly Condition[];
export type CaseCondition = (typeof CASE_CONDITIONS)[number];

/** Conditions that differ from one subject to the next; all others hold or fail for a whole request. */
export const ROW_CONDITIONS = [
  'CONSENT',
  'OPT_IN',
  'OWN_CLASS',
  'GUARDIAN_LINK',
  'OWN_RECORD',
  'LINKED_CHILD',
  ...CASE_CONDITIONS,
] as const;
export type RowCondition = (typeof ROW_CONDITIONS)[number];
