/** First member of the first line; raised when the lines change. */
export const EXPORT_FORMAT = 'noren-audit-log/1';

/** The first line. */
export interface ExportHeader {
  readonly format: typeof EXPORT_FORMAT;
  readonly origin: string;
  /** Verifier key, as the log itself says; who verifies should have it from elsewhere. */
  readonly key: string;
  /** Signed notes, by size. */
  readonly checkpoints: readonly string[];
}

/** One line an entry. */
export interface ExportedEntry {
  readonly index: number;
  /** Hash of the leaf as the log has it, hexadecimal. */
  readonly leaf: string;
  /** Hashes of the parents that this leaf completed, lowest first. */
  readonly nodes: readonly string[];
  /** Tokens of each set of subjects. */
  readonly sets: readonly (readonly string[])[];
  /** The entry. */
  readonly text: string;
}

/** The last line. */
export interface ExportEnd {
  readonly size: number;
  readonly root: string;
}
