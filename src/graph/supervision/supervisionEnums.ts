import { registerEnumType } from 'type-graphql';
import { ALERT_CODES } from '../../supervision/watches/watch.js';
import { enumObject } from '../types/enums.js';

export const AlertCodeEnum = enumObject(ALERT_CODES);
registerEnumType(AlertCodeEnum, { name: 'AlertCode', description: 'What somebody has to look at.' });

export const HealthStatusEnum = enumObject(['OK', 'DEGRADED']);
registerEnumType(HealthStatusEnum, { name: 'HealthStatus', description: 'Whether supervision itself works.' });

/** Enums whose values are only words. */
export const SUPERVISION_WORD_ENUMS = [
  'AlertCode',
  'HealthStatus',
  'IncidentFormat',
  'StopCause',
  'StopObligation',
] as const;
