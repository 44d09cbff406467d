import type { DataCategory, Purpose, SubjectKind } from '../../policy/vocabulary.js';

export const STOP_CAUSES = ['CONSENT_WITHDRAWN', 'PROVISION_STOPPED', 'SERVICE_ENDED', 'CONTRACT_ENDED'] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

export const STOP_OBLIGATIONS = ['STOP_USE', 'RETURN_OR_ERASE'] as const;

/** That a recipient must stop: told for as long as its cause stands and nobody has acknowledged it. */
export interface StopNotice {
  /** Of cause, recipient, purpose, subject and instant; the same whenever it is derived. */
  readonly key: string;
  readonly cause: StopCause;
  readonly recipient: string;
  /** Since when the cause stands. */
  readonly since: Date;
  readonly obligations: readonly (typeof STOP_OBLIGATIONS)[number][];
  /** Whose data; null: all that the recipient got. */
  readonly about: {
    readonly kind: SubjectKind;
    readonly purpose: Purpose;
    readonly categories: readonly DataCategory[];
    /** As the recipient knows them, under this identity of it. */
    readonly subjectId: string;
    readonly identity: string;
  } | null;
  readonly acknowledgement: StopAcknowledgement | null;
}

export interface StopAcknowledgement {
  readonly at: Date;
  readonly by: string;
  readonly done: string;
}
