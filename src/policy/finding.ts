/** Where something stands in a policy file. */
export interface Place {
  readonly file: string;
  /** From 1; 0: the file as a whole. */
  readonly line: number;
  /** In words: "rule C01, cell PHONE"; empty: nothing to name. */
  readonly place: string;
}

export type FindingCode =
  | 'UNREADABLE'
  | 'SYNTAX'
  | 'SHAPE'
  | 'UNKNOWN_NAME'
  | 'ORPHAN_CLAUSE'
  | 'ORPHAN_RULE'
  | 'MEANING'
  | 'TEXT_CHANGED'
  | 'TEXT_DOES_NOT_SAY'
  | 'CONTROL_WITHOUT_OWNER'
  | 'UNREACHABLE_RULE'
  | 'LAW_NOT_FOLLOWED'
  | 'MISSING_NOTICE_ITEM'
  | 'OPEN_ENDED'
  | 'NOT_YET_KEPT'
  | 'PROVISIONAL_DATE';

/** One thing to say about a policy file. An ERROR stops the gateway from starting, or should. */
export interface Finding extends Place {
  readonly severity: 'ERROR' | 'WARNING';
  readonly code: FindingCode;
  /** The clause, rule or item that it is about; null: none. */
  readonly subject: string | null;
  readonly message: string;
}

/** "club.yaml:12 rule C01, cell PHONE: ..." */
export function describeFinding({ file, line, place, message }: Pick<Finding, keyof Place | 'message'>): string {
  const at = line === 0 ? `${file}:` : `${file}:${line}`;
  return place === '' ? `${at} ${message}` : `${at} ${place}: ${message}`;
}
