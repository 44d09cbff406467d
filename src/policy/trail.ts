import type { VerifiedCaller } from './caller.js';
import type { Purpose, RecipientClass, SubPurpose } from './vocabulary.js';

/** Where an entry of the audit log stands. */
export interface Receipt {
  /** From 0. */
  readonly index: number;
  /** SHA-256 of the entry as a leaf (RFC 6962), hexadecimal. */
  readonly leafHash: string;
  /** Entries of the log once this one was in it; a later checkpoint of at least this size covers it. */
  readonly treeSize: number;
}

/** Of which request a change is: what the audit log says of who changed something, for what, and under which policy. */
export interface Trail {
  readonly requestId: string;
  /** The instant that the request is decided at. */
  readonly now: Date;
  readonly caller: VerifiedCaller;
  readonly recipientClasses: readonly RecipientClass[];
  readonly purpose: Purpose | null;
  readonly subPurpose: SubPurpose | null;
  readonly policy: { readonly version: string; readonly hash: string };
  /** Told of each entry that was committed for this request. */
  readonly onRecorded: (receipt: Receipt) => void;
}
