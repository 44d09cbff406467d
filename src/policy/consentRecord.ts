import type { DataCategory, Purpose, SubjectKind } from './vocabulary.js';

/** The states of ISO/IEC TS 27560; GIVEN and RENEWED are a yes. */
export const CONSENT_STATES = [
  'UNKNOWN',
  'REQUESTED',
  'DEFERRED',
  'REFUSED',
  'GIVEN',
  'RENEWED',
  'EXPIRED',
  'WITHDRAWN',
  'REVOKED',
  'INVALIDATED',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** As whom the giver speaks: for their own person, or as guardian of the subject. */
export const GIVER_RELATIONS = ['SELF', 'GUARDIAN'] as const;
export type GiverRelation = (typeof GIVER_RELATIONS)[number];

/** A data subject, by the row key in its source. Never leaves the gateway. */
export interface SubjectReference {
  readonly kind: SubjectKind;
  readonly reference: number;
}

/** What one giver said about one subject, purpose and recipient. */
export interface ConsentRecord {
  readonly id: string;
  readonly giver: SubjectReference & {
    readonly relation: GiverRelation;
    /** Full years of the giver when it was said; null = not known. */
    readonly ageAtEvent: number | null;
  };
  readonly purpose: Purpose;
  /** An organisation code. */
  readonly recipient: string;
  /** Empty in a refusal: all categories. */
  readonly categories: readonly DataCategory[];
  readonly state: ConsentState;
  /** Since when the record is in its state. */
  readonly decidedAt: Date;
  /** Last day on which it counts, YYYY-MM-DD; null = until withdrawn. */
  readonly validUntil: string | null;
}
