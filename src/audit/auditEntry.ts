import type { GateId } from '../policy/gates/gate.js';
import type {
  Condition,
  DataCategory,
  DisclosureForm,
  LegalBasis,
  Purpose,
  RecipientClass,
  Role,
  SubjectKind,
  SubPurpose,
} from '../policy/vocabulary.js';

/** Raised when members change their meaning; new members may be added. Described in docs/audit-log.md. */
export const ENTRY_FORMAT = 1;

/**
 * DISCLOSURE: something of somebody left. REFUSAL: personal data were asked for and none left. GOVERNANCE: registers or this log were read.
 * PREVIEW: what somebody else would see was shown. CONTINUATION: the log goes on in the place of one that was lost. The others: a change,
 * in the transaction of which the entry was written.
 */
export const AUDIT_KINDS = [
  'DISCLOSURE',
  'REFUSAL',
  'GOVERNANCE',
  'PREVIEW',
  'STATISTIC',
  'REGISTER',
  'CONSENT',
  'RIGHT',
  'ERASURE',
  'INCIDENT',
  'SECURITY',
  'CONTINUATION',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** What was decided of some schema coordinates for the whole request, before rows were known. */
export interface AuditDecision {
  readonly coordinates: readonly string[];
  readonly category: DataCategory | null;
  readonly subject: SubjectKind | null;
  /** The best form that could come out, and the form where `condition` did not hold. */
  readonly form: DisclosureForm;
  readonly otherwise: DisclosureForm;
  readonly condition: readonly Condition[];
  readonly reason: string;
  readonly gate: GateId | null;
  readonly rule: string;
  readonly basis: LegalBasis | null;
  /** Of the law, for that basis; entries from before it was recorded lack it. */
  readonly article?: string | null;
  readonly clauses: readonly string[];
}

/** An entry of a register that a decision stood on: a contract, notice, ticket, case or order. */
export interface Paper {
  readonly register: string;
  readonly key: string;
}

/** What else a change says, in words: no text that a person wrote, no value. */
export type AuditFacts = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Subjects, as SHA-256 over their tokens, sorted. The tokens themselves are beside the log and not in it. */
export interface AuditSubjects {
  readonly kind: SubjectKind;
  readonly count: number;
  /** Hexadecimal. */
  readonly digest: string;
}

/** What really left: for these subjects, of these coordinates, in this form. */
export interface AuditDisclosure {
  readonly category: DataCategory | null;
  readonly form: DisclosureForm;
  readonly coordinates: readonly string[];
  readonly rows: number;
  /** Place in `subjects`. */
  readonly set: number;
}

/** One entry of the log, as its canonical JSON reads. It never holds a personal value, a variable or the text of a document. */
export interface AuditEntry {
  readonly format: typeof ENTRY_FORMAT;
  readonly kind: AuditKind;
  /** UTC, milliseconds. */
  readonly instant: string;
  readonly requestId: string | null;
  /** null: the gateway of itself. */
  readonly caller: {
    /** Keyed hash of who the token names; null for a data subject, who is the one in the set `subject`. */
    readonly person: string | null;
    readonly subject: number | null;
    readonly organisation: string;
    readonly roles: readonly Role[];
    readonly recipientClasses: readonly RecipientClass[];
  } | null;
  readonly purpose: Purpose | null;
  readonly subPurpose: SubPurpose | null;
  readonly policy: { readonly version: string; readonly hash: string } | null;
  /** Keyed hash of the document. */
  readonly operation: string | null;
  readonly decisions: readonly AuditDecision[];
  readonly disclosed: readonly AuditDisclosure[];
  /** Sets of those whom a change is about. */
  readonly about: readonly number[];
  readonly papers: readonly Paper[];
  readonly facts: AuditFacts | null;
  readonly subjects: readonly AuditSubjects[];
}
