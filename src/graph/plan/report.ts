import type { PreviewRequest } from '../preview/readPreview.js';
import type { GateId } from '../../policy/gates/gate.js';
import type { LegalGround } from '../../policy/legalGround.js';
import type { Receipt } from '../../policy/trail.js';
import type { Condition, DataCategory, DisclosureForm, SubjectKind } from '../../policy/vocabulary.js';

/**
 * Why one path came out as it did. It is made of the request and the policy alone, never of a row: what a caller is told does
 * not depend on any one person's consent.
 */
export interface ReportEntry extends LegalGround {
  /** Response keys joined by dots, without list indices. */
  readonly path: string;
  /** Schema coordinate, e.g. "Guardian.phone"; of an argument or input field where that was refused. */
  readonly coordinate: string;
  readonly category: DataCategory | null;
  readonly subject: SubjectKind | null;
  /** The best form that may come out here. */
  readonly form: DisclosureForm;
  /** The form where `condition` does not hold; equal to `form` when nothing depends on the subject. */
  readonly otherwise: DisclosureForm;
  /** The gate that refused, or took the best form; null: none did. */
  readonly gate: GateId | null;
  /** On what the form depends, subject by subject. */
  readonly condition: readonly Condition[];
  readonly reason: string;
  readonly rule: string;
  readonly clauses: readonly string[];
  /** What would be needed for a higher form. */
  readonly needs: readonly Condition[];
  /** The reason and the needs in a sentence, in the language that the request prefers. */
  readonly message: string;
}

/** Why cells of single rows came out as they did; only for those who may know it of single persons. */
export interface RowReasonEntry extends LegalGround {
  /** Where the rows are: response keys joined by dots, without list indices. */
  readonly path: string;
  readonly coordinate: string;
  readonly form: DisclosureForm;
  readonly gate: GateId | null;
  readonly reason: string;
  readonly rule: string;
  readonly clauses: readonly string[];
  /** What would have given a higher form. */
  readonly needs: readonly Condition[];
  /** The rows that it is so of, as this caller knows them. */
  readonly ids: readonly string[];
  readonly message: string;
}

/** Such an entry before it is put into words. */
export type SaidOfRows = Omit<RowReasonEntry, 'message' | keyof LegalGround>;

/** `extensions.governance` of a response. */
export interface GovernanceReport {
  readonly policy: { readonly version: string; readonly hash: string };
  readonly purpose: string | null;
  readonly subPurpose: string | null;
  readonly decisions: readonly ReportEntry[];
  /** What will be refused soon if nothing is done. */
  readonly warnings?: readonly {
    readonly code: string;
    readonly clauses: readonly string[];
    readonly message: string;
  }[];
  /** Absent: the reader is told of paths only, whoever the rows are about. */
  readonly rows?: readonly RowReasonEntry[];
  /** The people in this answer were made up; absent: it is about real ones. */
  readonly sandbox?: true;
  /** Who was played. What is above is theirs. */
  readonly preview?: PreviewRequest;
  /** Where the answer is in the audit log; absent: it had nothing to record. */
  readonly receipt?: Receipt;
  /** Where the changes of this request are. */
  readonly changes?: readonly Receipt[];
  /** What the recipient must do, by code. */
  readonly obligations?: readonly string[];
}
