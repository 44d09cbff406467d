import type { ClientBase } from 'pg';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { DataCategory, Role } from '../policy/vocabulary.js';

/** Who wants something changed, as the token proves. */
export interface Asker {
  readonly subjectId: string;
  readonly organisation: string;
  readonly role: Role;
}

/** Something that was done to a person's data at somebody's wish; no personal value. */
export interface RightsEvent {
  readonly what: 'CORRECTION' | 'ERASURE' | 'ERASURE_HELD' | 'EXPORT';
  readonly subject: SubjectReference;
  readonly categories: readonly DataCategory[];
  readonly by: Asker;
  readonly caseKey: string | null;
  readonly workId: string;
  readonly at: Date;
}

/** What the record of the gateway does for rights, in the transaction of the change: no record, no change. */
export interface RightsRecord {
  append(client: ClientBase, event: RightsEvent): Promise<void>;
  /** From now on nothing in the record can be tied to this person. */
  cutSubject(client: ClientBase, subject: SubjectReference): Promise<void>;
}
