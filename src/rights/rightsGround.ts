import type { Pool } from 'pg';
import type { AuditLog } from '../audit/auditLog.js';
import type { SubjectReference } from '../policy/consentRecord.js';
import type { ConsentRegister } from '../registry/consentRegister.js';
import type { RegisterStore } from '../registry/registerStore.js';
import type { SourceWriter } from '../sources/writing/sourceWriter.js';
import type { SealingKeys } from './sealingKeys.js';

/** What the work of this room stands on. */
export interface RightsGround {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly keys: SealingKeys;
  readonly writer: SourceWriter;
  readonly registers: RegisterStore;
  readonly consents: ConsentRegister;
  readonly audit: AuditLog;
  /** Keeps the erased beside the databases, where no restored backup forgets them. Twice is as good as once. @default nowhere */
  readonly remember?: (subject: SubjectReference) => Promise<void>;
  readonly now: () => Date;
}
