import { tokyoToday } from '../../policy/lifeStage.js';
import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { INCIDENT_TRIGGERS, incidentDeadlines, incidentTriggers } from './incidentDeadlines.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import {
  assigned,
  choice,
  day,
  flag,
  group,
  instant,
  integer,
  list,
  optional,
  text,
  word,
  type Payload,
} from './shape.js';

const members = {
  id: word(),
  what: text(),
  discoveredOn: day(),
  /** The hole: from this instant on, and before the other. */
  from: instant(),
  to: instant(),
  /** Organisation codes; none: every recipient. */
  organisations: list(word()),
  /** None: all. */
  categories: list(choice('DataCategory', DATA_CATEGORIES)),
  /** Schema coordinates; none: all. */
  coordinates: list(word()),
  /** Only what was decided by this version. */
  policyVersion: optional(word()),
  /** 要配慮個人情報 is among it. */
  sensitive: flag(),
  /** Misuse could cause financial harm. */
  financialHarm: flag(),
  /** Somebody is suspected to have done it on purpose. */
  wrongfulPurpose: flag(),
  reportedPreliminaryOn: optional(day()),
  reportedFinalOn: optional(day()),
  personsNotifiedOn: optional(day()),
  /** What the audit log said when this version was recorded. */
  persons: assigned(integer(0, 2_147_483_647)),
  entries: assigned(integer(0, 2_147_483_647)),
  triggers: assigned(list(choice('IncidentTrigger', INCIDENT_TRIGGERS))),
  deadlines: assigned(
    optional(group('IncidentDeadlines', { preliminaryFrom: day(), preliminaryBy: day(), finalBy: day() })),
  ),
} as const;

export type IncidentPayload = Payload<typeof members>;

/** Holes through which personal data got out, or could have. Key: its id. */
export const incidentRegister = defineRegister({
  name: 'INCIDENT',
  noun: 'Incident',
  plural: 'incidents',
  description: 'Incidents: what got out, to whom, how many persons, what the law asks for, and by when (APPI 26).',
  clauses: ['A7-1e', 'A3-2'],
  members,
  recorders: ['PRIVACY_MANAGER', 'SECURITY_OFFICER'],
  purposes: ['GOVERNANCE', 'SERVICE_PROTECTION'],
  enders: ['PRIVACY_MANAGER'],
  lasting: true,
  keyOf: ({ id }) => id,
  assign: (payload) => {
    const triggers = incidentTriggers(payload);
    return { ...payload, triggers, deadlines: incidentDeadlines(payload.discoveredOn, triggers) };
  },
  check: ({ payload, recorder, previous }, look) => {
    if (payload.from >= payload.to) badInput(`to "${payload.to}": must be after the beginning`);
    if (payload.discoveredOn > tokyoToday(look.now)) {
      badInput(`discoveredOn "${payload.discoveredOn}": has not come yet`);
    }
    if (new Date(payload.to) > look.now) {
      badInput(`to "${payload.to}": has not come yet; while the hole is open, the incident is recorded again`);
    }
    if (previous !== null && recorder.subjectId === previous.recordedBy && takesBack(previous.payload, payload)) {
      refuse('SELF_APPROVAL', 'a later discovery or a smaller hole is recorded by another than before (APPI 26, A7-o)');
    }
    const unknown = payload.organisations.find((code) => look.policy.organisations[code] === undefined);
    if (unknown !== undefined) badInput(`organisations "${unknown}": is not in the policy`);
  },
  checkEnd: ({ payload: { triggers, reportedFinalOn, personsNotifiedOn } }) => {
    if (triggers.length > 0 && (reportedFinalOn === null || personsNotifiedOn === null)) {
      badInput(
        'reportedFinalOn: an incident that has to be reported ends with the report and the notice to the persons',
      );
    }
  },
});

/** Whether less has to be reported, or later, than was said before. */
function takesBack(before: IncidentPayload, now: IncidentPayload): boolean {
  const isMilder = (['sensitive', 'financialHarm', 'wrongfulPurpose'] as const).some(
    (each) => before[each] && !now[each],
  );
  const isNarrower = (['organisations', 'categories', 'coordinates'] as const).some(
    (each) => !isWithin<string>(before[each], now[each]),
  );
  const isOfOneVersion = now.policyVersion !== null && now.policyVersion !== before.policyVersion;
  const isShorter = new Date(now.from) > new Date(before.from) || new Date(now.to) < new Date(before.to);
  return now.discoveredOn > before.discoveredOn || isMilder || isNarrower || isOfOneVersion || isShorter;
}

/** An empty list is all. */
function isWithin<T>(narrow: readonly T[], wide: readonly T[]): boolean {
  return wide.length === 0 || (narrow.length > 0 && narrow.every((each) => wide.includes(each)));
}
