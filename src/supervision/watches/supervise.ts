import type { Pool } from 'pg';
import { answersAreTold } from './answersAreTold.js';
import { auditsAreMade } from './auditsAreMade.js';
import { bulletinsAreRead } from './bulletinsAreRead.js';
import { controlsAreKept } from './controlsAreKept.js';
import { correctionsAreMade } from './correctionsAreMade.js';
import { dataSetsHaveOwners } from './dataSetsHaveOwners.js';
import { emergenciesAreReviewed } from './emergenciesAreReviewed.js';
import { findingsLeadToChange } from './findingsLeadToChange.js';
import { incidentsAreReported } from './incidentsAreReported.js';
import { managerIsActive } from './managerIsActive.js';
import { noticesAreAcknowledged } from './noticesAreAcknowledged.js';
import { policyIsReviewed } from './policyIsReviewed.js';
import { recordIsKept } from './recordIsKept.js';
import { retentionIsRun } from './retentionIsRun.js';
import { requestersSpeak } from './requestersSpeak.js';
import { restoresAreDrilled } from './restoresAreDrilled.js';
import { requestsAreAnswered } from './requestsAreAnswered.js';
import { rightsAreDelivered } from './rightsAreDelivered.js';
import { risksAreMet, riskTable, type TableCell } from './riskTable.js';
import { subjectsAreTold } from './subjectsAreTold.js';
import { suspensionsAreSeen } from './suspensionsAreSeen.js';
import { handlersAreTrained, trainingCoverage, type TrainingCoverage } from './trainingCoverage.js';
import type { Alert, AlertCode, Watch } from './watch.js';
import { readWatched, type Watching } from './watched.js';

/** What stops work first; then what those who watch have left undone; then what only waits. */
const WATCHES: readonly Watch[] = [
  recordIsKept,
  managerIsActive,
  dataSetsHaveOwners,
  suspensionsAreSeen,
  incidentsAreReported,
  emergenciesAreReviewed,
  subjectsAreTold,
  requestsAreAnswered,
  answersAreTold,
  rightsAreDelivered,
  noticesAreAcknowledged,
  requestersSpeak,
  retentionIsRun,
  policyIsReviewed,
  auditsAreMade,
  findingsLeadToChange,
  correctionsAreMade,
  handlersAreTrained,
  restoresAreDrilled,
  risksAreMet,
  controlsAreKept,
  bulletinsAreRead,
];

/** Registers that the watches look at; those of single subjects are not among them, but for emergencies, orders and requests. */
const WATCHED = [
  'APPOINTMENT',
  'AUDIT_FINDING',
  'AUDIT_PLAN',
  'AUDIT_REPORT',
  'BREAK_GLASS',
  'BULLETIN',
  'BULLETIN_RECEIPT',
  'CORRECTIVE_ACTION',
  'DEPARTMENT',
  'DEPARTMENT_MEMBER',
  'INCIDENT',
  'LEGAL_ORDER',
  'MANUAL_CONTROL',
  'RECOVERY_DRILL',
  'RIGHTS_CASE',
  'RISK_CELL',
  'SUBJECT_NOTICE',
  'SUSPENSION',
  'TRAINING',
];

export interface Supervision {
  readonly alerts: readonly Alert[];
  readonly trainingCoverage: TrainingCoverage;
  readonly riskTable: readonly TableCell[];
}

export interface Health {
  readonly status: 'OK' | 'DEGRADED';
  /** Codes only: nothing of a person, a recipient or an entry. */
  readonly reasons: readonly AlertCode[];
}

/** All that those who watch have to see, in one read. */
export async function supervise(pool: Pool, circumstances: Watching): Promise<Supervision> {
  const watched = await readWatched(pool, WATCHED, circumstances);
  return {
    alerts: WATCHES.flatMap((watch) => watch(watched)),
    trainingCoverage: trainingCoverage(watched),
    riskTable: riskTable(watched),
  };
}

/** Whether supervision itself works. */
export function healthOf(alerts: readonly Alert[]): Health {
  const reasons = [...new Set(alerts.filter(({ degrades }) => degrades).map(({ code }) => code))];
  return { status: reasons.length === 0 ? 'OK' : 'DEGRADED', reasons };
}
