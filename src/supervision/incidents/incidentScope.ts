import type { DataCategory } from '../../policy/vocabulary.js';

/** A hole: what could have got out, to whom and when. Empty lists: all. */
export interface IncidentScope {
  readonly from: Date;
  /** Before this instant. */
  readonly to: Date;
  readonly organisations: readonly string[];
  readonly categories: readonly DataCategory[];
  readonly coordinates: readonly string[];
  readonly policyVersion: string | null;
}
