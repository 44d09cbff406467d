import type { Purpose, Role, SubjectKind, SubPurpose } from './vocabulary.js';

/** Who calls, as the token says and its signature proves. Frozen: one object serves every request of a token. */
export interface VerifiedCaller {
  readonly subjectId: string;
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** Purposes that the caller may declare. */
  readonly purposes: readonly Purpose[];
  /** Where the token names sub-purposes, these only; absent: all of its purposes. */
  readonly subPurposes?: readonly SubPurpose[];
  /** Authentication methods (RFC 8176), e.g. `mfa`. */
  readonly amr: readonly string[];
  /** When the caller last signed in, in seconds since 1970 (claim `auth_time`, OpenID Connect Core 2); absent: not known. */
  readonly authTime?: number;
  /** The token was issued to a device that the organisation manages. */
  readonly managedDevice?: boolean;
  /** The caller's own row in its source, where the caller is a data subject. */
  readonly subject?: { readonly kind: SubjectKind; readonly reference: number };
  /** The caller's row among the broadcaster's staff: decides what an own class is. */
  readonly staffReference?: number;
}

export type PurposeProblem =
  'PURPOSE_MISSING' | 'PURPOSE_UNKNOWN' | 'PURPOSE_NOT_ALLOWED' | 'SUB_PURPOSE_MISSING' | 'SUB_PURPOSE_UNKNOWN';

/** What the request says it is for. Not an HTTP error when refused: personal fields come back null with the problem. */
export type DeclaredPurpose =
  | {
      readonly purpose: Purpose;
      readonly subPurpose: SubPurpose | null;
      /** Of REQUESTED_SERVICE: the one service that the request is for; absent: each that a person requested of the partner. */
      readonly service?: string;
      readonly problem: null;
    }
  | { readonly purpose: null; readonly subPurpose: null; readonly problem: PurposeProblem };
