import type { Alongside } from './appendQueue.js';
import type { EntryDraft } from './entryDraft.js';

/** What the law wants with an answer: written in the transaction of its entry, and told to its recipient. */
export interface AnswerDuty {
  readonly alongside: Alongside;
  /** Codes of what the recipient must do, for `extensions.governance.obligations`. */
  readonly obligations: readonly string[];
}

/** The duty that comes with an answer; null: none. Pure: what must be read is read in `alongside`. */
export type DutyOf = (draft: EntryDraft) => AnswerDuty | null;
