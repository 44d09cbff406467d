import type { Watched } from './watched.js';

export const ALERT_CODES = [
  'AUDIT_OVERDUE',
  'FINDING_OVERDUE',
  'CORRECTION_OVERDUE',
  'TRAINING_COVERAGE',
  'BULLETIN_UNREAD',
  'EMERGENCY_UNREVIEWED',
  'EMERGENCY_UNJUSTIFIED',
  'MANUAL_CONTROL_OVERDUE',
  'MANUAL_CONTROL_MISSING',
  'RISK_CELL_MISSING',
  'RESTORE_DRILL_OVERDUE',
  'INCIDENT_OPEN',
  'RECIPIENT_SUSPENDED',
  'RULE_SUSPENDED',
  'NO_PRIVACY_MANAGER',
  'POLICY_REVIEW_OVERDUE',
  'DATA_SET_WITHOUT_OWNER',
  'SUBJECT_NOT_TOLD',
  'REQUEST_OVERDUE',
  'ANSWER_NOT_TOLD',
  'RIGHT_NOT_DELIVERED',
  'NOTICE_UNACKNOWLEDGED',
  'REQUESTER_MAY_NOT_SPEAK',
  'RECORD_CLOSED',
  'CHECKPOINT_NOT_KEPT',
  'RETENTION_OVERDUE',
] as const;
export type AlertCode = (typeof ALERT_CODES)[number];

/** What somebody has to look at. No personal data of a subject, ever: people of the house appear as tokens name them. */
export interface Alert {
  readonly code: AlertCode;
  readonly clauses: readonly string[];
  /** Key of the entry that it is about; null: of none. */
  readonly key: string | null;
  readonly what: string;
  /** Asia/Tokyo day since which it stands; null: not known. */
  readonly since: string | null;
  /** Whether supervision itself is not working: the health is DEGRADED. */
  readonly degrades: boolean;
}

/** One thing that is watched. Pure. */
export type Watch = (watched: Watched) => readonly Alert[];
