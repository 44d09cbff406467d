import type { Pool } from 'pg';
import type { SchemaLabels } from '../../directives/schemaLabels.js';
import type { AppendQueue } from '../audit/appendQueue.js';
import type { DutyOf } from '../audit/answerDuty.js';
import type { PurchaseSegments } from '../analysis/rowClasses/purchaseSegments.js';
import type { CheckpointKeeper } from '../audit/checkpoint/checkpointKeeper.js';
import type { AuditLog } from '../audit/auditLog.js';
import type { PolicyCalendar } from '../policy/policyCalendar.js';
import type { FactsReader } from '../registry/facts/factsReader.js';
import type { ChargeVolume } from '../registry/volumes/volumeCounter.js';
import type { RegisterStore } from '../registry/registerStore.js';
import type { ConsentRegister } from '../registry/consentRegister.js';
import type { SubjectRights } from '../rights/subjectRights.js';
import type { Source } from '../sources/openSource.js';
import type { SupervisionDesk } from '../supervision/supervisionDesk.js';
import type { StatisticsDesk } from './statistics/statisticsDesk.js';

/** What the graph stands on; made once by the composition root. */
export interface GraphEnvironment {
  readonly policies: PolicyCalendar;
  readonly facts: FactsReader;
  /** Told when the facts of a request could not be read; the request is then closed. @default nobody is told */
  readonly onFactsLost?: (cause: unknown) => void;
  readonly chargeVolume: ChargeVolume;
  readonly registers: RegisterStore;
  /** The audit log, and the queue of answers that wait for their entry. */
  readonly audit: {
    readonly log: AuditLog;
    readonly queue: AppendQueue;
    readonly checkpoints: CheckpointKeeper;
    /** Of the governance database, for the auditor's reads. */
    readonly pool: Pool;
    /** What comes with an answer by law; each is asked. @default none */
    readonly duties?: readonly DutyOf[];
  };
  readonly labels: SchemaLabels;
  readonly sources: { readonly coop: Source; readonly club: Source; readonly broadcaster: Source };
  readonly consents: ConsentRegister;
  /** What persons change of their own data. */
  readonly rights: SubjectRights;
  readonly statistics: StatisticsDesk;
  /** Of the governance database, to read how coarsely de-identified rows are shown; and the segments that the sources do not have. */
  readonly rowClasses: {
    readonly pool: Pool;
    readonly segments: PurchaseSegments;
    /** Exact: of guardians in a snapshot; for a noisy answer only. */
    readonly audienceFamilies: (snapshotId: string, guardians: readonly number[]) => Promise<bigint>;
  };
  /** Of the governance database, to read accounts of privacy loss. */
  readonly budgets: { readonly pool: Pool };
  readonly supervision: SupervisionDesk;
  /** Master secret of ids, cursors, pseudonyms and row order; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly now: () => Date;
  /** Everybody in it was made up: no budget is held, and each answer says so. */
  readonly isSandbox: boolean;
}
