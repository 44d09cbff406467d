import { daysAfter } from '../../policy/lifeStage.js';

export const INCIDENT_TRIGGERS = ['SENSITIVE', 'FINANCIAL_HARM', 'WRONGFUL_PURPOSE', 'OVER_1000_PERSONS'] as const;
export type IncidentTrigger = (typeof INCIDENT_TRIGGERS)[number];

export interface IncidentNature {
  readonly sensitive: boolean;
  readonly financialHarm: boolean;
  readonly wrongfulPurpose: boolean;
  readonly persons: number;
}

/** More than so many persons make an incident reportable whatever its nature. */
const MANY = 1_000;

/** Which classes of APPI 26 (its order, article 7) it falls in; none: it need not be reported. One person is enough for the first three. */
export function incidentTriggers({
  sensitive,
  financialHarm,
  wrongfulPurpose,
  persons,
}: IncidentNature): readonly IncidentTrigger[] {
  if (persons === 0) return [];
  const holds: Readonly<Record<IncidentTrigger, boolean>> = {
    SENSITIVE: sensitive,
    FINANCIAL_HARM: financialHarm,
    WRONGFUL_PURPOSE: wrongfulPurpose,
    OVER_1000_PERSONS: persons > MANY,
  };
  return INCIDENT_TRIGGERS.filter((trigger) => holds[trigger]);
}

export interface IncidentDeadlines {
  /** The preliminary report is made within three to five days. */
  readonly preliminaryFrom: string;
  readonly preliminaryBy: string;
  readonly finalBy: string;
}

/** Asia/Tokyo days, counted from the one on which it became known; null where nothing has to be reported. */
export function incidentDeadlines(
  discoveredOn: string,
  triggers: readonly IncidentTrigger[],
): IncidentDeadlines | null {
  if (triggers.length === 0) return null;
  return {
    preliminaryFrom: daysAfter(discoveredOn, 3),
    preliminaryBy: daysAfter(discoveredOn, 5),
    finalBy: daysAfter(discoveredOn, triggers.includes('WRONGFUL_PURPOSE') ? 60 : 30),
  };
}
