import type {
  Clause,
  LawReading,
  PurposeEntry,
  RetentionPolicy,
  RuleEffect,
  Side,
  SupervisionPolicy,
} from './policy.js';
import type { LimitsPolicy } from './limitsPolicy.js';
import type { StatisticsPolicy } from './statisticsPolicy.js';
import type { ReasonCode } from './decision.js';
import type {
  DataCategory,
  LegalBasis,
  LifeStage,
  Purpose,
  RecipientClass,
  Role,
  SubjectKind,
  SubPurpose,
} from './vocabulary.js';

/** A rule as the file writes it; see the comment at the head of policy/club.yaml. */
export interface RuleEntry {
  readonly id: string;
  readonly effect: RuleEffect;
  readonly note?: string;
  readonly roles: readonly (Role | 'ANY')[];
  readonly recipientClasses: readonly (RecipientClass | 'ANY' | 'OUTSIDE' | 'JOINT_USER_*')[];
  readonly purposes: readonly (Purpose | 'ANY' | 'AS_INSTRUCTED')[];
  readonly basis: LegalBasis;
  readonly subPurposes?: readonly SubPurpose[];
  readonly subjects: readonly (SubjectKind | 'ANY')[];
  readonly relation?: 'OWN_RECORD' | 'LINKED_CHILD';
  readonly lifeStages?: readonly LifeStage[];
  readonly cells?: Readonly<Record<DataCategory, string>>;
  readonly lists?: 'DENIED' | Readonly<Partial<Record<DataCategory, string>>>;
  readonly listClauses?: readonly string[];
  readonly except?: readonly string[];
  readonly reason?: ReasonCode;
  readonly clauses: readonly string[];
}

export interface OrganisationEntry {
  readonly name: string;
  readonly recipientClasses: readonly RecipientClass[];
  readonly parent?: string;
  readonly contractor?: string;
  readonly accountable?: boolean;
}

export interface ClauseEntry {
  readonly summary: string;
  readonly keptBy: Clause['keptBy'];
  readonly how?: string;
  readonly owner?: string;
  readonly frequency?: string;
  readonly openEnd?: string;
  readonly notYet?: string;
}

/** The document of a policy file, once its shape is checked (policy/club.schema.json). */
export interface PolicyFile {
  readonly version: string;
  readonly effectiveFrom: string;
  readonly effectiveTo?: string;
  readonly provisional?: string;
  readonly text: { readonly file: string; readonly sha256: string };
  readonly published?: Readonly<Record<string, string | null>>;
  readonly law?: LawReading;
  readonly purposes: Readonly<Record<Purpose, PurposeEntry>>;
  readonly recipientClasses: Readonly<Record<RecipientClass, { readonly name: string; readonly side: Side }>>;
  readonly categories: Readonly<Record<DataCategory, { readonly clause: string }>>;
  readonly organisations: Readonly<Record<string, OrganisationEntry>>;
  readonly rules: readonly RuleEntry[];
  readonly limits: LimitsPolicy;
  readonly statistics: StatisticsPolicy;
  readonly supervision: SupervisionPolicy;
  readonly retention: RetentionPolicy;
  readonly introspection: { readonly roles: readonly Role[] };
  readonly clauses: Readonly<Record<string, ClauseEntry>>;
}
