import type { SubjectReference } from '../policy/consentRecord.js';
import type { Trail } from '../policy/trail.js';
import type { SubjectKind } from '../policy/vocabulary.js';
import type { AuditDecision, AuditDisclosure, AuditFacts, AuditKind, Paper } from './auditEntry.js';

/** What left, with the row keys of its subjects. They stay inside: the log gets their tokens' digest. */
export interface DisclosedGroup extends Omit<AuditDisclosure, 'set'> {
  readonly subjectKind: SubjectKind;
  /** Each once. */
  readonly references: readonly number[];
}

/** An entry before it is in the log. */
export interface EntryDraft {
  readonly kind: AuditKind;
  /** null: the gateway of itself, e.g. a nightly job. */
  readonly trail: Omit<Trail, 'onRecorded'> | null;
  /** @default that of the trail; needed without one */
  readonly instant?: Date;
  /** Keyed hash of the document. */
  readonly operation?: string | null;
  readonly decisions?: readonly AuditDecision[];
  readonly disclosed?: readonly DisclosedGroup[];
  /** Whom a change is about. */
  readonly about?: readonly SubjectReference[];
  readonly papers?: readonly Paper[];
  readonly facts?: AuditFacts;
}
