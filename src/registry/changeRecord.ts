import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { ConsentRecord, SubjectReference } from '../policy/consentRecord.js';
import type { ConsentStep } from './entities/ConsentEvent.js';
import type { Receipt, Trail } from '../policy/trail.js';

/** One version of one entry of a register, as it was just written. */
export interface RegisterChange {
  readonly register: string;
  readonly key: string;
  /** The key may tell who the entry is about. */
  readonly isPersonal: boolean;
  readonly version: number;
  readonly step: 'RECORD' | 'END' | 'APPROVE' | 'AMEND';
  readonly recordedAt: Date;
  readonly organisation: string | null;
  readonly subject: SubjectReference | null;
}

/** One step of a consent's life, as it was just written. */
export interface ConsentChange {
  readonly consent: ConsentRecord & { readonly subject: SubjectReference };
  readonly step: ConsentStep;
  readonly by: SubjectReference;
  readonly channel: string;
  readonly now: Date;
}

/**
 * Where changes are put on record: the audit log. Called in the transaction of the change, when all of it is written and nothing else
 * follows. @throws when it can't: the change is then rolled back
 */
export interface ChangeRecord {
  register(manager: SqlEntityManager, change: RegisterChange, trail: Trail | null): Promise<Receipt>;
  consent(
    manager: SqlEntityManager,
    changes: readonly ConsentChange[],
    trail: Trail | null,
  ): Promise<readonly Receipt[]>;
}
