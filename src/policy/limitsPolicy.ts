import type { RecipientClass, Role } from './vocabulary.js';

/** How much may leave in a while (A2-2, A7-1e); counted over a sliding window. */
export interface CallLimits {
  readonly requestsPerMinute: number;
  /** Different subjects in one answer. */
  readonly recordsPerRequest: number;
  readonly recordsPerDay: number;
}

/** Of all callers of an organisation together. */
export type OrganisationLimits = Omit<CallLimits, 'recordsPerRequest'>;

export interface LimitsPolicy {
  /** Of one caller, by role; who has several roles has the least of them. */
  readonly caller: { readonly default: CallLimits } & Readonly<Partial<Record<Role, CallLimits>>>;
  /** By recipient class. */
  readonly organisation: { readonly default: OrganisationLimits } & Readonly<
    Partial<Record<RecipientClass, OrganisationLimits>>
  >;
}
