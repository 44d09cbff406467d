import type { Role } from '../../policy/vocabulary.js';

/** People of the accountable party who can have to do with personal data. */
export const OWN_STAFF: readonly Role[] = [
  'CLUB_STAFF',
  'ANALYST',
  'SECURITY_OFFICER',
  'CONSULTATION_DESK',
  'INTERNAL_AUDITOR',
  'PRIVACY_MANAGER',
  'DEPT_MANAGER',
];

/** People of recipients who attest for their staff. */
export const RECIPIENT_STAFF: readonly Role[] = [
  'COOP_STAFF',
  'AFFILIATE_STAFF',
  'OPERATOR_STAFF',
  'SUBCONTRACTOR_STAFF',
  'PROCESSOR_STAFF',
];
