import type {
  Condition,
  DataCategory,
  DisclosureForm,
  Purpose,
  RecipientClass,
  Role,
  SubjectKind,
} from './vocabulary.js';

/** One contract of the chain that makes the caller's organisation a recipient, as it stands at the instant of the facts. */
export interface ContractFact {
  readonly id: string;
  readonly type: 'JOINT_USE' | 'OPERATIONS' | 'SUBCONTRACT' | 'ENTRUSTMENT' | 'PARTNER';
  /** ACTIVE only within its period: a contract that has ended reads EXPIRED whatever was recorded. */
  readonly status: 'DRAFT' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'TERMINATED' | 'BREACHED';
  readonly clauses: readonly string[];
  /** Purposes that the contract is for. */
  readonly scope: readonly Purpose[];
  /** The highest form of each category. Where any has an entry, one without is not in the contract at all; without entries nothing is capped. */
  readonly caps: Readonly<Partial<Record<DataCategory, DisclosureForm>>>;
  /** A vendor assessment with a passing result is on record. */
  readonly assessed: boolean;
}

/** A contract of the caller's organisation first, then each that it hangs on. `complete` false: a link is missing. */
export interface ContractChain {
  readonly chain: readonly ContractFact[];
  readonly complete: boolean;
}

/** The joint-use notice in force. */
export interface NoticeFact {
  readonly version: string;
  /** Items that the law demands and the notice lacks, e.g. "responsibleParty.address". Not empty: it is not in force (fail closed). */
  readonly missing: readonly string[];
  readonly items: readonly DataCategory[];
  readonly purposes: readonly Purpose[];
  /** Organisation codes. */
  readonly recipients: readonly string[];
  readonly maxForm: Readonly<Partial<Record<DataCategory, DisclosureForm>>>;
}

/** What holds for single subjects: the keys of those for whom it does, by condition and category. */
export type RowHolders = Readonly<
  Partial<Record<`${Condition}:${DataCategory}`, Readonly<Partial<Record<SubjectKind, readonly number[]>>>>>
>;

/** What was counted up to now. */
export interface Volume {
  /** In the last minute. */
  readonly requests: number;
  /** Subjects that left, in the last day. */
  readonly records: number;
}

export type SubjectFlag = 'ERASED' | 'STOP_USE' | 'STOP_PROVISION' | 'LEGAL_HOLD' | 'GUARDIAN_NOTICE_SUPPRESSED';

/**
 * Everything that the gates and the conditions ask of the registers, as of one instant: read in one round trip at the start of a
 * request and forgotten with it, so that a revocation counts from the next request on. Pure data.
 */
export interface GateFacts {
  /** ISO instant of the decision. */
  readonly now: string;
  /** Its Asia/Tokyo date. */
  readonly today: string;
  readonly caller: {
    readonly subjectId: string;
    readonly organisation: string;
    /** False for a machine client, which no training can be asked of. */
    readonly human: boolean;
    readonly mfa: boolean;
    readonly managedDevice: boolean;
    readonly department: string | null;
    /** Of the caller's roles those that are offices, and that the register of appointments does not give them (A8-1, A8-3). */
    readonly withoutOffice: readonly Role[];
  };
  /** The register's entry of the caller's organisation; null: not registered. */
  readonly organisation: {
    readonly code: string;
    readonly recipientClasses: readonly RecipientClass[];
    /** Joint use is switched on for this recipient (A2(2)-3). */
    readonly jointUseEnabled: boolean;
    readonly suspended: boolean;
    /** By the register of suspensions: the switch, or the volume limit. */
    readonly stopped: boolean;
    /** Seated outside of Japan (APPI 28). */
    readonly abroad: boolean;
  } | null;
  readonly notice: NoticeFact | null;
  /** One for each contract of the caller's organisation. */
  readonly contracts: readonly ContractChain[];
  readonly departmentHasManager: boolean;
  readonly privacyManagerActive: boolean;
  readonly rulesAcknowledged: boolean;
  readonly trainingCurrent: boolean;
  /** The day of the oldest critical bulletin that the caller has not read; null: none is unread. */
  readonly bulletinUnreadSince: string | null;
  /** The recipient attests training and secrecy of its staff (joint users, processors). */
  readonly attested: boolean;
  /** The consultation desk is open now (Mon-Sat 9:00-18:00 JST, not on holidays). */
  readonly deskOpen: boolean;
  /** An active break-glass of this caller: skips G3. */
  readonly breakGlassActive: boolean;
  /** Conditions that hold for the whole request: for these categories, or for all. */
  readonly held: Readonly<Partial<Record<Condition, readonly DataCategory[] | 'ALL'>>>;
  /** Why one of them does not hold, where more is known than that: e.g. BENEFIT_NOT_JUDGED, SELF_APPROVAL. */
  readonly unmet: Readonly<Partial<Record<Condition, string>>>;
  /** What the caller and its whole organisation had already. */
  readonly volume: { readonly caller: Volume; readonly organisation: Volume };
  readonly rowHolders: RowHolders;
  /** Subjects of whom the desk has recorded that they died, by kind; the sources may not know yet (X03). */
  readonly deceased: Readonly<Partial<Record<SubjectKind, readonly number[]>>>;
  /** Subjects with a flag in force, by kind. */
  readonly flagged: Readonly<Partial<Record<SubjectFlag, Readonly<Partial<Record<SubjectKind, readonly number[]>>>>>>;
  /** Ids of rules that give nothing while a critical finding of an audit is open (A9-3). */
  readonly suspendedRules: readonly string[];
}
