import type { ReasonCode, Rung } from './decision.js';
import type { LimitsPolicy } from './limitsPolicy.js';
import type { StatisticsPolicy } from './statisticsPolicy.js';
import type {
  ClockedCategory,
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

/** Where a recipient stands, seen from the accountable party. */
export type Side = 'INSIDE' | 'JOINT_USE' | 'ENTRUSTED' | 'THIRD_PARTY' | 'DATA_SUBJECT';

export type RuleEffect = 'PERMIT' | 'DENY' | 'RESTRICT' | 'DEFAULT';

/** One row of the matrix, its wildcards resolved. `'ANY'` also matches a caller that has none of the list. */
export interface Rule {
  readonly id: string;
  readonly effect: RuleEffect;
  readonly note: string;
  readonly roles: readonly Role[] | 'ANY';
  readonly recipientClasses: readonly RecipientClass[] | 'ANY';
  readonly purposes: readonly Purpose[];
  /** Of purposes that have sub-purposes. */
  readonly subPurposes: readonly SubPurpose[] | 'ANY';
  readonly subjects: readonly SubjectKind[] | 'ANY';
  readonly lifeStages: readonly LifeStage[] | 'ANY';
  readonly basis: LegalBasis;
  readonly clauses: readonly string[];
  /** What a PERMIT rule gives; a RESTRICT rule's rungs are its caps. Empty = withheld. */
  readonly single: Readonly<Record<DataCategory, readonly Rung[]>>;
  /** The same when more than one subject may come back. */
  readonly list: Readonly<Record<DataCategory, readonly Rung[]>>;
  /** Clauses of a rule that gives one subject at a time; empty = lists are allowed. */
  readonly listDenial: readonly string[];
  /** Rules that a restriction leaves alone. */
  readonly except: readonly string[];
  /** What a DENY or RESTRICT rule says. */
  readonly reason: ReasonCode;
}

export interface PurposeEntry {
  readonly name: string;
  /** One of the four purposes of joint use, A2(1). */
  readonly jointUse: boolean;
  /** To which side the purpose may carry data, A2-1. */
  readonly provision: readonly Side[];
  readonly clauses: readonly string[];
  /** What a request for it must say besides (A4-1); absent: nothing. */
  readonly subPurposes?: Readonly<Record<SubPurpose, SubPurposeEntry>>;
}

export interface SubPurposeEntry {
  readonly name: string;
  /** The highest form that leaves for it, whatever the rules give. @default RAW */
  readonly maxForm?: DisclosureForm;
  readonly clauses: readonly string[];
}

/** The rules that speak for one purpose, in file order. */
export interface RulesOfPurpose {
  readonly permits: readonly Rule[];
  readonly denials: readonly Rule[];
  readonly restrictions: readonly Rule[];
}

export interface Organisation {
  readonly code: string;
  readonly name: string;
  readonly recipientClasses: readonly RecipientClass[];
  readonly parent: string | null;
  /** The organisation whose contract makes this one a recipient. */
  readonly contractor: string | null;
  readonly accountable: boolean;
}

export interface Clause {
  readonly id: string;
  readonly summary: string;
  readonly keptBy: 'RULE' | 'PROGRAM' | 'MANUAL' | 'HEADING';
  /** How PROGRAM or MANUAL holds it; empty for the others. */
  readonly how: string;
  /** Of a MANUAL control: who does it, and how often. Else null. */
  readonly owner: string | null;
  readonly frequency: string | null;
  /** Words of the published text that leave a list open. They grant nothing (B-2). */
  readonly openEnd: string | null;
  /** What is still missing before the clause is kept; null: it is kept. */
  readonly notYet: string | null;
}

/** How the law in force reads what the policy leaves to it. Source: APPI; its amendment of 2026, 35(9)(10), 40-2. */
export interface LawReading {
  readonly version: string;
  readonly under16: {
    /** Whom "the person" means for one who is under 16. Lint proves that whoever asks for a consent cannot turn to the child. */
    readonly person: 'PERSON' | 'LEGAL_REPRESENTATIVE';
    /** Whether one who is under 16, or the representative, must give grounds to stop use or provision; the desk goes by it. */
    readonly stopUse: 'WITH_GROUNDS' | 'WITHOUT_GROUNDS';
  };
}

/** The numbers of supervision (A3-2, A9); design values where the published text has none. */
export interface SupervisionPolicy {
  readonly auditEveryDays: number;
  readonly restoreDrillEveryDays: number;
  readonly trainingCoveragePercent: number;
  /** After so many days a critical bulletin that somebody has not read is an alert. */
  readonly criticalBulletinDays: number;
  /** Subjects that a recipient of the class may be shown within so many days; each time counts. */
  readonly volume: Readonly<Partial<Record<RecipientClass, VolumeLimit>>>;
}

export interface VolumeLimit {
  readonly subjects: number;
  readonly days: number;
}

/** How long data are kept (APPI 22), in days. */
export interface RetentionPolicy {
  /** From the day on which a participant left; purchases, and the people of other organisations, go by the clock of their own. */
  readonly afterLeavingDays: Readonly<Record<ClockedCategory, number>>;
  /** From the last provision to the recipient (APPI 29). */
  readonly provisionRecordDays: number;
  /** Of what the gateway itself keeps of what persons asked for, from its end. */
  readonly requestRecordDays: number;
}

/** Categories that can be taken out of the record of one who left before the person goes; the rest goes with the person. */
export const CLEARED_BEFORE = ['ADDRESS', 'PHONE', 'EMAIL'] as const satisfies readonly DataCategory[];

/** A checked policy file. Deeply frozen; decisions name its version and hash. */
export interface Policy {
  readonly version: string;
  /** YYYY-MM-DD, Asia/Tokyo: from the beginning of this day. */
  readonly effectiveFrom: string;
  /** YYYY-MM-DD: up to the end of this day; null: until another version begins. */
  readonly effectiveTo: string | null;
  /** Why the dates may still move; null: they stand. */
  readonly provisional: string | null;
  /** SHA-256 of the file's bytes, hexadecimal; of an amendment, of its own and those of what it extends. */
  readonly hash: string;
  /** SHA-256 of the published text, hexadecimal. */
  readonly textHash: string;
  /** What a notice must say, and the words of the published text that say it; null: the text does not. */
  readonly published: Readonly<Record<string, string | null>>;
  readonly law: LawReading;
  readonly purposes: Readonly<Record<Purpose, PurposeEntry>>;
  readonly recipientClasses: Readonly<Record<RecipientClass, { readonly name: string; readonly side: Side }>>;
  readonly categories: Readonly<Record<DataCategory, { readonly clause: string }>>;
  readonly organisations: Readonly<Record<string, Organisation>>;
  readonly rules: readonly Rule[];
  readonly limits: LimitsPolicy;
  readonly statistics: StatisticsPolicy;
  readonly supervision: SupervisionPolicy;
  readonly retention: RetentionPolicy;
  readonly introspection: { readonly roles: readonly Role[] };
  readonly clauses: Readonly<Record<string, Clause>>;
  /** By purpose; no prototype, so that an unknown purpose is `undefined` whatever its name. */
  readonly index: Readonly<Record<string, RulesOfPurpose>>;
}

/** A way out of a cell, before it is known of which rule. */
export interface CellRung {
  readonly form: DisclosureForm;
  readonly when: readonly Condition[];
}
