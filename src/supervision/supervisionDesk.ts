import type { Pool } from 'pg';
import type { DutyOf } from '../audit/answerDuty.js';
import type { AuditLog } from '../audit/auditLog.js';
import type { Policy } from '../policy/policy.js';
import type { RegisterStore } from '../registry/registerStore.js';
import { IncidentStore } from './incidents/incidentStore.js';
import type { ReadChildren } from './provisions/consentStops.js';
import { provisionDuty, type ProvisionDutyOptions } from './provisions/provisionDuty.js';
import { ProvisionStore } from './provisions/provisionStore.js';
import type { StopNotice } from './provisions/stopNotice.js';
import { stopNotices } from './provisions/stopNotices.js';
import { createSubjectKeys } from './provisions/subjectKeys.js';
import { recipientReport, type RecipientReport, type ReportQuestion } from './reports/recipientReport.js';
import { volumeDuty } from './reports/volumeDuty.js';
import { supervise, type Supervision } from './watches/supervise.js';

interface Circumstances {
  readonly policy: Policy;
  readonly now: Date;
}

/** What those who watch can ask. */
export interface SupervisionDesk {
  /** All that they have to see at an instant; what depends on a source only where sources are asked, which the health never does. */
  supervise(circumstances: Circumstances & { readonly asksSources?: boolean }): Promise<Supervision>;
  recipientReport(question: ReportQuestion, circumstances: Circumstances): Promise<RecipientReport>;
  /** Of one recipient, or of all; oldest first, acknowledged ones too. */
  stopNotices(question: { readonly recipient: string | null; readonly now: Date }): Promise<readonly StopNotice[]>;
  readonly provisions: ProvisionStore;
  readonly incidents: IncidentStore;
  /** What is written with each answer. */
  readonly duties: readonly DutyOf[];
}

export interface SupervisionDeskOptions extends Pick<ProvisionDutyOptions, 'idsOf'> {
  /** Of the governance database. */
  readonly pool: Pool;
  readonly registers: RegisterStore;
  readonly log: AuditLog;
  /** Whether the last checkpoint of it could not be signed or copied. */
  readonly isUnkept: () => boolean;
  readonly policyAt: (now: Date) => Policy;
  /** Tables of the sources that are about persons (A8-2). */
  readonly dataSets: readonly string[];
  /** Master secret. */
  readonly secret: Uint8Array;
  readonly readChildren: ReadChildren;
}

export function createSupervisionDesk(options: SupervisionDeskOptions): SupervisionDesk {
  const { pool, registers, log, isUnkept, policyAt, dataSets, secret, idsOf, readChildren } = options;
  const subjectKeyOf = createSubjectKeys(secret);
  const provisions = new ProvisionStore({ pool, subjectKeyOf });
  return {
    supervise: ({ asksSources = false, ...circumstances }) => {
      const record = { closed: log.closed, unkept: isUnkept() };
      return supervise(pool, { ...circumstances, dataSets, record, ...(asksSources ? { readChildren } : {}) });
    },
    recipientReport: (question, circumstances) => recipientReport(pool, question, circumstances),
    stopNotices: (question) => stopNotices({ pool, provisions, subjectKeyOf, readChildren, policyAt, idsOf }, question),
    provisions,
    incidents: new IncidentStore({ pool, registers }),
    // The record of provision comes first: the answer that goes over a limit has left, too.
    duties: [provisionDuty({ policyAt, subjectKeyOf, idsOf }), volumeDuty({ policyAt, log })],
  };
}
